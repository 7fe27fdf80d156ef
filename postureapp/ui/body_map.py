"""The body map to choose from: point at the figure's back and click, or go from place to place with the arrow keys.

Several places may be chosen. A chosen one has a tick, the one that is pointed at is named: nothing is told by colour
alone. A screen reader has each place as a check box. Nothing of what is chosen is kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from postureapp.core.pain_diary import Spot
from postureapp.core.pain_words import SPOTS
from postureapp.core.text import _
from postureapp.figure import body_map
from postureapp.ui import theme
from postureapp.ui.accessible import tell_as
from postureapp.ui.checkable import Checkable
from postureapp.ui.theme import Theme, Type

_LEAST = QSize(232, 296)
_USUAL = QSize(288, 368)
_CHOSEN, _POINTED, _BOTH = 0.85, 0.3, 1.0  # how strongly a place is lit
_TICK = 9.0  # half across, in pixels
_ASIDE = 2.0  # how much farther a place counts that lies beside the way of an arrow key
_WAYS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class _Place(Checkable, QCheckBox):
    """A place for the keyboard and a screen reader; the map paints it, and the mouse finds it by its outline."""

    def __init__(self, spot: Spot, words: str, way: Callable[[Spot, Qt.Key], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._spot, self._way = spot, way
        self.by_key = False
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _WAYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._way(self._spot, key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self._repaint_map()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint_map()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map paints it."""

    def _repaint_map(self) -> None:
        above = self.parentWidget()
        if above is not None:
            above.update()


