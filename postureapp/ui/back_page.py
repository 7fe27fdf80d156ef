""" "My back": the third page of the home window, with what the pain diary holds and what its fixed rules say of it.

It decides nothing and counts nothing that runs on from day to day. While medical care comes first nothing of it asks
for a booking, and a notice that was not read yet is read after the warning signs, not here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from postureapp.core import date_words, pain_words
from postureapp.core.booking import SILENCED, asks_how_it_went
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.pain_diary import KeptEntry, can_correct, days_of
from postureapp.core.persistence import Thresholds, Verdict
from postureapp.core.safety import Reason
from postureapp.core.text import Text, _, joined, text
from postureapp.reports.weeks_csv import file_name, week_csv, weeks_csv
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.back_parts import EntryList, LatestBox, VisitBox, care_box, follow_button, stops
from postureapp.ui.back_wires import BackSeen, BackWires
from postureapp.ui.booked_box import BookedBox
from postureapp.ui.chart import Plot
from postureapp.ui.chart_card import ChartCard
from postureapp.ui.controls import bar_in_margin, box, label, row, scrolling
from postureapp.ui.dialog_over import open_over
from postureapp.ui.pain_chart import rule_line, shows_days, verdict_plot, weeks_plot
from postureapp.ui.save_dialog import save_dialog
from postureapp.ui.theme import Theme, Type
from postureapp.ui.verdict_box import verdict_box

LISTED = timedelta(days=13)  # before today


class BackPage(QWidget):
    """The page. `refresh` is to be called when something may have changed: it reads the diary only if that is so."""

    def __init__(self, look: Theme, wires: BackWires) -> None:
        super().__init__()
        self._look, self._wires = look, wires
        self._seen: BackSeen | None = None
        self._shown: tuple[object, ...] | None = None
        self.dialog: Any = None
        self.cards: list[ChartCard] = []
        self.list: EntryList | None = None
        self.setProperty("ground", "paper")
        self.latest = LatestBox(
            partial(wires.check_in, None), partial(wires.open, "report"), partial(wires.open, "book")
        )
        self.told = label("")
        self.told.hide()
        self.visit = VisitBox(wires.went)
        self._fixed = [*stops(self.latest), *stops(self.visit)]
        self._care, self._rules, self._entries = _Place(), _Place(), _Place()
        self._booking = _Place()
        self.booked: BookedBox | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QWidget()
        laid = QVBoxLayout(inside)
        laid.setSpacing(theme.M)
        for part in (self._care, self.latest, self.visit, self._rules, self._booking, self._entries):
            laid.addWidget(part)
        laid.addStretch(1)
        self.area = scrolling(inside)
        bar_in_margin(self.area, laid, (theme.L, theme.S, theme.L, theme.L))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, theme.S, 0, 0)
        whole.setSpacing(theme.S)
        above = row(self.told)
        above.setContentsMargins(theme.L, 0, theme.L, 0)
        whole.addLayout(above)
        whole.addWidget(self.area, 1)

    # --- when it is read ----------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._booking.put()  # what was told of a booking before is over
        self.booked = None
        self._load()

    def refresh(self) -> None:
        """Show what holds now, where it is seen and something has changed."""
        if self.isVisible() and self._state() != self._shown:
            self._load()

    def _state(self) -> tuple[object, ...]:
        """What the page depends on besides what is in the diary: another one asks for reading it anew."""
        now, seen = self._wires.now().local, self._seen
        can_be_corrected = sum(can_correct(each, now) for each in seen.entries) if seen is not None else 0
        asks = seen is not None and asks_how_it_went(seen.visit, now)
        return self._wires.changes(), now.date(), self._wires.gate(), asks, can_be_corrected

    def _load(self) -> None:
        changes = self._wires.changes()
        try:
            self._seen = self._wires.read()
        except EnvironmentProblem as problem:
            self._seen, self._shown = None, (changes,)  # it is tried again with the next refresh
            self._tell(str(problem), "danger")
            return
        self._shown = self._state()
        self.told.hide()
        had_keyboard = self.isAncestorOf(focus) if (focus := self.window().focusWidget()) is not None else False
        self._show(self._seen)
        if had_keyboard and not (focus is not None and focus.isVisible()):
            self.latest.check_in.setFocus()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _show(self, seen: BackSeen) -> None:
        wires, now = self._wires, self._wires.now().local
        gate = wires.gate()
        latest = seen.entries[-1] if seen.entries else None
        self._care.put(care_box(gate, wires.region(), partial(wires.open, "book")) if gate.hides_booking else None)
        self.latest.show_latest(latest, now, booking=not gate.hides_booking)
        says_it = self.booked is not None and self.booked.told.isVisible()
        self.visit.show_visit(None if says_it else seen.visit, asks=asks_how_it_went(seen.visit, now))
        self._show_rules(seen)
        self._show_booking(wanted=latest is not None and not gate.hides_booking)
        self._show_entries(seen)
        self._order()

    def _order(self) -> None:
        """Have Tab go as it is read; what was made later would come last."""
        parts = (self._care.stops, self._fixed, self._rules.stops, self._booking.stops, self._entries.stops)
        for before, after in pairwise(stop for part in parts for stop in part):
            self.setTabOrder(before, after)

    def _show_rules(self, seen: BackSeen) -> None:
        turned = {card.plot.title for card in self.cards if card.shows_table}
        self.cards = []
        shown: list[QWidget] = [] if self._wires.gate().hides_booking or not seen.due else [self._notice()]
        shown += [self._verdict(each, seen) for each in seen.judgement.verdicts if each not in seen.due]
        if seen.entries and not seen.judgement.enough:
            shown.append(box("card", label(str(pain_words.not_enough(seen.judgement)))))
        has_mean = any(week.mean is not None for week in seen.judgement.weeks)
        if not seen.judgement.verdicts and has_mean:
            plot = replace(weeks_plot(seen.judgement), said=_said(seen.judgement.thresholds))
            shown.append(self._chart(plot, partial(weeks_csv, seen.judgement), by_days=False))
        self._rules.put(*shown)
        for card in self.cards:
            if card.plot.title in turned:
                card.turn_over()

    def _notice(self) -> QWidget:
        """That something was found; what it is comes after the warning signs."""
        found = label(_("Your diary has something to tell you"), Type.LARGE, bold=True)
        return box("warm", found, _alone(follow_button(self._wires.follow)))

    def _verdict(self, verdict: Verdict, seen: BackSeen) -> QWidget:
        """What a rule says, once it was told. What it asks for does not stand beside medical care."""
        wires, days = self._wires, days_of(seen.entries)
        by_days, hidden = shows_days(verdict), wires.gate().hides_booking
        line = rule_line(verdict)
        said = _("The dashed line is what the rule goes by.") if line is not None else ""  # the box tells the figures
        plot = replace(verdict_plot(verdict, seen.judgement, days), said=said)
        table = partial(week_csv, seen.judgement, days) if by_days else partial(weeks_csv, seen.judgement)
        is_new = not any((plot.points, plot.marks) == (each.plot.points, each.plot.marks) for each in self.cards)
        title = _("Pain of the last 7 days, 0 to 10") if by_days else weeks_plot(seen.judgement).title
        if any(each.plot.title == title for each in self.cards):  # no two that a screen reader tells alike
            title = joined((title, str(pain_words.verdict_title(verdict))), " – ")
        plot = replace(plot, title=title)
        # While the warning signs are still to be answered nothing asks for a booking either.
        waits = verdict.rule in SILENCED and wires.gate().reason is Reason.DIFFERENT
        return verdict_box(
            verdict,
            None,
            wires.names(),
            self._look,
            chart=self._chart(plot, table, by_days=by_days) if is_new else None,
            says_action=not (hidden or waits or self._is_booked_for(verdict, seen)),
        )

    def _is_booked_for(self, verdict: Verdict, seen: BackSeen) -> bool:
        visit, now = seen.visit, self._wires.now().local
        return verdict.rule in SILENCED and visit is not None and visit.went is None and not visit.is_over(now)

    def _chart(self, plot: Plot, table: Callable[[], bytes], *, by_days: bool) -> ChartCard:
        card = ChartCard(self._look, plot, by_days=by_days)
        card.save_asked.connect(partial(self._ask_where, card, table))
        self.cards.append(card)
        return card

    def _show_booking(self, *, wanted: bool) -> None:
        if not wanted:
            self._booking.put()
            self.booked = None
        elif self.booked is None:
            self.booked = BookedBox(self._wires.booking())
            self._booking.put(self.booked)

    def _show_entries(self, seen: BackSeen) -> None:
        if not seen.entries:
            self._entries.put()
            self.list = None
            return
        now = self._wires.now().local
        last = tuple(each for each in seen.entries if each.day >= now.date() - LISTED)
        self.list = EntryList(last, now, self._correct)
        self._entries.put(self.list)

    def _correct(self, kept: KeptEntry) -> None:
        """Open it to be corrected, if its day is not over by now."""
        if can_correct(kept, self._wires.now().local):
            self._wires.check_in(kept)
        else:
            self._load()

    # --- saving -------------------------------------------------------------------------------------------------------

    def _ask_where(self, card: ChartCard, table: Callable[[], bytes]) -> None:
        seen = self._seen
        if seen is None:
            return
        title = text("Save as CSV: {title}", title=Text(card.plot.title))
        name = file_name(seen.judgement, by_days=card.by_days)
        open_over(self, save_dialog(self, str(title), _("Tables (*.csv)"), name, partial(self.save_as, table)))

    def save_as(self, table: Callable[[], bytes], path: str) -> None:
        """Write a chart's figures to a file and say how it went."""
        try:
            self._wires.export(table(), path)
        except EnvironmentProblem as problem:
            self._tell(str(problem), "danger")
        else:
            self._tell(str(text("Saved: {file}", file=Path(path).name)), "accent")

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        self.told.setProperty("tone", tone)
        self.told.style().polish(self.told)
        self.told.show()
        if self.isVisible():
            announce(self, words)


class _Place(QWidget):
    """Where parts of the page come and go; hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._laid = QVBoxLayout(self)
        self._laid.setContentsMargins(0, 0, 0, 0)
        self._laid.setSpacing(theme.M)
        self._parts: tuple[QWidget, ...] = ()
        self.stops: list[QWidget] = []

    def put(self, *parts: QWidget | None) -> None:
        """Show these in place of those before."""
        for old in self._parts:
            self._laid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = tuple(each for each in parts if each is not None)
        self.stops = [stop for new in self._parts for stop in stops(new)]
        for new in self._parts:
            self._laid.addWidget(new)
        self.setVisible(bool(self._parts))


def _said(of: Thresholds) -> str:
    """What the lines in the chart of the weeks are."""
    mean, severe = date_words.decimal(of.mean), date_words.decimal(of.severe)
    return str(text("The dashed lines: a weekly mean of {mean}, and a day of {worst}.", mean=mean, worst=severe))


def _alone(widget: QWidget) -> QWidget:
    """A widget at the beginning of its line, no wider than it needs."""
    made = QFrame()
    laid = row(widget, None)
    laid.setContentsMargins(0, 0, 0, 0)
    made.setLayout(laid)
    return made
