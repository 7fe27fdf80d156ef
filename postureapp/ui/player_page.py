"""What the small and the large page of the stretch window share: the figure, the countdown, the caption, the controls.

A page shows what it is given. It keeps no time and decides nothing; the window makes a new one when the size changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from postureapp.core.cues import Cue, Tone, cues
from postureapp.core.routine import Phase, PhaseKind, Side
from postureapp.core.text import _, ntext, text
from postureapp.ui.accessible import announce
from postureapp.ui.controls import Ring, button, label
from postureapp.ui.figure_view import FigureView
from postureapp.ui.player import Frame
from postureapp.ui.player_controls import (
    Acts,
    Sign,
    SignButton,
    end_button,
    hurts_button,
    sound_words,
    take_keys,
)
from postureapp.ui.scenes import Scene
from postureapp.ui.standing_words import mild_stretch
from postureapp.ui.theme import Theme, Type

LONG_S = 5.0  # a screen reader is told how long a phase of this length lasts


@dataclass(frozen=True, slots=True)
class SceneNumber:
    """Which of the scenes is shown, counted from 1."""

    n: int
    count: int

    @property
    def words(self) -> str:
        """ "Move 1 of 3"; nothing where there is one only."""
        return str(text("Move {n} of {count}", n=self.n, count=self.count)) if self.count > 1 else ""


class PlayerPage(QWidget):
    """The widgets of a page; how they are laid out is the layout's own."""

    is_small = False
    ring_across = 84
    _back: QPushButton
    _pause: QPushButton
    _skip: QPushButton

    def __init__(self, look: Theme, acts: Acts, figure_least: QSize) -> None:
        super().__init__()
        self._look, self._acts = look, acts
        self._scene: Scene | None = None
        self._place = SceneNumber(1, 1)
        self.has_details = True  # whether anything stands below the caption in this scene
        self.figure = FigureView(look, figure_least)
        self.ring = Ring(look, self.ring_across)
        self.ring.setAccessibleName(_("Countdown"))
        self.eyebrow = label("", Type.SMALL, tone="accent", bold=True)
        self.title = label("", Type.TITLE)
        self.caption = label("", Type.LARGE, bold=True)
        self.detail = label("", Type.BODY, tone="soft")
        self._make_controls()
        take_keys(self, self.figure, acts)
        self.lay_out()

    def _make_controls(self) -> None:
        acts, look = self._acts, self._look
        self.hurts, self.end = hurts_button(acts), end_button(acts)
        self._mild = label(mild_stretch(), Type.SMALL, tone="soft")
        self.voice = SignButton(Sign.VOICE, look, acts.voice, on=False)
        self.tones = SignButton(Sign.TONES, look, acts.tones, on=False)
        self.size_switch = SignButton(Sign.LARGER if self.is_small else Sign.SMALLER, look, acts.resize)
        self.size_switch.name(_("Large window") if self.is_small else _("Small window in the corner"), _("S"))
        self.ready = button(_("Ready"), acts.skip, "primary", described=_("Right arrow"))
        self.ready.hide()

    def lay_out(self) -> None:
        """Put the widgets in their places."""
        raise NotImplementedError

    @property
    def first_focus(self) -> QPushButton:
        """What has the keyboard at first: the pause, which Space then presses."""
        return self._pause

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """All that can have the keyboard, in the same order on each page."""
        steering = (self._back, self._pause, self._skip, self.ready)
        return (self.figure, *steering, self.hurts, self.voice, self.tones, self.size_switch, self.end)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_scene(self, scene: Scene, place: SceneNumber) -> None:
        """A new move, or cue, begins."""
        self._scene, self._place = scene, place
        self.eyebrow.setText(place.words)
        self.eyebrow.setVisible(bool(place.words) or scene.compares)
        self.title.setText(scene.title)
        self.figure.setAccessibleName(str(text("Figure showing: {move}", move=scene.title)))
        self.figure.stage(scene.key_poses(), motion=scene.motion, view=scene.view, muscles=scene.muscles)
        self._mild.setVisible(scene.move is not None)
        self._reserve()

    def show_phase(self, phase: Phase) -> None:
        """A phase begins: the caption is what is said with it."""
        assert self._scene is not None
        opening = next((cue for cue in phase_cues(self._scene, phase) if cue.words and cue.at_s == 0.0), None)
        caption, parts = _lines(phase, opening)
        self.caption.setText(caption)
        self.detail.setText(str(phase.detail) or " · ".join(parts))
        self.ready.setVisible(phase.kind is PhaseKind.NEXT)
        if self._scene.compares:
            self._mark(rather_not=phase.kind is PhaseKind.GET_READY)
        seconds = ntext("{n} second", "{n} seconds", round(phase.seconds))
        self.ring.setAccessibleDescription(str(seconds))
        said = [caption.rstrip("."), str(phase.detail), *parts]
        self.figure.setAccessibleDescription(", ".join(filter(None, said)))
        self._announce([*said, str(seconds) if phase.seconds >= LONG_S else ""])

    def _mark(self, *, rather_not: bool) -> None:
        """Say above the picture which of two postures it shows."""
        self.eyebrow.setText(_("✕  Not like this") if rather_not else _("✓  Like this"))
        self.eyebrow.setProperty("tone", "warm" if rather_not else "accent")
        self.eyebrow.style().unpolish(self.eyebrow)
        self.eyebrow.style().polish(self.eyebrow)

    def say(self, cue: Cue, phase: Phase) -> None:
        """Carry what the voice says: as the caption, and which time it is beside the side. The ring counts the rest."""
        if cue.words and cue.tone is not Tone.COUNT and phase.kind is not PhaseKind.NEXT:
            caption, parts = _lines(phase, cue)
            self.caption.setText(caption)
            self.detail.setText(" · ".join(parts))

    def show_frame(self, frame: Frame) -> None:
        """What moves."""
        self.figure.show_pose(frame.pose, frame.effort, frame.over)
        minutes, seconds = divmod(int(frame.left_s + 0.999), 60)
        words = f"{minutes}:{seconds:02}" if frame.phase.seconds >= 60 else ""
        self.ring.show_left(frame.left_s, frame.phase.seconds, words)

    def show_paused(self, paused: bool) -> None:
        """Whether it stands still."""
        raise NotImplementedError

    def show_sound(self, voice: bool, tones: bool) -> None:
        """Which sounds are on."""
        for made, on, is_voice, key in ((self.voice, voice, True, _("V")), (self.tones, tones, False, _("T"))):
            made.setChecked(on)
            made.name(_("Spoken cues") if is_voice else _("Soft tones"), key, sound_words(on, voice=is_voice))
            made.update()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _skip_words(self) -> str:
        return _("Done") if self._scene is not None and self._scene.done_early else _("Skip")

    def _announce(self, parts: list[str]) -> None:
        """Tell a screen reader what begins, once, and not what is counted."""
        announce(self.caption, ", ".join(filter(None, parts)))

    def _reserve(self) -> None:
        """Keep room for the longest caption of the scene, so that nothing moves while it plays."""
        if self._scene is None:
            return
        captions, details = {""}, {""}
        for phase in self._scene.phases:
            for cue in (None, *phase_cues(self._scene, phase)):
                caption, parts = _lines(phase, cue)
                captions.add(caption)
                details.update((str(phase.detail), " · ".join(parts)))
        self.has_details = details != {""}
        for made, words in ((self.caption, captions), (self.detail, details | {"0"})):
            made.setMinimumHeight(max(text_height(made, each) for each in words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reserve()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._acts.pause()
            return
        super().keyPressEvent(event)


def phase_cues(scene: Scene, phase: Phase) -> tuple[Cue, ...]:
    """What is said during a phase."""
    return cues(phase, scene.move, next_move=scene.comes_next)


def _lines(phase: Phase, cue: Cue | None) -> tuple[str, list[str]]:
    """The caption, and what stands below it: the side, and which time it is, where the caption does not say so."""
    caption, parts = str(phase.caption), phase_parts(phase)
    if cue is None:
        return caption, parts
    words = str(cue.words)
    if phase.kind is PhaseKind.NEXT:
        return caption, []
    if phase.rep > 1 and phase.kind in (PhaseKind.MOVE_IN, PhaseKind.CYCLE):
        return caption, [*parts[:-1], words]
    side = SIDE_WORDS.get(phase.side)
    return words, parts[1:] if side is not None and str(side) in words else parts


def phase_parts(phase: Phase) -> list[str]:
    """The side at work, and which repetition it is."""
    parts = [SIDE_WORDS[phase.side]] if phase.side is not Side.NONE else []
    words = [str(each) for each in parts]
    if phase.reps > 1 and phase.kind not in (PhaseKind.NEXT, PhaseKind.GET_READY):
        words.append(str(text("{n} of {count}", n=phase.rep, count=phase.reps)))
    return words


def text_height(made: QLabel, words: str) -> int:
    """How high a label of this width must be for these words."""
    room = QRect(0, 0, max(made.width(), 80), 4000)
    return QFontMetrics(made.font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height() + 2


SIDE_WORDS = {
    Side.RIGHT: text("right side"),
    Side.LEFT: text("left side"),
    Side.FIRST: text("first way"),
    Side.OTHER: text("the other way"),
}
