"""The way to the clinic: its number, what it offers, and its booking page where there is one.

When medical care comes first it shows that instead, without number or booking of the clinic. It never dials or opens
anything by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from postureapp.core.clinic import Clinic
from postureapp.core.safety import Gate, Reason, Region
from postureapp.core.text import _, text
from postureapp.ui import theme
from postureapp.ui.controls import box, button, fit, label, row
from postureapp.ui.icons import app_icon
from postureapp.ui.medical_words import UNKNOWN_REGION, care_words, doctor_line, emergency_number, if_worried
from postureapp.ui.theme import Theme, Type


class BookingCard(QWidget):
    """The clinic's card. `open_address` gets a `tel:` or an https address when the person asks for it."""

    def __init__(
        self, clinic: Clinic, region: Region | None, gate: Gate, open_address: Callable[[str], None], look: Theme
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "paper")
        self.setWindowIcon(app_icon())
        self.setWindowTitle(_("My upper back hurts"))
        self._clinic, self._region, self._gate, self._open = clinic, region or UNKNOWN_REGION, gate, open_address
        look.dress(self)
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.setContentsMargins(theme.L, theme.L, theme.L, theme.M)
        whole.setSpacing(theme.M)
        inside = QWidget()
        self._page = QVBoxLayout(inside)
        self._page.setContentsMargins(theme.S, theme.XS, theme.S, theme.XS)
        self._page.setSpacing(theme.M)
        if gate.hides_booking:
            self._medical_care()
        else:
            self._contact()
        self._page.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        inside.setProperty("ground", "paper")
        whole.addWidget(scroll, 1)
        note = _("General movement reminders from your clinic. Not a diagnosis and not a substitute for medical care.")
        whole.addWidget(label(note, Type.SMALL, tone="soft"))
        whole.addLayout(row(None, button(_("Close"), self.close)))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        wanted = self._page.totalHeightForWidth(600) + 190
        fit(self, 680, max(wanted, 380))

    def _medical_care(self) -> None:
        title, sentence = care_words(self._gate.reason, self._region)
        kind = "danger" if self._gate.reason is Reason.EMERGENCY else "warm"
        self._page.addWidget(label(_("Medical care comes first"), Type.TITLE))
        self._page.addWidget(
            box(
                kind,
                label(str(title), Type.TITLE, tone="danger" if kind == "danger" else "warm"),
                label(str(sentence), Type.LARGE),
            )
        )
        if self._gate.reason is not Reason.EMERGENCY:
            urgent = text("In an emergency call {number}.", number=emergency_number(self._region))
            self._page.addWidget(label(str(urgent)))
        self._page.addWidget(label(_("Booking and stretches come back once a clinician has looked at it.")))
        if self._region.name:
            self._page.addWidget(label(str(text("Numbers for: {region}", region=_(self._region.name))), tone="soft"))

    def _contact(self) -> None:
        clinic, gate = self._clinic, self._gate
        if gate.reason in (Reason.NOT_ASSESSED, Reason.DIFFERENT):
            first = label(_("Pain between the shoulder blades: ask for medical advice first."), bold=True)
            self._page.addWidget(box("warm", first, label(str(doctor_line(self._region)))))
        self._page.addWidget(label(_("Talk to your clinic"), Type.BODY, tone="accent", bold=True))
        self._page.addWidget(label(clinic.name or _("Your clinic"), Type.DISPLAY))
        if clinic.booking_host:
            self._page.addWidget(self._online())
        if clinic.phone:
            self._page.addWidget(self._phone(main=not clinic.booking_host))
        if clinic.treatments:
            self._page.addWidget(label(_("What the clinic offers"), Type.BODY, bold=True))
            self._page.addLayout(self._treatments())
        self._page.addWidget(label(str(if_worried(self._region)), tone="soft"))

    def _phone(self, main: bool) -> QWidget:
        clinic = self._clinic
        number = QLabel(clinic.phone)
        number.setFont(theme.font(Type.DISPLAY if main else Type.TITLE))
        number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        number.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        number.setAccessibleName(str(text("Phone number {number}", number=clinic.phone)))
        self._copied = button(_("Copy"), self._copy, name=_("Copy the phone number"))
        call = button(
            _("Call"),
            lambda: self._open(clinic.tel),
            "primary" if main else "plain",
            name=str(text("Call {number} with your phone program", number=clinic.phone)),
        )
        call.setEnabled(bool(clinic.tel))
        frame = box("accent", label(_("Call to book"), tone="accent", bold=True))
        inside = frame.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addLayout(row(number, None, self._copied, call))
        return frame

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._clinic.phone)
        self._copied.setText(_("Copied"))
        self._copied.setAccessibleName(_("Copied"))

    def _online(self) -> QWidget:
        book = button(_("Book online"), lambda: self._open(self._clinic.booking_address), "primary")
        where = text("Opens {host} in your browser.", host=self._clinic.booking_host)
        frame = box("accent")
        inside = frame.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addLayout(row(label(str(where)), book))
        return frame

    def _treatments(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.L)
        grid.setVerticalSpacing(theme.M)
        for n, (name, words) in enumerate(self._clinic.treatments):
            cell = QVBoxLayout()
            cell.setSpacing(1)
            cell.addWidget(label(_(name), bold=True))
            cell.addWidget(label(_(words), tone="soft"))
            cell.addStretch(1)
            grid.addLayout(cell, n // 2, n % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid
