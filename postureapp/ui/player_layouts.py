"""The two faces of the stretch window: large, with every step to read, and small, for a corner beside the work.

Both show the same things in the same words; the small one has one line for what the large one lists: the step to do
now, what is to be minded, the muscle at work. What is cut off there is whole in its tip and for a screen reader.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from postureapp.core.routine import Phase, PhaseKind, Side
from postureapp.core.text import _, joined
from postureapp.ui import theme
from postureapp.ui.controls import StepRow, box, button, label, row, scrolling
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.player_controls import SPACING, Acts, Sign, SignButton
from postureapp.ui.player_page import PlayerPage, SceneNumber, text_height
from postureapp.ui.scene_notes import SmallNotes, bullet, chip, name_chip, notes_of
from postureapp.ui.scenes import Scene
from postureapp.ui.standing_words import no_diagnosis
from postureapp.ui.theme import Theme, Type

LARGE, SMALL = QSize(940, 660), QSize(460, 350)
LEAST_FOR_LARGE = QSize(760, 400)  # on less room the large window has the small one's face

_BETWEEN = "  ·  "  # notes in one line


class LargePage(PlayerPage):
    """Figure, steps, and what to do now, side by side."""

    def __init__(self, look: Theme, acts: Acts) -> None:
        super().__init__(look, acts, QSize(250, 220))

    def lay_out(self) -> None:
        self._back = button(_("Back"), self._acts.back, described=_("Left arrow"))
        self._back.setToolTip(_("To the start of this move; twice: to the one before (←)"))
        self._pause = button(_("Pause"), self._acts.pause, described=_("Space"))
        self._pause.setToolTip(_("Pause, or go on (Space)"))
        self._skip = button(_("Skip"), self._acts.skip, described=_("Right arrow"))
        self._skip.setToolTip(_("On to the next (→)"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.L, theme.L, theme.L, theme.M)
        whole.setSpacing(theme.M)
        middle = QHBoxLayout()
        middle.setSpacing(theme.L)
        middle.addLayout(self._figure_side(), 11)
        middle.addLayout(self._words_side(), 10)
        whole.addLayout(middle, 1)
        whole.addLayout(self._sound_row())
        whole.addWidget(self._mild)
        whole.addWidget(label(no_diagnosis(), Type.SMALL, tone="soft"))

    def _reserve(self) -> None:
        super()._reserve()
        self.detail.setVisible(self.has_details)  # a caption alone stands in the middle

    def _figure_side(self) -> QVBoxLayout:
        self._chips = FlowLayout(SPACING)
        side = QVBoxLayout()
        side.setSpacing(theme.S)
        side.addWidget(self.figure, 1)
        side.addLayout(self._chips)
        return side

    def _words_side(self) -> QVBoxLayout:
        self._steps = QVBoxLayout()
        self._steps.setSpacing(theme.XS)
        self._steps.setContentsMargins(0, theme.XXS, theme.XS, theme.XXS)
        self._step_rows: list[StepRow] = []
        inside = QWidget()
        inside.setLayout(self._steps)
        self._scroll = scrolling(inside)
        side = QVBoxLayout()
        side.setSpacing(theme.S)
        side.addWidget(self.eyebrow)
        side.addWidget(self.title)
        side.addWidget(self._scroll, 1)
        side.addWidget(self._now())
        side.addLayout(row(self._back, self._pause, self._skip, self.ready, None))
        return side

    def _now(self) -> QWidget:
        """What to do now, and how long: the one thing to look at."""
        words = QVBoxLayout()
        words.setSpacing(theme.XXS)
        words.addStretch(1)
        words.addWidget(self.caption)
        words.addWidget(self.detail)
        words.addStretch(1)
        beside = QHBoxLayout()
        beside.setSpacing(theme.M)
        beside.addWidget(self.ring)
        beside.addLayout(words, 1)
        held = QWidget()
        held.setLayout(beside)
        beside.setContentsMargins(0, 0, 0, 0)
        return box("card", held, margin=theme.M)

    def _sound_row(self) -> QHBoxLayout:
        self._hint = label("", Type.SMALL, tone="soft")
        return row(self.hurts, self.voice, self.tones, self._hint, self.size_switch, self.end, spacing=SPACING)

    def show_scene(self, scene: Scene, place: SceneNumber) -> None:
        super().show_scene(scene, place)
        clear(self._steps)
        clear(self._chips)
        numbered = scene.move is not None
        self._step_rows = [StepRow(n + 1 if numbered else 0, words, self._look) for n, words in enumerate(scene.steps)]
        for made in self._step_rows:
            self._steps.addWidget(made)
        for words in notes_of(scene):
            self._steps.addWidget(bullet(words, "warm" if scene.half else "soft"))
        self._steps.addStretch(1)
        for muscle in scene.plain_muscles:
            self._chips.addWidget(chip(muscle))
        self._skip.setText(self._skip_words())
        self._skip.setAccessibleName(self._skip.text())

    def show_phase(self, phase: Phase) -> None:
        super().show_phase(phase)
        scene = self._scene
        assert scene is not None
        waits = phase.kind is PhaseKind.NEXT
        current = step_at(phase, scene)
        for n, made in enumerate(self._step_rows):
            here = scene.move is not None and n == current and not waits
            made.highlight(here)
            if here:
                self._scroll.verticalScrollBar().setValue(made.y() - theme.XS)

    def show_paused(self, paused: bool) -> None:
        self._pause.setText(_("Resume") if paused else _("Pause"))
        self._pause.setAccessibleName(self._pause.text())

    def show_sound(self, voice: bool, tones: bool) -> None:
        super().show_sound(voice, tones)
        self._hint.setText("" if voice else _("With the voice on you need not look at the screen."))


class SmallPage(PlayerPage):
    """Figure and caption side by side, and one row of controls."""

    is_small = True
    _back: SignButton
    _pause: SignButton
    _skip: SignButton
    ring_across = 64

    def __init__(self, look: Theme, acts: Acts) -> None:
        super().__init__(look, acts, QSize(150, 136))

    def lay_out(self) -> None:
        acts, look = self._acts, self._look
        self._back, self._skip = SignButton(Sign.BACK, look, acts.back), SignButton(Sign.SKIP, look, acts.skip)
        self._pause = SignButton(Sign.PAUSE, look, acts.pause)
        self._back.name(_("Back"), _("Left arrow"))
        self.title.setFont(theme.font(Type.BODY, bold=True))
        self._step = label("", Type.SMALL, tone="soft")
        self._notes, self._muscles = SmallNotes(), chip()
        self._notes.hide()
        self._muscles.hide()
        self._whole = whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.M, theme.M, theme.M, theme.S)
        whole.setSpacing(theme.S)
        middle = QHBoxLayout()
        middle.setSpacing(theme.M)
        middle.addLayout(self._figure_side(), 2)
        middle.addLayout(self._words_side(), 3)
        whole.addLayout(middle, 1)
        whole.addWidget(self._notes)
        controls = row(self._back, self._pause, self._skip, None, self.voice, self.tones, self.size_switch)
        controls.addStrut(self._pause.sizeHint().height())  # the style lets the buttons be flatter
        whole.addLayout(controls)
        whole.addLayout(row(self.hurts, None, self.ready, self.end))
        whole.addWidget(self._mild)

    def _figure_side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(theme.XS)
        side.addWidget(self.figure, 1)
        side.addWidget(self._muscles, 0, Qt.AlignmentFlag.AlignLeft)
        return side

    def _words_side(self) -> QVBoxLayout:
        beside = QHBoxLayout()
        beside.setSpacing(theme.S)
        beside.addWidget(self.ring)
        beside.addWidget(self.detail, 1)
        side = QVBoxLayout()
        side.setSpacing(theme.XS)
        for widget in (self.eyebrow, self.title):
            side.addWidget(widget)
        side.addLayout(beside)
        side.addWidget(self.caption)
        side.addWidget(self._step)
        side.addStretch(1)
        return side

    def show_scene(self, scene: Scene, place: SceneNumber) -> None:
        super().show_scene(scene, place)
        self._skip.name(self._skip_words(), _("Right arrow"))
        self._notes.show_words(joined(notes_of(scene), _BETWEEN))
        name_chip(self._muscles, scene.plain_muscles)

    def _reserve(self) -> None:
        """What there is no room for goes: first the step, then the muscle."""
        super()._reserve()
        if self._scene is None:
            return
        steps, muscles = self._scene.steps, self._scene.muscles
        self._step.setMinimumHeight(max((text_height(self._step, each) for each in steps), default=0))
        self._step.setVisible(bool(steps))
        self._muscles.setVisible(bool(muscles))
        for made in (self._step, self._muscles):
            if self._whole.minimumHeightForWidth(self.width()) > self.height():
                made.hide()

    def show_phase(self, phase: Phase) -> None:
        super().show_phase(phase)
        scene = self._scene
        assert scene is not None
        waits = phase.kind is PhaseKind.NEXT
        steps = scene.steps
        self._step.setText(steps[step_at(phase, scene)] if steps and not waits else "")

    def say_no_room(self) -> None:
        """In the line of what is to be minded, before it, until the next move; and in the switch's own tip."""
        words = _("This screen has no room for the large window.")
        self.size_switch.name(_("Large window"), _("S"), words)
        notes = notes_of(self._scene) if self._scene is not None else []
        self._notes.show_words(joined([words, *notes], _BETWEEN))
        self._reserve()
        self._announce([words])

    def show_paused(self, paused: bool) -> None:
        self._pause.show_sign(Sign.PLAY if paused else Sign.PAUSE)
        self._pause.name(_("Resume") if paused else _("Pause"), _("Space"))


