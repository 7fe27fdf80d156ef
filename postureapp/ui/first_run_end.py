"""The last page of the welcome: one real move to try where the gate allows one, else a posture cue to read.

It also says how to find the app again. Where medical care comes first, nothing to try is shown.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget

from postureapp.core.library import whole_s
from postureapp.core.move_words import length_spoken
from postureapp.core.moves import Move, Stance
from postureapp.core.safety import Reason, Verdict, allowed_moves, gate, judge
from postureapp.core.state import World
from postureapp.core.text import Text, _, text
from postureapp.ui.controls import box, button, label, row
from postureapp.ui.first_run_answers import FirstRunWires
from postureapp.ui.first_run_figure import beside
from postureapp.ui.first_run_pages import Page
from postureapp.ui.medical_words import UNKNOWN_REGION, care_words
from postureapp.ui.scenes import cue_scene, move_scenes
from postureapp.ui.standing_words import mild_stretch
from postureapp.ui.theme import Theme, Type

_NEUTRAL = "N"  # the tag of moves that leave the spine where it is


def gentle_move(world: World) -> Move | None:
    """A seated move to begin with: the one that asks least of a body, of those that the gate allows."""
    allowed = allowed_moves(world.moves, world.safety, world.rules)
    seated = [
        move for move in allowed if move.motion.stance is Stance.SEATED and move.id not in world.settings.switched_off
    ]
    return min(seated, key=lambda move: (len({*move.tags} - {_NEUTRAL}), not move.motion.cycle, move.id), default=None)


class EndPage(Page):
    """Made anew each time it is turned to, for the answers may have changed. `try_move` opens the move."""

    def __init__(self, wires: FirstRunWires, look: Theme, try_move: Callable[[str], None]) -> None:
        super().__init__(wires)
        world = wires.world()
        decided = gate(world.safety, world.rules)
        move = gentle_move(world)
        self.try_it: QPushButton | None = None
        heading = _("All set.")
        if decided.hides_booking:
            heading = _("Medical care comes first")
            told: QWidget = _care(decided.reason, world)
        elif move is None:
            # Safety words.
            why = decided.why or text(
                "With these answers there are posture cues and standing breaks, and no stretches."
            )
            told = beside(cue_scene(), look, _cue_words(why))
        else:
            name = _(move.name)
            self.try_it = button(str(text("Try it: {move}", move=name)), lambda: try_move(move.id), "primary")
            half = judge(move, world.safety, world.rules).verdict is Verdict.MODIFY
            length = length_spoken(whole_s(move, half))
            told = beside(move_scenes([(move, half)])[0], look, self._invitation(self.try_it, length))
        found = box("card", label(str(_where(wires)), bold=True), _later())
        self.lay(label(heading, Type.DISPLAY), told, found, grows=None if decided.hides_booking else told)

    @staticmethod
    def _invitation(try_it: QWidget, length: Text) -> list[QWidget]:
        pressed = QWidget()
        pressed.setLayout(row(try_it, None))
        pressed.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        return [
            label(_("A first move, if you like"), Type.TITLE),
            label(str(text("Seated and gentle, {length}. The reminders bring moves like this one.", length=length))),
            label(mild_stretch(), tone="soft"),
            pressed,
        ]


def _care(reason: Reason, world: World) -> QWidget:
    region = next((each for each in world.rules.regions if each.id == world.safety.region), UNKNOWN_REGION)
    title, sentence = care_words(reason, region)
    kind = "danger" if reason is Reason.EMERGENCY else "warm"
    return box(kind, label(str(title), Type.TITLE, tone=kind), label(str(sentence), Type.LARGE))


def _cue_words(why: Text) -> list[QWidget]:
    cue = cue_scene()
    steps = [label(step, Type.LARGE) for step in cue.steps]
    return [label(cue.title, Type.TITLE), *steps, label(str(why), tone="soft")]


def _where(wires: FirstRunWires) -> Text:
    if wires.tray_is_there():
        return text("PostureApp is in the tray now: a ring that fills while you sit. A click on it opens Home.")
    return text("There is no tray here, so there is no icon. Start PostureApp again to open Home.")


def _later() -> QWidget:
    return label(_("All that you have told can be changed there, in Settings."), tone="soft")