class BodyMap(QWidget):
    """The back of the person's figure. `changed` tells that something was chosen, or is no longer; `spots` is what."""

    changed = Signal()

    def __init__(self, look: Theme) -> None:
        super().__init__()
        self._look = look
        self._pointed: Spot | None = None
        self._pressed: Spot | None = None
        self._body: QPixmap | None = None
        self._body_is_of: object = None
        self.places = {spot: _Place(spot, str(SPOTS[spot]), self._go, self) for spot in Spot}
        for place in self.places.values():
            place.toggled.connect(self._toggled)
        self._be_stop(Spot.NECK_BASE)
        tell_as(self, QAccessible.Role.Grouping)
        self.setAccessibleName(_("Your back, as seen from behind"))
        self.setMouseTracking(True)
        self.setMinimumSize(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        look.changed.connect(self._place_all)

    def sizeHint(self) -> QSize:
        return _USUAL

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The chosen places, from the neck down."""
        return tuple(spot for spot, place in self.places.items() if place.isChecked())

    @property
    def pointed(self) -> Spot | None:
        """The place that is named now: the one below the mouse, else the one that has the keyboard."""
        if self._pointed is not None:
            return self._pointed
        return next((spot for spot, place in self.places.items() if place.hasFocus() and place.by_key), None)

    def choose(self, spots: Iterable[Spot]) -> None:
        """Show these places as chosen; nothing is told by it."""
        wanted = set(spots)
        was = self.blockSignals(True)
        for spot, place in self.places.items():
            place.setChecked(spot in wanted)
        self.blockSignals(was)
        self.update()

    def spot_at(self, point: QPointF) -> Spot | None:
        """The place at a point of the widget."""
        return body_map.spot_at(point, self._room(), self._look.figure_look)

    def _room(self) -> QRectF:
        return QRectF(self.rect())

    def _toggled(self, _on: bool) -> None:
        self.update()
        self.changed.emit()

    # --- by mouse -----------------------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.spot_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self.spot_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        released, pressed = self.spot_at(event.position()), self._pressed
        self._pressed = None
        if pressed is None or released is not pressed:
            return
        self._be_stop(pressed)
        self.places[pressed].setFocus(Qt.FocusReason.MouseFocusReason)
        self.places[pressed].toggle()

    def _point_at(self, spot: Spot | None) -> None:
        if spot is not self._pointed:
            self._pointed = spot
            self.setCursor(Qt.CursorShape.PointingHandCursor if spot else Qt.CursorShape.ArrowCursor)
            self.update()

    # --- by keyboard --------------------------------------------------------------------------------------------------

    def _go(self, spot: Spot, key: Qt.Key) -> None:
        """From a place to the nearest that lies in the way of an arrow key."""
        dx, dy = _WAYS[key]
        middles = {each: path.boundingRect().center() for each, path in self._paths().items()}
        far: dict[Spot, float] = {}
        for other, middle in middles.items():
            away = middle - middles[spot]
            ahead = away.x() * dx + away.y() * dy
            aside = abs(away.x() * dy) + abs(away.y() * dx)
            if ahead > 0.6 * aside and ahead > 1.0:
                far[other] = ahead + _ASIDE * aside
        if far:
            self._pointed = None
            to = min(far, key=lambda each: far[each])
            self._be_stop(to)
            self.places[to].setFocus(Qt.FocusReason.TabFocusReason)

    def _be_stop(self, spot: Spot) -> None:
        """Let Tab stop at this place only: the arrow keys lead to the others."""
        for each, place in self.places.items():
            place.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is spot else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.places[spot])

    # --- painting -----------------------------------------------------------------------------------------------------

    def _paths(self) -> dict[Spot, QPainterPath]:
        return body_map.spot_paths(self._room(), self._look.figure_look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_all()

    def _place_all(self) -> None:
        for spot, path in self._paths().items():
            self.places[spot].setGeometry(path.boundingRect().toAlignedRect())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, figure = self._look.tokens, self._look.figure_look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._kept_body())
        chosen, pointed = set(self.spots), self.pointed
        shades = dict.fromkeys(chosen, _CHOSEN)
        if pointed is not None:
            shades[pointed] = _BOTH if pointed in chosen else _POINTED
        body_map.paint_spots(painter, self._room(), shades, palette=t.figure, look=figure)
        paths = self._paths()
        for spot, place in self.places.items():
            if place.hasFocus() and place.by_key:
                self._paint_ring(painter, paths[spot])
        for spot in chosen:
            self._paint_tick(painter, paths[spot].boundingRect().center())
        if pointed is not None:
            self._paint_name(painter, str(SPOTS[pointed]))

    def _kept_body(self) -> QPixmap:
        """The ground and the figure, painted once for each size and look."""
        t, ratio = self._look.tokens, self.devicePixelRatioF()
        of = (self.size(), ratio, t, self._look.figure_look, self.font().key())
        if self._body is None or self._body_is_of != of:
            self._body, self._body_is_of = self._painted_body(ratio), of
        return self._body

    def _painted_body(self, ratio: float) -> QPixmap:
        t = self._look.tokens
        made = QPixmap(self.size() * ratio)
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        with QPainter(made) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QPainterPath()
            ground.addRoundedRect(body_map.frame(self._room()), theme.RADIUS_L, theme.RADIUS_L)
            painter.fillPath(ground, QColor(t.sunk))
            painter.setClipPath(ground)
            body_map.paint_body(painter, self._room(), palette=t.figure, look=self._look.figure_look)
            painter.setClipping(False)
            self._paint_sides(painter)
        return made

    def _paint_sides(self, painter: QPainter) -> None:
        """Say which side is which: not everyone knows how a picture from behind is meant."""
        painter.setFont(theme.font(Type.SMALL))
        painter.setPen(QColor(self._look.tokens.soft))
        room = body_map.frame(self._room()).adjusted(theme.M, theme.S, -theme.M, -theme.S)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(room, int(top | Qt.AlignmentFlag.AlignLeft), _("Left"))
        painter.drawText(room, int(top | Qt.AlignmentFlag.AlignRight), _("Right"))

    def _paint_ring(self, painter: QPainter, path: QPainterPath) -> None:
        t = self._look.tokens
        painter.strokePath(path, QPen(QColor(t.paper), t.focus + 3.0))
        painter.strokePath(path, QPen(QColor(t.accent), t.focus))

    def _paint_tick(self, painter: QPainter, at: QPointF) -> None:
        t = self._look.tokens
        painter.setPen(QPen(QColor(t.on_accent), 1.5))
        painter.setBrush(QColor(t.accent))
        painter.drawEllipse(at, _TICK, _TICK)
        painter.setPen(
            QPen(QColor(t.on_accent), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPolyline([at + QPointF(x, y) for x, y in ((-3.8, 0.4), (-1.1, 3.1), (4.0, -2.8))])

    def _paint_name(self, painter: QPainter, words: str) -> None:
        """The name of a place, at the lower edge of the map."""
        t = self._look.tokens
        painter.setFont(theme.font(Type.BODY, bold=True))
        whole = body_map.frame(self._room()).toAlignedRect()
        most = QRect(0, 0, whole.width() - 2 * theme.S - 2 * theme.M, whole.height())
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        needs = QFontMetrics(painter.font()).boundingRect(most, flags, words).size()
        tag = QRectF(0, 0, needs.width() + 2 * theme.M, needs.height() + 2 * theme.XS + 2)
        tag.moveCenter(QPointF(whole.center()))
        tag.moveBottom(whole.bottom() - theme.S)
        painter.setPen(QPen(QColor(t.edge), t.stroke))
        painter.setBrush(QColor(t.card))
        painter.drawRoundedRect(tag, theme.RADIUS_M, theme.RADIUS_M)
        painter.setPen(QColor(t.ink))
        painter.drawText(tag.adjusted(theme.M - 1, 0, 1 - theme.M, 0), flags, words)