_PLACES = {
    PhaseKind.NEXT: 0.0,
    PhaseKind.GET_READY: 0.0,
    PhaseKind.MOVE_IN: 0.4,
    PhaseKind.HOLD: 0.67,
    PhaseKind.CYCLE: 0.4,
}  # of the way through the steps; the end for any other
# How the step of a phase begins, in the English of the moves' files.
_BEGINS = {PhaseKind.HOLD: "Hold", PhaseKind.CYCLE: "Move slowly"}


def step_at(phase: Phase, scene: Scene) -> int:
    """Which step belongs to a phase: the first to get ready, the last to let go, those between to move and hold.

    A move's step that begins with what the phase is comes before that share, and "Keep ..." is no step to move in by.
    """
    other_way = bool(scene.motion.cycle) and phase.side is Side.OTHER
    kind = PhaseKind.CYCLE if other_way else phase.kind
    last = len(scene.steps) - 1
    at = min(round(_PLACES.get(kind, 1.0) * last) + other_way, last)
    steps = scene.move.steps if scene.move is not None else ()
    said = {each: [n for n, step in enumerate(steps) if n and step.startswith(_BEGINS[each])][-1:] for each in _BEGINS}
    if kind is PhaseKind.MOVE_IN:
        at = min(at, *(n - 1 for n in said[PhaseKind.HOLD]), last)
        return min(at + bool(steps and steps[at].startswith("Keep")), last)
    return next(iter(said.get(kind, ())), at)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
