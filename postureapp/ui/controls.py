"""The few controls that all windows share: text in our sizes, buttons, options with long words, a countdown ring.

They look and report, nothing more. Every one has a name for a screen reader.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFontMetrics,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from postureapp.core.text import _, beside, is_english
from postureapp.ui import theme
from postureapp.ui.accessible import tell_as
from postureapp.ui.checkable import Checkable, CheckableButton
from postureapp.ui.icons import app_icon
from postureapp.ui.theme import Theme, Tokens, Type
from postureapp.ui.wrapped import draw_wrapped

_USUAL_LINE, _MOST_GROWN = 20.0, 1.5  # the highest line of the systems' own fonts at 100 %, in pixels


def label(words: str, size: Type = Type.BODY, *, tone: str = "", bold: bool | None = None) -> QLabel:
    """Text that wraps and keeps its height, whatever the language; safety words may have the English below them."""
    made = QLabel(words) if is_english() else _with_english(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setFont(theme.font(size, bold))
    made.setProperty("tone", tone)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def _with_english(words: str) -> QLabel:
    from postureapp.ui.beside import BesideLabel

    return BesideLabel(words)


def button(
    words: str,
    clicked: Callable[[], object],
    role: str = "plain",
    *,
    name: str = "",
    described: str = "",
    kind: Callable[[str], QPushButton] = QPushButton,
) -> QPushButton:
    """A push button. `name` is what a screen reader says where the words alone don't tell."""
    made = kind(words)
    made.setProperty("role", role)
    made.setFont(theme.font(Type.BODY, bold=role == "primary"))
    made.setAccessibleName(name or words.replace("&", ""))
    made.setAccessibleDescription(described)
    made.setAutoDefault(True)  # Return presses it, as Space does
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.clicked.connect(lambda _checked=False: clicked())
    return made


class Toggle(CheckableButton):
    """A button that stays down, and says so by a bar below its words too: not by its ground alone."""

    _ACROSS, _HIGH = 18.0, 3.0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens_of(self.window()).ink))
            bar = QRectF(
                (self.width() - self._ACROSS) / 2.0, self.height() - 3.0 - self._HIGH, self._ACROSS, self._HIGH
            )
            painter.drawRoundedRect(bar, self._HIGH / 2.0, self._HIGH / 2.0)


def box(kind: str, *contents: QWidget, spacing: int = theme.S, margin: int = theme.L) -> QFrame:
    """A panel of one of our grounds (card, warm, danger, accent) with contents below each other."""
    frame = QFrame()
    frame.setProperty("box", kind)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(margin, margin - 4, margin, margin - 4)
    inside.setSpacing(spacing)
    for widget in contents:
        inside.addWidget(widget)
    return frame


def set_margins(laid: QLayout, lead: int, top: int, trail: int, bottom: int) -> None:
    """Margins by where reading begins and ends: those of Qt are left and right also where that is on the right."""
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        lead, trail = trail, lead
    laid.setContentsMargins(lead, top, trail, bottom)


def row(*contents: QWidget | None, spacing: int = theme.S) -> QHBoxLayout:
    """Contents beside each other; None is a stretch."""
    laid = QHBoxLayout()
    laid.setSpacing(spacing)
    for widget in contents:
        if widget is None:
            laid.addStretch(1)
        else:
            laid.addWidget(widget)
    return laid


def entry(name: QLabel, about: QLabel, act: QPushButton) -> QWidget:
    """A line of a list: what it is, more of it below in small letters, and what can be done with it at the end."""
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(name)
    words.addWidget(about)
    laid = row(spacing=theme.M)
    laid.setContentsMargins(0, 0, 0, 0)
    laid.addLayout(words, 1)
    laid.addWidget(act)
    made = QWidget()
    made.setLayout(laid)
    return made


def scrolling(inside: QWidget) -> QScrollArea:
    """A page that scrolls, up and down only, where the screen is too small for it."""
    inside.setProperty("ground", "paper")
    # The least height of wrapping text is that of its narrowest column: only the height at this width counts.
    inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(inside)
    return made


def bar_in_margin(area: QScrollArea, laid: QLayout, margins: tuple[int, int, int, int]) -> None:
    """Give what scrolls these margins (lead, top, trail, bottom); the scroll bar, once there is one, stands in them.

    So the contents are as wide with it as without.
    """
    lead, top, trail, bottom = margins
    bar = area.verticalScrollBar()

    def leave_room(least: int, most: int) -> None:
        set_margins(laid, lead, top, trail - (bar.sizeHint().width() if most > least else 0), bottom)

    bar.rangeChanged.connect(leave_room)
    leave_room(0, 0)


