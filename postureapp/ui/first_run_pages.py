"""The pages of the welcome but for the safety questions: each shows, asks, and keeps what it is told at once.

Nothing is ticked beforehand that shares or restricts; what is ticked is what holds without an answer.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from postureapp.core.hours import WeekHours, every_day
from postureapp.core.postures import OF_CAUSES, Posture
from postureapp.core.settings import CAUSES
from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.controls import Tick, box, label, page
from postureapp.ui.first_run_answers import Answers, FirstRunWires
from postureapp.ui.first_run_hours import SimpleHours
from postureapp.ui.picture_card import PaintedCard, SceneCard
from postureapp.ui.scenes import Scene
from postureapp.ui.stills import Stills
from postureapp.ui.theme import Theme, Type

_CAUSES_IN_A_ROW = 4
_LUNCH = "12:00-13:00"
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)
_STRENGTHS = (
    (
        20,
        text("Every 20 minutes"),
        text("In one study half a minute every 20 minutes was the most comfortable, and no less work got done."),
        "McLean 2001",
    ),
    (
        30,
        text("Every 30 minutes"),
        text("Half a minute to a minute at a time, and five minutes on your feet each hour. The usual choice."),
        "Galinsky 2000, 2007",
    ),
    (
        45,
        text("Every 45 minutes"),
        text("The fewest reminders. In studies, breaks every 40 or 60 minutes went with less discomfort too."),
        "McLean 2001, Galinsky 2000",
    ),
)


class Page(QWidget):
    """A page: what it shows scrolls where the room is small. `answers` keeps what is told."""

    def __init__(self, wires: FirstRunWires) -> None:
        super().__init__()
        self.wires, self.answers = wires, Answers(wires)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)

    def lay(self, *contents: QWidget, grows: QWidget | None = None) -> None:
        """Put the contents below each other; `grows` takes the room that is left, as far as it can use it."""
        scrolls = page(*contents, spacing=theme.M)
        inside = grows.parentWidget() if grows is not None else None
        laid = inside.layout() if inside is not None else None
        if grows is not None and isinstance(laid, QVBoxLayout):
            laid.setStretchFactor(grows, 100)
        self._whole.addWidget(scrolls)

    def take_back(self) -> None:
        """Take back what was told here, for the page is skipped."""
        self.answers.take_back()
        self.refresh()

    def refresh(self) -> None:
        """Show the values that hold."""


def scene_of(posture: Posture) -> Scene:
    """A posture as a scene that stands still."""
    return Scene("", (), posture.motion, (), posture.view)


class CausesPage(Page):
    """What applies: cards with the posture that strains, to tick."""

    def __init__(self, wires: FirstRunWires, look: Theme) -> None:
        super().__init__(wires)
        stills = Stills(look, self)
        causes = wires.world().causes.by_id
        self.cards: dict[str, SceneCard] = {}
        self._problem = label("", Type.SMALL, tone="danger")
        self._problem.hide()
        shown = QWidget()
        grid = QGridLayout(shown)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.M)
        for n, name in enumerate(each for each in CAUSES if each in causes):
            cause = causes[name]
            card = SceneCard(_(cause.name), _(cause.sentence), scene_of(OF_CAUSES[name]), stills, look)
            card.clicked.connect(lambda _checked=False: self._keep())
            self.cards[name] = card
            grid.addWidget(card, n // _CAUSES_IN_A_ROW, n % _CAUSES_IN_A_ROW)
        for column in range(_CAUSES_IN_A_ROW):
            grid.setColumnStretch(column, 1)
        self.lay(
            label(_("What applies to you?"), Type.TITLE),
            label(_("Choose as many as you like. Each has reminders, words and moves of its own."), tone="soft"),
            self._problem,
            shown,
        )
        look.changed.connect(shown.update)
        self.refresh()

    def refresh(self) -> None:
        chosen = self.wires.settings().causes
        for name, card in self.cards.items():
            card.setChecked(name in chosen)

    def _keep(self) -> None:
        chosen = tuple(name for name, card in self.cards.items() if card.isChecked())
        refused = self.answers.choose("causes", chosen)
        tell(self._problem, refused)
        if refused:
            self.refresh()


class HoursPage(Page):
    """Working hours, and the hours of the phone for those who have them."""

    def __init__(self, wires: FirstRunWires) -> None:
        super().__init__(wires)
        name, phone = _("Working hours"), _("Hours when idle means phone")
        self.work = SimpleHours(name)
        self.on_phone = Tick(_("There are hours in which I mostly look down at my phone"))
        self.phone = SimpleHours(phone, days=False)
        told = _("For example a lunch hour: a pause at the keyboard then counts as phone time, not as rest.")
        inside = box("card", label(_("The phone"), bold=True), label(told, tone="soft"), self.on_phone, self.phone)
        self.lay(
            label(_("When do you work?"), Type.TITLE),
            label(
                _("Outside these hours, reminders of sitting do not come. The settings take several ranges a day."),
                tone="soft",
            ),
            box("card", self.work),
            inside,
        )
        self.work.chosen.connect(lambda hours: self._keep("working_hours", hours, self.work))
        self.phone.chosen.connect(lambda hours: self._keep("phone_hours", hours, self.phone))
        self.on_phone.clicked.connect(lambda _checked=False: self._turn_phone())
        self.refresh()

    def refresh(self) -> None:
        settings = self.wires.settings()
        self.work.show_hours(settings.working_hours)
        self._show_phone(settings.phone_hours)

    def _show_phone(self, hours: WeekHours) -> None:
        on = any(hours.days)
        self.on_phone.setChecked(on)
        self.phone.setVisible(on)
        self.phone.show_hours(hours if on else every_day(_LUNCH))

    def _turn_phone(self) -> None:
        on = self.on_phone.isChecked()
        self._keep("phone_hours", self.phone.hours() if on else None, self.phone)
        self._show_phone(self.wires.settings().phone_hours)

    def _keep(self, key: str, hours: WeekHours | None, where: SimpleHours) -> None:
        refused = self.answers.choose(key, hours)
        if refused:
            self.refresh()
            where.say(refused)


class StrengthPage(Page):
    """How often: three cards, each with what is known of it."""

    def __init__(self, wires: FirstRunWires, look: Theme) -> None:
        super().__init__(wires)
        self._problem = label("", Type.SMALL, tone="danger")
        self._problem.hide()
        self.cards: dict[int, PaintedCard] = {}
        self._group = QButtonGroup(self)
        shown = QWidget()
        cards = QHBoxLayout(shown)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(theme.M)
        for minutes, title, line, source in _STRENGTHS:
            told = text("{sentence} ({source})", sentence=line, source=source)
            card = PaintedCard(str(title), str(told), partial(_paint_hours, look, minutes), look)
            card.clicked.connect(lambda _checked=False, m=minutes: self._keep(m))
            self._group.addButton(card)
            self.cards[minutes] = card
            cards.addWidget(card, 1)
        expect = _(
            "What you can expect: fewer long unbroken spells of sitting. Whether breaks change pain is not certain, "
            "so nothing of that is promised."
        )
        self.lay(
            label(_("How often should it speak up?"), Type.TITLE),
            label(_("After this long in one position. When you have moved by yourself, nothing comes."), tone="soft"),
            self._problem,
            shown,
            label(expect, Type.SMALL, tone="soft"),
        )
        self.refresh()

    def refresh(self) -> None:
        minutes = self.wires.settings().stretch_min
        self._group.setExclusive(False)  # none is picked where another number was chosen in the settings
        for each, card in self.cards.items():
            card.setChecked(each == minutes)
            picked_or_none = each == minutes or minutes not in self.cards
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if picked_or_none else Qt.FocusPolicy.ClickFocus)
        self._group.setExclusive(True)

    def _keep(self, minutes: int) -> None:
        refused = self.answers.choose("reminders.stretch_min", minutes)
        tell(self._problem, refused)
        if refused:
            self.refresh()


def _paint_hours(look: Theme, minutes: int, painter: QPainter, room: QRectF) -> None:
    """The number, and two hours of sitting as a band with a gap for each change of posture."""
    t = look.tokens
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.sunk))
    painter.drawRoundedRect(room, theme.RADIUS_L - 4, theme.RADIUS_L - 4)
    inside = room.adjusted(18, 0, -18, 0)
    high, gap, whole_min = 10.0, 4.0, 120.0
    top = room.bottom() - high - 20
    painter.setPen(QColor(t.ink))
    painter.setFont(theme.font(Type.DISPLAY))
    painter.drawText(QRectF(room.left(), room.top() + 8, room.width(), top - room.top() - 8), _CENTRED, str(minutes))
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        painter.translate(2 * room.center().x(), 0)
        painter.scale(-1, 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(t.accent))
    start_min = 0.0
    while start_min < whole_min:
        end_min = min(start_min + minutes, whole_min)
        left = inside.left() + inside.width() * start_min / whole_min
        right = inside.left() + inside.width() * end_min / whole_min
        painter.drawRoundedRect(QRectF(left, top, right - left - gap, high), 4, 4)
        start_min = end_min


def tell(where: QLabel, words: str) -> None:
    """Show a sentence, or nothing."""
    where.setText(words)
    where.setVisible(bool(words))
