"""A typical day, drawn with the settings of now: what would come, and what would be held back.

It is made up and says so. It follows each change of a setting; while it is not seen it works nothing out.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from postureapp.core.events import Moment
from postureapp.core.preview import Preview, preview
from postureapp.core.state import World
from postureapp.core.text import _
from postureapp.ui import preview_frame
from postureapp.ui.accessible import announce
from postureapp.ui.controls import box, label
from postureapp.ui.day_band import DayBand
from postureapp.ui.day_card import DayCard
from postureapp.ui.settings_pages import Column, heading
from postureapp.ui.theme import Theme, Type

SETTLE_MS = 40  # changes that come closer together are drawn once


class PreviewPage(Column):
    """The page; `compact` is a card with the band and a line, to stand below the settings that it follows."""

    def __init__(
        self, look: Theme, world: Callable[[], World], now: Callable[[], Moment], *, compact: bool = False
    ) -> None:
        super().__init__()
        self._world, self._now = world, now
        self._drawn: tuple[object, ...] = ()
        self.preview: Preview | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._draw)
        self.empty = label(_("You have set no working hours, so no reminder of sitting comes on any day."), Type.BODY)
        self.empty.hide()
        self.counts = label("", Type.BODY, bold=not compact)
        if compact:
            self._make_compact(look)
        else:
            self._make_whole(look)

    def _make_whole(self, look: Theme) -> None:
        self.card: DayCard | None = DayCard(look)
        self.band = self.card.band
        head = heading(
            _("Preview my day"),
            _("A day that was made up, with your settings as they are now: work, short ways, a call, lunch, a video."),
        )
        note = label(
            _("Your own days differ: what you do, and when you pause, decides when a reminder comes."),
            Type.SMALL,
            tone="soft",
        )
        self.lay_out([head, self.counts, self.empty, self.card, note])

    def _make_compact(self, look: Theme) -> None:
        self.card = None
        self.band = DayBand(look)
        self.said = label("", Type.SMALL, tone="soft")
        self.band.pointed.connect(lambda words: self.said.setText(words or self._invented()))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(box("card", self.counts, self.empty, self.band, self.said))

    def refresh(self) -> None:
        """Draw the day anew where anything that it depends on has changed; what comes close together, once."""
        if self.isVisible() and self._wanted() != self._drawn:
            self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def _wanted(self) -> tuple[object, ...]:
        world = self._world()
        return (world.settings, world.safety, id(world.causes), id(world.moves), self._now().local.date())

    def _draw(self) -> None:
        wanted = self._wanted()
        if wanted == self._drawn:
            return
        is_first, self._drawn = not self._drawn, wanted
        world, now = self._world(), self._now()
        self.preview = found = preview(world, now.local.date(), now.zone)
        counts = preview_frame.counted(found, alone=self.card is None)
        is_empty = not found.spans
        self.empty.setVisible(is_empty)
        for widget in (self.counts, self.card or self.band):
            widget.setVisible(not is_empty)
        said = self.empty.text() if is_empty else counts
        self.counts.setText(counts)
        if not is_empty:
            self._show(found, world)
        if not is_first and self.isVisible():
            announce(self, said)

    def _show(self, found: Preview, world: World) -> None:
        frame = preview_frame.frame_of(found, world)
        summary = self._invented()
        if self.card is not None:
            self.card.show_day(frame, preview_frame.title(found), summary)
        else:
            self.band.show_frame(frame)
            self.band.summarise(summary)
            if self.band.lit is None:
                self.said.setText(summary)

    def _invented(self) -> str:
        held = str(preview_frame.held_back(self.preview)) if self.preview is not None else ""
        hint = _("Point at a sign, or use the arrow keys.")
        return f"{held} {hint}".strip()
