"""The figure as a widget: shows the pose it is given, or two poses fading into each other, and can be turned by hand.

It runs no clock of its own but for the short turn back to the best view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from postureapp.core.moves import Motion, View
from postureapp.core.pose import Pose
from postureapp.core.text import _
from postureapp.core.vec import Vec3
from postureapp.figure.camera import PITCH_LIMITS_DEG, Bounds, Camera, bounds_of, camera_for
from postureapp.figure.inset import Inset, InsetPicture, inset_for
from postureapp.figure.paint import extent_of, paint
from postureapp.figure.palette import FigurePalette
from postureapp.figure.resting import Resting
from postureapp.ui import theme
from postureapp.ui.accessible import tell_as
from postureapp.ui.theme import Theme

_TURN_MS = 260
_STEP_DEG = 15.0
_DEG_PER_PIXEL = 0.55
_LEAST_TO_TURN = 120
_LEAST_FOR_INSET = 260
_CARD_EDGE = 1
# What each arrow key, with Shift, turns it by: sideways, and up or down.
TURNS_DEG = {
    Qt.Key.Key_Left: (-_STEP_DEG, 0.0),
    Qt.Key.Key_Right: (_STEP_DEG, 0.0),
    Qt.Key.Key_Up: (0.0, _STEP_DEG),
    Qt.Key.Key_Down: (0.0, -_STEP_DEG),
}


class FigureView(QWidget):
    """The figure on a quiet ground. Drag, or Shift with an arrow key, turns it; Home or a double click returns it."""

    def __init__(self, look: Theme, least: QSize | None = None, *, interactive: bool | None = None) -> None:
        super().__init__()
        self._look = look
        self._pose: Mapping[str, float] = {}
        self._over: tuple[Mapping[str, float], float] | None = None
        self._motion, self._effort = Motion(start={}), 0.0
        self.muscles: tuple[str, ...] = ()
        self.still = False
        self._best = self._camera = camera_for(View.FRONT)
        self._extent: list[Vec3] = []
        self._key_pose: Pose = {}
        self._bounds: Bounds | None = None
        self._inset: Inset | None = None
        self._inset_kept: InsetPicture | None = None
        self._resting = Resting()
        self._dragged: QPointF | None = None
        self._turn = QVariantAnimation(self)
        self._turn.setDuration(_TURN_MS)
        self._turn.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._turn.valueChanged.connect(self._turned_back)
        self._start = self._camera
        smallest = least or QSize(230, 220)
        self.setMinimumSize(smallest)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._interactive = smallest.width() >= _LEAST_TO_TURN if interactive is None else interactive
        self._be_interactive()

    def _be_interactive(self) -> None:
        if not self._interactive:
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            return
        tell_as(self, QAccessible.Role.Graphic)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName(_("Figure"))
        self.setAccessibleDescription(
            _("Drag it, or press Shift and an arrow key, to turn it. Home or a double click brings back the best view.")
        )

    @property
    def camera(self) -> Camera:
        """From where it is seen now."""
        return self._camera

    @property
    def inset(self) -> Inset | None:
        """The small figure from the other side, where the main view hides a muscle at work."""
        return self._inset

    def stage(self, poses: Sequence[Pose], *, motion: Motion, view: View, muscles: Sequence[str]) -> None:
        """Set up for a motion: all its key poses stay in the picture."""
        self._turn.stop()
        self._motion, self.muscles = motion, tuple(muscles)
        self._extent = extent_of(poses, stance=motion.stance, props=motion.props)
        # Of both sides of a move (start, middle, end; and mirrored) the end of the first.
        self._key_pose = poses[len(poses) // 3 if len(poses) > 2 else -1]
        self._best = camera_for(view)
        self._look_from(self._best)
        self.show_pose(poses[0], 0.0)

    def show_pose(self, pose: Pose, effort: float, over: tuple[Pose, float] | None = None) -> None:
        """Show a pose; `over` is a second one laid over it with an opacity."""
        shown = (self._pose, self._effort, self._over)
        self._pose, self._effort, self._over = pose, effort, over
        if shown != (pose, effort, over):
            self.update()

    # --- turning ------------------------------------------------------------------------------------------------------

    def turn_by(self, yaw_deg: float, pitch_deg: float) -> None:
        """Turn it by so much from where it is seen now."""
        self._turn.stop()
        low, high = PITCH_LIMITS_DEG
        self._look_from(
            Camera(
                (self._camera.yaw_deg + yaw_deg + 180.0) % 360.0 - 180.0,
                min(max(self._camera.pitch_deg + pitch_deg, low), high),
            )
        )

    def turn_back(self) -> None:
        """Return to the best view; at once where nothing shall move."""
        self._turn.stop()
        if self.still or not self.isVisible():
            self._look_from(self._best)
            return
        self._start = self._camera
        self._turn.setStartValue(0.0)
        self._turn.setEndValue(1.0)
        self._turn.start()

    def _turned_back(self, share: float) -> None:
        away = (self._best.yaw_deg - self._start.yaw_deg + 180.0) % 360.0 - 180.0
        rise = self._best.pitch_deg - self._start.pitch_deg
        arrived = share >= 1.0
        self._look_from(
            self._best if arrived else Camera(self._start.yaw_deg + away * share, self._start.pitch_deg + rise * share)
        )

    def _look_from(self, camera: Camera) -> None:
        """Everything keeps its place while the figure moves, and nothing is cut off from wherever it is seen."""
        self._camera = camera
        margin_cm = 4.0 if self.maximumWidth() < 140 else 8.0
        self._bounds = bounds_of(camera, self._extent, margin_cm) if self._extent else None
        self._inset = self._inset_kept = None
        if self._bounds is not None and self.muscles and self._interactive:
            look = self._look.figure_look
            self._inset = inset_for(camera, self._key_pose, self._motion, look, self.muscles, self._extent)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._dragged = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            return
        moved = event.position() - self._dragged
        self._dragged = event.position()
        self.turn_by(-moved.x() * _DEG_PER_PIXEL, moved.y() * _DEG_PER_PIXEL)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._dragged = None
        self.turn_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._interactive and key in TURNS_DEG and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.turn_by(*TURNS_DEG[key])
        elif self._interactive and key == Qt.Key.Key_Home:
            self.turn_back()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        self._turn.stop()
        self._inset_kept = None
        self._resting.forget()
        super().hideEvent(event)

    # --- painting -----------------------------------------------------------------------------------------------------

    def palette_shown(self) -> FigurePalette:
        """The colours: the theme's, or plain ones with strong lines where the system asks for high contrast."""
        return self._look.tokens.figure

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.sunk))
        corner = min(theme.RADIUS_L, self.width() / 8)
        painter.drawRoundedRect(room, corner, corner)
        if self.hasFocus():
            painter.setPen(QPen(QColor(t.accent), t.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), corner, corner)
            painter.setPen(Qt.PenStyle.NoPen)
        margin = 3 if self.width() < 140 else 10
        inside = room.adjusted(margin, margin, -margin, -margin)
        palette = self.palette_shown()
        self._paint(painter, inside, palette, self._pose, 1.0 if self._over is None else 1.0 - self._over[1])
        if self._over is not None:
            self._paint(painter, inside, palette, *self._over)
        if self._inset is not None and min(self.width(), self.height()) >= _LEAST_FOR_INSET:
            self._paint_inset(painter, inside, palette, self._inset)
        painter.end()

    def _paint(self, painter: QPainter, inside: QRectF, palette: FigurePalette, pose: Pose, opacity: float) -> None:
        painter.setOpacity(opacity)
        self._paint_pose(painter, inside, palette, pose, self._camera, self._bounds, resting=self._resting)
        painter.setOpacity(1.0)

    def _paint_pose(
        self,
        painter: QPainter,
        room: QRectF,
        palette: FigurePalette,
        pose: Pose,
        camera: Camera,
        bounds: Bounds | None,
        *,
        upper_body: bool = False,
        resting: Resting | None = None,
    ) -> None:
        paint(
            painter,
            room,
            pose,
            stance=self._motion.stance,
            props=self._motion.props,
            camera=camera,
            palette=palette,
            look=self._look.figure_look,
            lit_muscles=self.muscles,
            effort=self._effort,
            bounds=bounds,
            upper_body=upper_body,
            resting=resting,
        )

    def _paint_inset(self, painter: QPainter, inside: QRectF, palette: FigurePalette, inset: Inset) -> None:
        t = self._look.tokens
        across = round(min(max(0.27 * min(inside.width(), inside.height()), 84.0), 190.0))
        x = inside.left() if inset.at_left else inside.right() - across
        room = QRectF(x, inside.top() if inset.at_top else inside.bottom() - across, across, across)
        last = self._over is not None and self._over[1] >= 0.5
        pose = self._over[0] if last and self._over is not None else self._pose
        ratio = painter.deviceTransform().m11()
        shown = (inset, palette, self._look.figure_look, across, ratio, t.card, t.line)
        kept = self._inset_kept
        if kept is None or kept.shown != shown or kept.is_old(pose, self._effort):
            image = self._draw_inset(inset, palette, pose, across, ratio)
            self._inset_kept = kept = InsetPicture(shown, pose, self._effort, image)
        painter.drawImage(room.topLeft() - QPointF(_CARD_EDGE, _CARD_EDGE), kept.image)

    def _draw_inset(self, inset: Inset, palette: FigurePalette, pose: Pose, across: int, ratio: float) -> QImage:
        """The card with the small figure on it, with room for the line round it."""
        whole = across + 2 * _CARD_EDGE
        image = QImage(QSize(whole, whole) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(0, 0, across, across), theme.RADIUS_M, theme.RADIUS_M)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(_CARD_EDGE, _CARD_EDGE)
            painter.fillPath(outline, QColor(self._look.tokens.card))
            painter.setClipPath(outline)
            room = QRectF(0, 0, across, across)
            self._paint_pose(painter, room, palette, pose, inset.camera, inset.bounds(pose), upper_body=True)
            painter.setClipping(False)
            painter.setPen(QPen(QColor(self._look.tokens.line), self._look.tokens.stroke))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(outline)
        return image
