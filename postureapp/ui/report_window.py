"""The report for the next session: the person chooses what goes in, sees it, and saves it. Nothing is sent.

Reading the diary, writing a file and opening a folder are asked of the app. What was saved is said, and where.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from postureapp.core.clinic import Clinic
from postureapp.core.day import Day, Kept, of_days
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.events import Moment
from postureapp.core.pain_diary import KeptEntry
from postureapp.core.persistence import Judgement, Thresholds
from postureapp.core.settings import Settings
from postureapp.core.text import Text, _, ntext, text
from postureapp.reports.calendar import has_phone_breaks, phone_breaks
from postureapp.reports.fhir import bundle_json
from postureapp.reports.pain_csv import pain_csv
from postureapp.reports.pain_pdf import Pages, lay_out
from postureapp.reports.report import Asked, Report, Sources, report_of
from postureapp.reports.report_moves import TOLD_ONE_BY_ONE
from postureapp.reports.report_words import file_name, rules_of
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.controls import box, button, fit, furnish, grown, label, row, scrolling
from postureapp.ui.dialog_over import open_over
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.report_choices import ReportChoices, said_of
from postureapp.ui.report_preview import Preview
from postureapp.ui.save_dialog import save_dialog
from postureapp.ui.theme import Theme, Type

_SETTLE_MS = 120  # several changes in a row make one picture
_CHOICES_WIDE = 300
_AT_ONCE = timedelta(days=91)  # of the diary: years of it would fill the memory


@dataclass(frozen=True, slots=True)
class ReportWires:
    """What the window asks of the app.

    `facts` gives the diary between two moments (aware). `save` writes bytes to a file; these and `entries` and
    `judgement` raise EnvironmentProblem. `open_folder` gives "" or why not. `names` are those of the moves by their
    ids. `last_report` is the last day of the report saved last, `reported` is told the last day of one that was saved.
    `country`: where the person is, by its two letters, if they said so.
    """

    entries: Callable[[], Sequence[KeptEntry]]
    facts: Callable[[datetime, datetime], list[Kept]]
    judgement: Callable[[], Judgement]
    now: Callable[[], Moment]
    save: Callable[[bytes, Path], None]
    open_folder: Callable[[Path], str]
    clinic: Clinic = Clinic("", "")
    thresholds: Thresholds = Thresholds()
    settings: Callable[[], Settings] = Settings
    names: Callable[[], Mapping[str, str]] = dict
    last_report: Callable[[], date | None] = lambda: None
    reported: Callable[[date], object] = lambda _last: None
    country: str = ""


class ReportWindow(QWidget):
    """The window. `report` and `pages` are what is seen now."""

    def __init__(self, look: Theme, wires: ReportWires) -> None:
        super().__init__(None, Qt.WindowType.Window)
        furnish(self, look)
        self.setWindowTitle(_("Report for your next session"))
        self._wires = wires
        self._read_for: tuple[date, date] | None = None
        self._sources = Sources(())
        self.report: Report | None = None
        self.pages: Pages | None = None
        self.dialog: Any = None
        self._folder = Path()
        self.choices = ReportChoices(wires.now().local.date(), self._since(), wires.country)
        self.preview = Preview()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.show_report)
        self.choices.changed.connect(self._settle.start)
        self._make_buttons()
        self._lay_out()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        fit(self, 1040, 760)

    def _since(self) -> date | None:
        try:
            return self._wires.last_report()
        except EnvironmentProblem:
            return None  # reading the entries tells what is wrong

    def _make_buttons(self) -> None:
        self.pdf = button(_("Save as PDF…"), partial(self._ask_where, "pdf"), "primary")
        self.csv = button(
            _("Save as table…"),
            partial(self._ask_where, "csv"),
            described=_("A CSV file of the entries, for any spreadsheet"),
        )
        self.fhir = button(
            _("Save for a clinic’s system…"),
            partial(self._ask_where, "json"),
            described=_("A FHIR R4 file, without your name"),
        )
        self.breaks = button(
            _("Phone breaks for a calendar…"),
            partial(self._ask_where, "ics"),
            "quiet",
            described=_("A calendar file for your phone: a reminder during your phone hours"),
        )
        for each in (self.csv, self.fhir, self.breaks):
            each.setToolTip(each.accessibleDescription())
        settings = self._wires.settings()
        self.breaks.setVisible(has_phone_breaks(settings.phone_hours, settings.phone_relief_min))
        self.folder = button(_("Open the folder"), self._open_folder, "quiet")

    def _lay_out(self) -> None:
        self.told = label("")
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.told_row = QWidget()
        told = row(self.told, self.folder)
        told.setContentsMargins(0, 0, 0, 0)
        self.told_row.setLayout(told)
        self.told_row.hide()
        choices = scrolling(self.choices)
        choices.setFixedWidth(grown(QSize(_CHOICES_WIDE, 0)).width())
        beside = QHBoxLayout()
        beside.setSpacing(theme.L)
        beside.addWidget(choices)
        beside.addWidget(self.preview, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.L, theme.L, theme.L, theme.M)
        whole.setSpacing(theme.M)
        whole.addWidget(label(_("Report for your next session"), Type.TITLE))
        sent = _("Choose what goes in, look at it, and save it to bring along. Nothing is sent to anyone.")
        whole.addWidget(label(sent, tone="soft"))
        whole.addLayout(beside, 1)
        whole.addWidget(self.told_row)
        saving = QWidget()
        flow = FlowLayout()
        saving.setLayout(flow)
        for each in (*self.buttons, button(_("Close"), self.close)):
            flow.addWidget(each)
        whole.addWidget(saving)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choices.days[self.choices.chosen_days].setFocus()
        if self.report is None:
            self.show_report()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_report(self) -> None:
        """Make the report of what is chosen, and show it."""
        self._settle.stop()
        asked = self.choices.asked
        try:
            self._read(asked)
        except EnvironmentProblem as problem:
            self._show_instead(label(str(problem), tone="danger"))
            return
        self.report = report = report_of(asked, self._sources, self._today)
        if report.is_empty:
            self._show_instead(self._nothing_yet())
            return
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.pages = pages = lay_out(report, self.choices.chosen_paper, mirrored=mirrored, rules=rules_of(report))
        said = str(self._said(report))
        self.preview.show_pages(pages, said)
        self._let_save(True)
        if self.isVisible():
            announce(self, said)

    @property
    def _today(self) -> date:
        return self._wires.now().local.date()

    def _read(self, asked: Asked) -> None:
        """Read the diary, unless these days were read already."""
        if self._read_for == (asked.first, asked.last):
            return
        wires = self._wires
        days, facts = list[Day](), list[Kept]()
        first = asked.first
        while first <= asked.last:
            last = min(first + _AT_ONCE, asked.last)
            self._read_some(first, last, days, facts)
            first = last + timedelta(days=1)
        entries, judgement, names = wires.entries(), wires.judgement(), wires.names()
        self._sources = Sources(entries, days, facts, judgement, wires.thresholds, wires.clinic.name, names)
        self._read_for = (asked.first, asked.last)

    def _read_some(self, first: date, last: date, days: list[Day], facts: list[Kept]) -> None:
        """Read some of the days, and keep of their facts only those of which a report tells one by one."""
        now = self._wires.now()
        since = datetime.combine(first - timedelta(days=1), time.min, now.zone).astimezone(UTC)
        until = datetime.combine(last + timedelta(days=2), time.min, now.zone).astimezone(UTC)
        read = self._wires.facts(since, until)
        days += of_days(read, first, last, now.local)
        facts += [each for each in read if each.kind in TOLD_ONE_BY_ONE and first <= each.at.date() <= last]

    def _said(self, report: Report) -> Text:
        """The report in a sentence, for those who don't see its picture."""
        entries = ntext("{n} entry", "{n} entries", len(report.entries))
        pages = ntext("{n} page", "{n} pages", len(self.pages.pages) if self.pages else 0)
        return text("{entries}, {pages}", entries=entries, pages=pages)

    def _nothing_yet(self) -> QWidget:
        """What is shown in place of the pages where there is nothing to tell."""
        title = _("Nothing to report in these days") if self._sources.entries else _("Nothing to report yet")
        would = str(text("A report would have in it: {parts}.", parts=said_of(tuple(self.choices.parts))))
        how = _("Note how your back feels under “My back”; sitting, phone time and moves are counted by themselves.")
        return box("card", label(title, Type.LARGE, bold=True), label(would), label(how, tone="soft"))

    def _show_instead(self, words: QWidget) -> None:
        self.pages = None
        self.preview.show_pages(None, instead=words)
        self._let_save(False)

    def _let_save(self, on: bool) -> None:
        for each in (self.pdf, self.csv, self.fhir):
            each.setEnabled(on)

    # --- saving -------------------------------------------------------------------------------------------------------

    def _ask_where(self, ending: str) -> None:
        """Ask for a file of this ending, then write it."""
        if ending != "ics":
            self.show_report()  # what is saved is what is seen
        kinds = {
            "pdf": _("PDF files (*.pdf)"),
            "csv": _("Tables (*.csv)"),
            "json": _("FHIR files (*.json)"),
            "ics": _("Calendar files (*.ics)"),
        }
        name = "postureapp-phone-breaks.ics"
        if ending != "ics":
            if self.report is None or self.pages is None:
                return
            name = file_name(self.report, ending)
        save = partial(self.save_as, ending)
        open_over(self, save_dialog(self, self.windowTitle(), kinds[ending], name, save))

    def save_as(self, ending: str, path: str) -> None:
        """Write the report, or the calendar, to a file and say how it went."""
        content = self._content(ending)
        if content is None:
            return
        try:
            self._wires.save(content, Path(path))
        except EnvironmentProblem as problem:
            self._tell(str(problem), "danger")
            return
        if ending == "pdf" and self.report is not None:
            self._wires.reported(self.report.asked.last)
        self._folder = Path(path).parent
        self._tell(str(text("Saved: {file}", file=path)), "accent")

    def _content(self, ending: str) -> bytes | None:
        now = self._wires.now()
        if ending == "ics":
            settings = self._wires.settings()
            return phone_breaks(settings.phone_hours, settings.phone_relief_min, now.utc, now.zone)
        if self.report is None or self.pages is None:
            return None
        if ending == "pdf":
            return self.pages.pdf()
        return pain_csv(self.report) if ending == "csv" else bundle_json(self.report, now.local, self._sources.entries)

    def _tell(self, words: str, tone: str) -> None:
        self.told.setText(words)
        self.told.setProperty("tone", tone)
        self.told.style().polish(self.told)
        self.folder.setVisible(tone == "accent")
        self.told_row.show()
        announce(self, words)

    def _open_folder(self) -> None:
        refused = self._wires.open_folder(self._folder)
        if refused:
            self._tell(refused, "danger")

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """Those that save."""
        return (self.pdf, self.csv, self.fhir, self.breaks)