def page(*contents: QWidget, spacing: int = theme.S) -> QScrollArea:
    """Contents below each other, scrolling; the buttons of a window stand below it."""
    inside = QWidget()
    laid = QVBoxLayout(inside)
    laid.setContentsMargins(theme.S, theme.XS, theme.S, theme.XS)
    laid.setSpacing(spacing)
    for widget in contents:
        laid.addWidget(widget)
    laid.addStretch(1)
    return scrolling(inside)


def come_into_view(part: QWidget) -> None:
    """Scroll its page until a part is seen that has just become larger."""
    area = part.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # else it is where it was before
        area.ensureWidgetVisible(part, 0, theme.M)


def furnish(window: QWidget, look: Theme) -> None:
    """What all our windows have: our colours and sign, and an end with which their memory goes too."""
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    window.setProperty("ground", "paper")
    window.setWindowIcon(app_icon())
    tell_as(window, QAccessible.Role.Window)
    look.dress(window)


def grown(usual: QSize) -> QSize:
    """A size, more of it where the system's font is large."""
    return usual * min(max(QFontMetrics(QApplication.font()).height() / _USUAL_LINE, 1.0), _MOST_GROWN)


def fit(window: QWidget, width: int, height: int) -> None:
    """Give a window its size, more of it where the system's font is large, or what the screen has room for."""
    room = window.screen().availableGeometry().size()
    window.resize(grown(QSize(width, height)).boundedTo(room - QSize(24, 44)))


class _Option(Checkable):
    """What a check box and a radio button share: words that wrap, a large target, our own mark.

    Not a Qt class itself: Qt objects can have one Qt base only.
    """

    _GAP, _MARK, _PAD = 10, 18, 7
    _round = False
    words_begin = _MARK + _GAP + 2 * _PAD  # from where reading begins
    english = ""

    def _tokens(self: Any) -> Tokens:
        return theme.tokens_of(self.window())

    def _words_at(self: Any, width: int) -> QRect:
        left = self.words_begin
        room = QRect(left, self._PAD, max(width - left - self._PAD, 60), 4000)
        found = QFontMetrics(self.font()).boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
        return QRect(left, self._PAD, room.width(), max(found.height(), self._MARK))

    def hasHeightForWidth(self: Any) -> bool:
        return True

    def heightForWidth(self: Any, width: int) -> int:
        words = self._words_at(width)
        return words.height() + self._english_height(words.width()) + 2 * self._PAD

    def _english_height(self: Any, width: int) -> int:
        if not self.english:
            return 0
        from postureapp.ui.beside import english_height

        return english_height(self.english, width)

    def sizeHint(self: Any) -> QSize:
        width = min(QFontMetrics(self.font()).horizontalAdvance(self.text()), 300)
        width += self._MARK + self._GAP + 3 * self._PAD + 4
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self: Any) -> QSize:
        return QSize(140, self.heightForWidth(max(self.width(), 140)))

    def resizeEvent(self: Any, event: QResizeEvent) -> None:
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()  # the least height is that of the width it really has

    def hitButton(self: Any, position: object) -> bool:
        return True

    def paintEvent(self: Any, event: QPaintEvent) -> None:
        t = self._tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(frame, theme.RADIUS_S, theme.RADIUS_S)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.accent), t.focus))
            inset = t.focus / 2 - 1
            painter.drawRoundedRect(frame.adjusted(inset, inset, -inset, -inset), theme.RADIUS_S, theme.RADIUS_S)
        words, mirrored = self._words_at(self.width()), self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line = QFontMetrics(self.font()).height()
        mark = QRectF(self._PAD + 2, words.top() + (max(line, self._MARK) - self._MARK) / 2, self._MARK, self._MARK)
        if mirrored:
            words.moveLeft(self.width() - words.left() - words.width())
            mark.moveLeft(self.width() - mark.left() - mark.width())
        paint_mark(painter, mark.adjusted(1, 1, -1, -1), t, is_round=self._round, checked=self.isChecked())
        painter.setPen(QColor(t.ink))
        painter.setFont(self.font())
        align = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)
        draw_wrapped(painter, words, align, self.text())
        if self.english:
            from postureapp.ui.beside import paint_english

            below = QRect(words.left(), words.bottom() + 1, words.width(), self.height() - words.bottom() - 1)
            paint_english(painter, self, below, self.english)


