"""What stands beside a move: what is to be minded, and the muscles at work, as words and as small widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.scenes import Scene
from postureapp.ui.theme import Type


class OneLine(QLabel):
    """A line of words, cut off where there is no room; it is whole in its tip and for a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(Type.SMALL))
        self.setProperty("tone", "warm")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Show other words; without any it takes no room."""
        self._words = words
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def chip(*muscles: str) -> QLabel:
    """Muscles at work, by name: the legend of the light on the figure."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("chip", "true")
    made.setFont(theme.font(Type.SMALL))
    name_chip(made, muscles)
    return made


def name_chip(made: QLabel, muscles: Sequence[str]) -> None:
    """Name the first of these muscles, and how many more there are; all are in the tip and for a screen reader."""
    names = [_(muscle) for muscle in muscles]
    more = f"  +{len(names) - 1}" if len(names) > 1 else ""
    made.setText(f"●  {names[0]}{more}" if names else "")
    at_work = str(text("Muscle at work: {muscle}", muscle=", ".join(names))) if names else ""
    made.setAccessibleName(at_work)
    made.setToolTip(at_work)


def notes_of(scene: Scene) -> list[str]:
    """What is to be minded in this move."""
    half = [_("Half the range, half the hold, no pressure.")] if scene.half else []
    notes = (scene.note, *scene.cautions)
    return [*half, *(note for note in notes if note and note not in scene.steps)]
