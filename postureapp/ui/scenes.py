"""What the stretch window plays, as values: moves, a posture cue, standing, sitting down again.

A scene has everything that is shown, so that the window needs no rules of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from postureapp.core.events import Size
from postureapp.core.moves import Easing, Motion, Move, Stance, View
from postureapp.core.pose import Pose, expand, mirror, pose_at
from postureapp.core.postures import PAIRS, Pair
from postureapp.core.routine import MOVE_BUDGET_S, Phase, PhaseKind, Side, phases
from postureapp.core.text import Text, _, text

STAND_S = 300.0
CUE_S = 10.0
STRAINS_S = 3.0


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing to do. `move` is set where the gate must be asked; `done_early` offers "Done" before the time is up.

    `muscles` by name, for the figure; `plain_muscles` in plain words, to read. `comes_next`: another move came before
    it. `compares`: it begins with how not to sit.
    """

    title: str
    steps: tuple[str, ...]
    motion: Motion
    phases: tuple[Phase, ...]
    view: View = View.FRONT
    muscles: tuple[str, ...] = ()
    plain_muscles: tuple[str, ...] = ()
    move: Move | None = None
    half: bool = False
    done_early: bool = False
    note: str = ""
    cautions: tuple[str, ...] = ()
    comes_next: bool = False
    compares: bool = False

    @property
    def move_id(self) -> str:
        """The move's id; none for a posture cue."""
        return self.move.id if self.move is not None else ""

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


def move_scenes(
    routine: Iterable[tuple[Move, bool]],
    *,
    budget_s: float | None = MOVE_BUDGET_S,
    instead_of: Mapping[str, Move] = {},
) -> list[Scene]:
    """The moves of a stretch; True beside a move asks for half the range and half the hold.

    `budget_s` is for each move; without one (None) each is played with its whole dose. `instead_of`: by the id of a
    move, the one in whose place it comes.
    """
    found: list[Scene] = []
    before: Move | None = None
    for move, half in routine:
        played = phases(move, half, budget_s, after=before, instead_of=instead_of.get(move.id))
        found.append(_move_scene(move, half, played, before))
        before = move
    return found


def _move_scene(move: Move, half: bool, played: tuple[Phase, ...], before: Move | None) -> Scene:
    return Scene(
        title=_(move.name),
        steps=tuple(_(step) for step in move.steps),
        motion=move.motion,
        phases=played,
        view=move.view,
        muscles=move.muscles,
        plain_muscles=move.plain_muscles,
        move=move,
        half=half,
        note=_(move.note),
        cautions=tuple(_(caution) for caution in move.cautions),
        comes_next=before is not None,
    )


def scenes_for(
    size: Size,
    cause: str,
    routine: Iterable[tuple[Move, bool]] = (),
    why_cue: str = "",
    *,
    budget_s: float | None = MOVE_BUDGET_S,
) -> list[Scene]:
    """What to play for a reminder of this size; without a routine a stretch is a posture cue; `why_cue` says why."""
    found = move_scenes(routine, budget_s=budget_s) if size is Size.STRETCH else []
    if found:
        return found
    if cause == "standing":
        return [sit_scene()]
    if size is Size.STAND:
        return [stand_scene()]
    return [replace(phone_scene() if cause == "phone" else cue_scene(), note=why_cue)]


def _for(seconds: float, caption: Text) -> tuple[Phase, ...]:
    return (Phase(PhaseKind.MOVE_IN, Side.NONE, 2.0, caption), Phase(PhaseKind.HOLD, Side.NONE, seconds - 2.0, caption))


def _compared(pair: Pair, rather_not: Text, rather: Text) -> tuple[Phase, ...]:
    """First as one often sits, then on the way to what spares, and there it stays."""
    left_s = CUE_S - STRAINS_S - pair.move_in_s
    return (
        Phase(PhaseKind.GET_READY, Side.NONE, STRAINS_S, rather_not),
        Phase(PhaseKind.MOVE_IN, Side.NONE, pair.move_in_s, rather),
        Phase(PhaseKind.HOLD, Side.NONE, left_s, rather),
    )


def cue_scene() -> Scene:
    """The ten-second posture cue: for everybody, also while stretches are off."""
    pair = PAIRS["desk"]
    return Scene(
        title=_("Sit tall for a moment"),
        steps=(
            _("Both feet flat on the floor."),
            _("Grow tall, and let your shoulders drop."),
            _("The top of your screen at eye height, an arm's length away."),
        ),
        motion=pair.motion,
        phases=_compared(pair, text("Slumped, the head forward"), text("Sit tall, and breathe out")),
        view=pair.spares.view,
        compares=True,
    )


def phone_scene() -> Scene:
    """The same for time on the phone."""
    pair = PAIRS["phone"]
    return Scene(
        title=_("Bring the phone up"),
        steps=(
            _("Raise the phone towards the height of your eyes."),
            _("Support your forearms on a table, a cushion or your bag."),
            _("Change how you sit, or put the phone away for a while."),
        ),
        motion=pair.motion,
        phases=_compared(pair, text("Phone low, the head hanging"), text("Phone up, shoulders down")),
        view=pair.spares.view,
        compares=True,
    )


def stand_scene(seconds: float = STAND_S) -> Scene:
    """Five minutes on one's feet."""
    sway: Pose = {"spine.rot": 7.0, "neck.rot": 5.0, "sh.flex.L": 13.0, "sh.flex.R": -9.0, "elbow": 12.0}
    phase = Phase(PhaseKind.CYCLE, Side.NONE, seconds, text("On your feet"))
    swaying: tuple[Pose, ...] = (sway, {}, mirror(expand(sway)), {})
    return Scene(
        title=_("Stand or walk for 5 minutes"),
        steps=(
            _("Stand up, walk a little, fetch some water."),
            _("Standing at your desk is fine too."),
            _("Let your arms swing and look into the distance."),
        ),
        motion=Motion(start={}, cycle=swaying, period_s=4.0, stance=Stance.STANDING, easing=Easing.STEADY),
        phases=(phase,),
        view=View.FRONT,
        done_early=True,
    )


def sit_scene() -> Scene:
    """The opposite advice, for having stood long."""
    pair = PAIRS["desk"]
    return Scene(
        title=_("Time to sit for a while"),
        steps=(
            _("You have been on your feet for a good while."),
            _("Sit back with your feet flat, or walk a few steps."),
            _("Changing position often matters more than any one position."),
        ),
        motion=pair.motion,
        phases=_for(CUE_S, text("Sit down, and let go")),
        view=pair.spares.view,
        done_early=True,
    )