def paint_mark(painter: QPainter, mark: QRectF, t: Tokens, *, is_round: bool, checked: bool) -> None:
    """A box with a tick in it, or a ring with a dot, as large as the mark."""
    scale = mark.width() / 16.0
    painter.setPen(QPen(QColor(t.accent if checked else t.edge), t.stroke + 0.5))
    painter.setBrush(QColor(t.accent if checked else t.card))
    if is_round:
        painter.drawEllipse(mark)
    else:
        painter.drawRoundedRect(mark, 4 * scale, 4 * scale)
    if not checked:
        return
    if is_round:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.on_accent))
        painter.drawEllipse(mark.center(), 3.2 * scale, 3.2 * scale)
        return
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor(t.on_accent), 2 * scale, Qt.PenStyle.SolidLine, cap, join))
    x, y, w = mark.left(), mark.top(), mark.width()
    painter.drawPolyline([QPointF(x + w * a, y + w * b) for a, b in ((0.24, 0.53), (0.43, 0.72), (0.77, 0.31))])


def _make_option(made: QAbstractButton, words: str) -> None:
    made.setText(words)
    made.setFont(theme.font(Type.BODY))
    made.setAccessibleName(words)
    if english := beside(words):
        made.english = english  # type: ignore[attr-defined]
        made.setAccessibleDescription(english)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)


class Tick(_Option, QCheckBox):
    """A check box whose words may wrap."""

    def __init__(self, words: str) -> None:
        super().__init__()
        _make_option(self, words)


class Pick(_Option, QRadioButton):
    """A radio button whose words may wrap."""

    _round = True

    def __init__(self, words: str) -> None:
        super().__init__()
        _make_option(self, words)


class Ring(QWidget):
    """A countdown: a ring that empties, with the seconds left inside."""

    def __init__(self, look: Theme, across: int = 76) -> None:
        super().__init__()
        self._look = look
        self._left, self._whole, self._words = 0.0, 1.0, ""
        tell_as(self, QAccessible.Role.Graphic)
        self.setFixedSize(across, across)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_left(self, left_s: float, whole_s: float, words: str = "") -> None:
        """Show how much is left; `words` instead of the seconds where they are given."""
        self._left, self._whole, self._words = max(left_s, 0.0), max(whole_s, 0.001), words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(5, 5, -5, -5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.card))
        painter.drawEllipse(room)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(t.track), 5))
        painter.drawEllipse(room)
        painter.setPen(QPen(QColor(t.accent), 5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(room, 90 * 16, round(360 * 16 * min(self._left / self._whole, 1.0)))
        painter.setPen(QColor(t.ink))
        painter.setFont(theme.font(Type.TITLE))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words or str(int(self._left + 0.999)))


class StepRow(QFrame):
    """A step of a move: its number in a disc, its words, and a ground when it is the one to do now."""

    def __init__(self, number: int, words: str, look: Theme) -> None:
        super().__init__()
        self._look, self._number, self._here = look, number, False
        self._words = label(words, Type.BODY)
        inside = QHBoxLayout(self)
        inside.setContentsMargins(theme.S, theme.XS + 2, theme.S, theme.XS + 2)
        # Not a margin: those of Qt stay on their side from right to left.
        inside.addSpacing((theme.XL if number else theme.L) + theme.XS)
        inside.addWidget(self._words)

    def highlight(self, here: bool) -> None:
        """Show that this is the step to do now, or that it is not."""
        if here != self._here:
            self._here = here  # by its ground and its number: bold words would break into other lines
            self.setAccessibleDescription(_("Now") if here else "")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._here:
            painter.setBrush(QColor(t.accent_soft))
            painter.drawRoundedRect(QRectF(self.rect()), theme.RADIUS_M, theme.RADIUS_M)
        x = 20.0 if self._number else 16.0
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        middle = QPointF(
            self.width() - x if mirrored else x, theme.XS + 2 + QFontMetrics(self._words.font()).height() / 2.0
        )
        if not self._number:
            painter.setBrush(QColor(t.accent))
            painter.drawEllipse(middle, 3.0, 3.0)
            return
        painter.setBrush(QColor(t.accent if self._here else t.sunk))
        painter.drawEllipse(middle, 11.0, 11.0)
        painter.setPen(QColor(t.on_accent if self._here else t.soft))
        painter.setFont(theme.font(Type.SMALL, bold=True))
        painter.drawText(
            QRectF(middle.x() - 11, middle.y() - 11, 22, 22), Qt.AlignmentFlag.AlignCenter, str(self._number)
        )
