"""The stretch window: the moving figure, what to do, and how long.

It plays the scenes it is given and asks the gate as each move starts; whether a move may be shown is never its own
decision. It goes away, with all its memory, when it is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from postureapp.core.moves import Move
from postureapp.core.routine import Phase, PhaseKind, Side
from postureapp.core.text import Text, _, text
from postureapp.ui import theme
from postureapp.ui.closing_pages import FeltPage, StoppedPage
from postureapp.ui.controls import Ring, StepRow, button, fit, furnish, label, row, scrolling
from postureapp.ui.figure_view import FigureView
from postureapp.ui.player import Frame, Player
from postureapp.ui.scenes import Scene
from postureapp.ui.theme import Theme, Type

Ended = Callable[[bool, tuple[str, ...]], None]


class StretchWindow(QWidget):
    """Plays a routine. `on_ended` is called once: whether anything was done, and the ids of moves done to the end."""

    def __init__(
        self,
        scenes: Sequence[Scene],
        gate: Callable[[Move], bool],
        on_ended: Ended,
        on_felt: Callable[[int], None],
        look: Theme,
        *,
        why: Callable[[], Text | str] = lambda: text("Stretches are off for now."),
        speed: float = 1.0,
        reduced_motion: bool = False,
        take_focus: bool = True,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, not take_focus)
        self._scenes, self._gate, self._why = tuple(scenes), gate, why
        self._on_ended, self._on_felt = on_ended, on_felt
        self._look = look
        self._index = -1
        self._done: list[str] = []
        self._anything = self._told = False
        self._player = Player(speed, reduced_motion, self)
        self._player.frame.connect(self._show_frame)
        self._player.phase_began.connect(self._show_phase)
        self._player.ended.connect(self._scene_done)
        furnish(self, look)
        self._build()
        fit(self, 900, 560)
        self._next_scene()

    # --- building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._stack = QStackedLayout(self)
        self._stack.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(600, 380)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(theme.L, theme.L, theme.L, theme.M)
        whole.setSpacing(theme.M)
        middle = QHBoxLayout()
        middle.setSpacing(theme.XL - 6)
        middle.addLayout(self._figure_side(), 11)
        middle.addLayout(self._words_side(), 10)
        whole.addLayout(middle, 1)
        whole.addWidget(label(_SAFETY_LINES[0](), Type.SMALL, tone="soft"))
        whole.addWidget(label(_SAFETY_LINES[1](), Type.SMALL, tone="soft"))
        self._stack.addWidget(page)
        for key, act in ((Qt.Key.Key_Space, self._pause_or_resume), (Qt.Key.Key_Right, self._next_scene)):
            QShortcut(QKeySequence(key), page).activated.connect(act)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)

    def _figure_side(self) -> QGridLayout:
        self._figure = FigureView(self._look, QSize(250, 230))
        self._ring = Ring(self._look)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        grid = QGridLayout()
        grid.addWidget(self._figure, 0, 0, 3, 1)
        corner = QVBoxLayout()
        corner.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        corner.addWidget(self._ring)
        grid.addLayout(corner, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        chips = QHBoxLayout()
        chips.setContentsMargins(theme.M, theme.M, theme.M, theme.M)
        chips.addLayout(self._chips)
        chips.addStretch(1)
        grid.addLayout(chips, 2, 0, Qt.AlignmentFlag.AlignBottom)
        grid.setRowStretch(1, 1)
        return grid

    def _words_side(self) -> QVBoxLayout:
        self._eyebrow = label("", Type.SMALL, tone="accent", bold=True)
        self._title = label("", Type.TITLE)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(theme.XS)
        self._step_rows: list[StepRow] = []
        self._caption = label("", Type.LARGE, bold=True)
        self._detail = label("", Type.BODY, tone="soft")
        self._ring.setAccessibleName(_("Countdown"))
        self._pause = button(_("Pause"), self._pause_or_resume, described=_("Space"))
        self._next = button(_("Next"), self._next_scene, "primary", described=_("Right arrow"))
        self._stop = button(_("Stop"), self.close, "quiet", described=_("Escape"))
        side = QVBoxLayout()
        side.setSpacing(theme.S)
        for widget in (self._eyebrow, self._title):
            side.addWidget(widget)
        side.addSpacing(2)
        side.addWidget(self._scrolling(), 1)
        side.addWidget(self._caption)
        side.addWidget(self._detail)
        side.addSpacing(theme.S)
        side.addLayout(row(self._next, self._pause, None, self._stop))
        return side

    def _scrolling(self) -> QScrollArea:
        """The steps scroll where a small screen and a long language meet."""
        inside = QWidget()
        inside.setLayout(self._steps)
        self._steps.setContentsMargins(0, 2, 4, 2)
        self._scroll = scrolling(inside)
        return self._scroll

    # --- playing ------------------------------------------------------------------------------------------------------

    def _next_scene(self) -> None:
        """Go to the next scene: a move is asked for at the gate first."""
        if self._told:
            return
        scene = self._scenes[self._index] if self._index >= 0 else None
        if scene is not None and scene.done_early:
            self._anything = True
        self._index += 1
        if self._index >= len(self._scenes):
            self._finish()
            return
        scene = self._scenes[self._index]
        if scene.move is not None and not self._gate(scene.move):
            self.stop(self._why())
            return
        self._show_scene(scene)
        self._player.play(scene)
        if not self.isVisible():
            self._player.pause()
        self._show_pause()

    def _scene_done(self) -> None:
        scene = self._scenes[self._index]
        self._anything = True
        if scene.move is not None:
            self._done.append(scene.move.id)
        self._next_scene()

    def _finish(self) -> None:
        self._player.stop()
        self._tell_ended()
        if self._done:
            felt = FeltPage(self._felt, self.close)
            self._stack.addWidget(felt)
            self._stack.setCurrentWidget(felt)
            felt.setFocus()
        else:
            self.close()

    def _felt(self, number: int) -> None:
        self._on_felt(number)
        self.close()

    def stop(self, why: Text | str) -> None:
        """End at once and say why: the gate has closed."""
        self._player.stop()
        self._tell_ended()
        self.setWindowTitle(_("Stretches are off"))
        page = StoppedPage(str(why), self.close)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _tell_ended(self) -> None:
        if not self._told:
            self._told = True
            self._on_ended(self._anything, tuple(self._done))

    def advance(self, seconds: float) -> None:
        """Let this much of the routine's time pass at once."""
        self._player.advance(seconds)

    def _pause_or_resume(self) -> None:
        if self._told:
            return
        if self._player.is_paused:
            self._player.resume()
        else:
            self._player.pause()
        self._show_pause()

    # --- showing ------------------------------------------------------------------------------------------------------

    def _show_scene(self, scene: Scene) -> None:
        count = len(self._scenes)
        self.setWindowTitle(scene.title)
        self._eyebrow.setText(str(text("Move {n} of {count}", n=self._index + 1, count=count)) if count > 1 else "")
        self._eyebrow.setVisible(count > 1)
        self._title.setText(scene.title)
        _clear(self._steps)
        _clear(self._chips)
        numbered = scene.move is not None
        self._step_rows = [StepRow(n + 1 if numbered else 0, words, self._look) for n, words in enumerate(scene.steps)]
        for made in self._step_rows:
            self._steps.addWidget(made)
        if scene.half:
            self._steps.addWidget(label(_("Half the range, half the hold, no pressure."), Type.SMALL, tone="warm"))
        if scene.note:
            self._steps.addWidget(label(scene.note, Type.SMALL, tone="soft"))
        self._steps.addStretch(1)
        for muscle in scene.muscles[:2]:
            chip = QLabel(f"●  {_(muscle)}")
            chip.setAccessibleName(str(text("Muscle at work: {muscle}", muscle=_(muscle))))
            chip.setProperty("chip", "true")
            chip.setFont(theme.font(Type.SMALL))
            self._chips.addWidget(chip)
        self._figure.setAccessibleName(str(text("Figure showing: {move}", move=scene.title)))
        self._figure.stage(scene.key_poses(), seated=scene.seated, view=scene.view, muscles=scene.muscles)
        last = self._index == count - 1
        self._next.setText(_("Done") if scene.done_early else _("Finish") if last else _("Next"))
        self._next.setAccessibleName(self._next.text())

    def _show_phase(self, phase: Phase) -> None:
        scene = self._scenes[self._index]
        self._caption.setText(str(phase.caption))
        parts = [_SIDE_WORDS[phase.side]()] if phase.side is not Side.NONE else []
        if phase.reps > 1:
            parts.append(str(text("{n} of {count}", n=phase.rep, count=phase.reps)))
        self._detail.setText(" · ".join(parts))
        seconds = str(text("{n} s", n=round(phase.seconds)))
        self._ring.setAccessibleDescription(", ".join([str(phase.caption), seconds, *parts]))
        self._detail.setVisible(bool(parts))
        current = _step_at(phase, len(scene.steps))
        for n, made in enumerate(self._step_rows):
            here = scene.move is not None and n == current
            made.highlight(here)
            if here:
                self._scroll.ensureWidgetVisible(made, 0, theme.S)

    def _show_frame(self, frame: Frame) -> None:
        self._figure.show_pose(frame.pose, frame.effort, frame.over)
        minutes, seconds = divmod(int(frame.left_s + 0.999), 60)
        words = f"{minutes}:{seconds:02}" if frame.phase.seconds >= 60 else ""
        self._ring.show_left(frame.left_s, frame.phase.seconds, words)

    def _show_pause(self) -> None:
        self._pause.setText(_("Resume") if self._player.is_paused and self.isVisible() else _("Pause"))
        self._pause.setAccessibleName(self._pause.text())

    # --- the window's own life ----------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._told:
            self._player.resume()
        self._show_pause()
        self._next.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        self._player.pause()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._player.stop()
        self._tell_ended()
        super().closeEvent(event)


def _step_at(phase: Phase, count: int) -> int:
    """Which step belongs to a phase: the first to get ready, the last to let go, those between to move and hold."""
    place = {
        PhaseKind.GET_READY: 0.0,
        PhaseKind.MOVE_IN: 0.4,
        PhaseKind.HOLD: 0.67,
        PhaseKind.CYCLE: 0.4,
    }.get(phase.kind, 1.0)
    return min(round(place * (count - 1)), count - 1)


def _clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


_SAFETY_LINES = (
    lambda: _("A mild stretch, never pain. Stop if pain spreads, tingles, or you feel dizzy."),
    lambda: _("General movement reminders from your clinic. Not a diagnosis and not a substitute for medical care."),
)
_SIDE_WORDS: dict[Side, Callable[[], str]] = {
    Side.RIGHT: lambda: _("right side"),
    Side.LEFT: lambda: _("left side"),
    Side.FIRST: lambda: _("first way"),
    Side.OTHER: lambda: _("the other way"),
}
