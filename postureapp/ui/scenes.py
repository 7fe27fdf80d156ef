"""What the stretch window plays, as values: moves, a posture cue, standing, sitting down again.

A scene has everything that is shown, so that the window needs no rules of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from postureapp.core.events import Size
from postureapp.core.moves import Motion, Move, View
from postureapp.core.pose import Pose, expand, mirror, pose_at, scaled
from postureapp.core.routine import Phase, PhaseKind, Side, is_seated, phases
from postureapp.core.text import Text, _, text

STAND_S = 300.0
CUE_S = 10.0


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing to do. `move` is set where the gate must be asked; `done_early` offers "Done" before the time is up."""

    title: str
    steps: tuple[str, ...]
    motion: Motion
    phases: tuple[Phase, ...]
    seated: bool = True
    view: View = View.FRONT
    muscles: tuple[str, ...] = ()
    move: Move | None = None
    half: bool = False
    done_early: bool = False
    note: str = ""

    def pose(self, phase: float, mirrored: bool) -> dict[str, float]:
        """The pose at a phase of the motion."""
        if mirrored and self.motion.cycle:
            return pose_at(self.motion, 1.0 - phase, half=self.half)
        return pose_at(self.motion, phase, other_side=mirrored, half=self.half)

    def key_poses(self) -> list[Pose]:
        """The poses the figure passes through, on both sides: they must fit into the picture."""
        if self.motion.cycle:
            return [self.pose(n / 8.0, False) for n in range(8)]
        ends = [self.pose(0.0, False), self.pose(0.5, False), self.pose(1.0, False)]
        return [*ends, *(mirror(expand(pose)) for pose in ends)]


def move_scenes(routine: Iterable[tuple[Move, bool]]) -> list[Scene]:
    """The moves of a stretch; True beside a move asks for half the range and half the hold."""
    return [
        Scene(
            title=_(move.name),
            steps=tuple(_(step) for step in move.steps),
            motion=move.motion,
            phases=phases(move, half),
            seated=is_seated(move),
            view=move.view,
            muscles=move.muscles,
            move=move,
            half=half,
            note=_(move.note),
        )
        for move, half in routine
    ]


def scenes_for(size: Size, cause: str, routine: Iterable[tuple[Move, bool]] = ()) -> list[Scene]:
    """What to play for a reminder of this size; without a routine a stretch is a posture cue."""
    found = move_scenes(routine) if size is Size.STRETCH else []
    if found:
        return found
    if cause == "standing":
        return [sit_scene()]
    if size is Size.STAND:
        return [stand_scene()]
    return [phone_scene() if cause == "phone" else cue_scene()]


def _for(seconds: float, caption: Text) -> tuple[Phase, ...]:
    return (Phase(PhaseKind.MOVE_IN, Side.NONE, 2.0, caption), Phase(PhaseKind.HOLD, Side.NONE, seconds - 2.0, caption))


def cue_scene() -> Scene:
    """The ten-second posture cue: for everybody, also while stretches are off."""
    slumped = {"spine.upper": 26.0, "spine.lower": 12.0, "neck.flex": 6.0, "neck.glide": -3.5, "scap.prot": 0.6}
    return Scene(
        title=_("Sit tall for a moment"),
        steps=(
            _("Both feet flat on the floor."),
            _("Grow tall, and let your shoulders drop."),
            _("The top of your screen at eye height, an arm's length away."),
        ),
        motion=Motion(start=slumped, end={"spine.upper": -2.0}),
        phases=_for(CUE_S, text("Sit tall, and breathe out")),
        view=View.SIDE,
    )


def phone_scene() -> Scene:
    """The same for time on the phone."""
    low = {"spine.upper": 24.0, "neck.flex": 42.0, "elbow": 62.0, "sh.flex": 24.0, "reach.phone": 0.55}
    return Scene(
        title=_("Bring the phone up"),
        steps=(
            _("Raise the phone towards the height of your eyes."),
            _("Support your forearms on a table, a cushion or your bag."),
            _("Change how you sit, or put the phone away for a while."),
        ),
        motion=Motion(start=low, end={"spine.upper": 2.0, "neck.flex": 8.0, "reach.phone": 1.0}),
        phases=_for(CUE_S, text("Phone up, shoulders down")),
        view=View.SIDE,
    )


def stand_scene(seconds: float = STAND_S) -> Scene:
    """Five minutes on one's feet."""
    sway: Pose = {"spine.rot": 7.0, "neck.rot": 5.0, "sh.flex.L": 13.0, "sh.flex.R": -9.0, "elbow": 12.0}
    phase = Phase(PhaseKind.CYCLE, Side.NONE, seconds, text("On your feet"))
    return Scene(
        title=_("Stand or walk for 5 minutes"),
        steps=(
            _("Stand up, walk a little, fetch some water."),
            _("Standing at your desk is fine too."),
            _("Let your arms swing and look into the distance."),
        ),
        motion=Motion(start={}, cycle=(sway, {}, mirror(expand(sway)), {}), period_s=4.0),
        phases=(phase,),
        seated=False,
        view=View.FRONT,
        done_early=True,
    )


def sit_scene() -> Scene:
    """The opposite advice, for having stood long."""
    upright: Pose = {"spine.upper": -1.0}
    return Scene(
        title=_("Time to sit for a while"),
        steps=(
            _("You have been on your feet for a good while."),
            _("Sit back with your feet flat, or walk a few steps."),
            _("Changing position often matters more than any one position."),
        ),
        motion=Motion(start=scaled({"spine.upper": 12.0}, 1.0), end=upright),
        phases=_for(CUE_S, text("Sit down, and let go")),
        view=View.SIDE,
        done_early=True,
    )
