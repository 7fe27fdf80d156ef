"""What stands beside a move: what is to be minded, and the muscles at work, as words and as small widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from postureapp.core.text import _, beside, listed, text
from postureapp.ui import theme
from postureapp.ui.controls import label
from postureapp.ui.scenes import Scene
from postureapp.ui.theme import Type
from postureapp.ui.wrapped import paint_label


class SmallNotes(QLabel):
    """What is to be minded, whole, in small letters. The English of safety words is in its tip: there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFont(theme.font(Type.SMALL))
        self.setProperty("tone", "warm")
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_words(self, words: str) -> None:
        """Show other words; without any it takes no room."""
        self.setText(words)
        self.setToolTip("\n".join(filter(None, (words, beside(words)))))
        self.setAccessibleName(words)
        self.setAccessibleDescription(beside(words))
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not paint_label(self, self.text()):
            super().paintEvent(event)


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
    at_work = str(text("Muscle at work: {muscle}", muscle=listed(names))) if names else ""
    made.setAccessibleName(at_work)
    made.setToolTip(at_work)


def bullet(words: str, tone: str) -> QWidget:
    """A line of a list; what stands below its words, as the English of safety words, begins where they do."""
    made = QWidget()
    laid = QHBoxLayout(made)
    laid.setContentsMargins(0, 0, 0, 0)
    laid.setSpacing(theme.XS + 2)
    dot = QLabel("•")
    dot.setFont(theme.font(Type.SMALL))
    dot.setProperty("tone", tone)
    laid.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
    laid.addWidget(label(words, Type.SMALL, tone=tone), 1)
    return made


def notes_of(scene: Scene) -> list[str]:
    """What is to be minded in this move."""
    half = [_("Half the range, half the hold, no pressure.")] if scene.half else []
    notes = (scene.note, *scene.cautions)
    return [*half, *(note for note in notes if note and note not in scene.steps)]
