"""The way to the clinic: its number, what it offers, and its booking page where there is one.

When medical care comes first, or the warning signs could not be asked for, it shows that instead, without number or
booking of the clinic. It never dials or opens anything by itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QLayout, QVBoxLayout, QWidget

from postureapp.core.clinic import Clinic
from postureapp.core.safety import Gate, Reason, Region
from postureapp.core.text import Text, _, text
from postureapp.ui import theme
from postureapp.ui.booked_box import BookedBox, BookingWires
from postureapp.ui.controls import box, button, come_into_view, fit, furnish, label, page, row
from postureapp.ui.medical_words import (
    UNKNOWN_REGION,
    care_words,
    doctor_line,
    emergency_number,
    list_unread,
    not_ruled_out,
)
from postureapp.ui.standing_words import no_diagnosis
from postureapp.ui.theme import Theme, Type


class BookingCard(QWidget):
    """The clinic's card. `open_address` gets a `tel:` or an https address when the person asks for it.

    `signs_asked`: whether there was a list of warning signs to answer; without one there is no clinic here. `why` shows
    what the pain diary says, where that is why the card is shown; `doctor_first`: that sends to a doctor too.
    """

    def __init__(
        self,
        clinic: Clinic,
        region: Region | None,
        gate: Gate,
        open_address: Callable[[str], None],
        look: Theme,
        *,
        signs_asked: bool,
        why: QWidget | None = None,
        doctor_first: bool = False,
        booking: BookingWires | None = None,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setWindowTitle(_("My upper back hurts"))
        self._why, self._booking, self._doctor_first = why, booking, doctor_first
        self._clinic, self._region, self._gate, self._open = clinic, region or UNKNOWN_REGION, gate, open_address
        furnish(self, look)
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.setContentsMargins(theme.L, theme.L, theme.L, theme.M)
        whole.setSpacing(theme.M)
        if gate.hides_booking:
            shown = self._medical_care(*care_words(gate.reason, self._region))
            # Safety words.
            back = _("Booking and stretches come back once a clinician has looked at it: say so in “Safety questions”.")
            shown.append(label(back))
        elif not signs_asked:
            shown = self._medical_care(*list_unread(self._region))
        else:
            shown = self._contact()
        if gate.hides_booking and self._region.name:
            shown.append(label(str(text("Numbers for: {region}", region=_(self._region.name))), tone="soft"))
        self._page = page(*shown, spacing=theme.M)
        whole.addWidget(self._page, 1)
        below = (row(label(no_diagnosis(), Type.SMALL, tone="soft")), row(None, button(_("Close"), self.close)))
        for each in below:
            each.setContentsMargins(theme.S, 0, theme.S, 0)  # in line with the page
            whole.addLayout(each)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        self._fit()

    def _fit(self) -> None:
        """As high as its contents need at this width."""
        wide = 680
        fit(self, wide, 380)
        self.ensurePolished()  # with the paddings of the look, which it has only then
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()
        laid, shown = self.layout(), self._page.widget()
        assert laid is not None
        assert shown is not None
        margins = laid.contentsMargins()
        around = laid.totalMinimumSize().height() - self._page.minimumSizeHint().height()
        needs = shown.heightForWidth(wide - margins.left() - margins.right())
        fit(self, wide, max(around + needs, 380))

    def _medical_care(self, title: Text, sentence: Text) -> list[QWidget]:
        is_emergency = self._gate.reason is Reason.EMERGENCY
        kind = "danger" if is_emergency else "warm"
        shown: list[QWidget] = [
            # Safety words.
            label(_("Medical care comes first"), Type.TITLE),
            box(kind, label(str(title), Type.TITLE, tone=kind), label(str(sentence), Type.LARGE)),
        ]
        if not is_emergency:
            # Safety words.
            urgent = text("In an emergency call {number}.", number=emergency_number(self._region))
            shown.append(label(str(urgent)))
        return shown

    def _contact(self) -> list[QWidget]:
        clinic, gate = self._clinic, self._gate
        shown: list[QWidget] = []
        if self._why is not None:
            shown.append(self._why)
        if gate.reason in (Reason.NOT_ASSESSED, Reason.DIFFERENT):
            # Safety words.
            first = label(_("Pain between the shoulder blades: ask for medical advice first."), bold=True)
            shown.append(box("warm", first, label(str(doctor_line(self._region)))))
        elif self._doctor_first:
            shown.append(box("warm", label(str(doctor_line(self._region)), bold=True)))
        shown.append(label(_("Talk to your clinic"), Type.BODY, tone="accent", bold=True))
        shown.append(label(clinic.name or _("Your clinic"), Type.DISPLAY))
        if clinic.booking_host:
            shown.append(self._online())
        if clinic.phone:
            shown.append(self._phone(main=not clinic.booking_host))
        if self._booking is not None:
            shown.append(BookedBox(self._booking))
        if clinic.treatments:
            shown.append(label(_("What the clinic offers"), Type.BODY, bold=True))
            shown.append(self._treatments())
        shown.append(label(str(not_ruled_out(self._region)), tone="soft"))
        return shown

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
        scan = button(_("Scan with a phone"), self.show_code, "quiet")
        scan.setEnabled(bool(clinic.tel))
        frame = box("accent", label(_("Call to book"), tone="accent", bold=True))
        inside = frame.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addLayout(row(number, None, self._copied, call))
        inside.addLayout(row(None, scan))
        self._call_box, self._code_room, self._scan = frame, inside, scan
        return frame

    def show_code(self) -> None:
        """The number as a code: a phone that reads it offers to call, and dials nothing by itself."""
        from postureapp.ui.qr_picture import QrPicture

        self._scan.hide()
        name = text("Code with the phone number {number}, for the camera of a phone", number=self._clinic.phone)
        self._code_room.addLayout(row(None, QrPicture(self._clinic.tel, str(name)), None))
        self._code_room.addWidget(label(_("Point the camera of your phone at it."), Type.SMALL, tone="soft"))
        come_into_view(self._call_box)

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

    def _treatments(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
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
        return made
