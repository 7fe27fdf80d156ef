"""The check-in: how much it hurts now, in two clicks, and as much more as the person likes to tell.

Nothing is chosen beforehand, and what was typed is never lost without a question. It keeps nothing itself: what was
told goes to who opened it, and what follows from it is decided there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from postureapp.core import pain_words
from postureapp.core.pain import leads_to_questions
from postureapp.core.pain_diary import KeptEntry, PainEntry, When
from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.accessible import announce
from postureapp.ui.body_map import BodyMap
from postureapp.ui.check_in_parts import AnyOf, Asked, Note, ScalePart
from postureapp.ui.controls import box, button, fit, furnish, label, page, row
from postureapp.ui.pain_scale import PainScale
from postureapp.ui.theme import Theme, Type
from postureapp.ui.word_choices import Chips

_KEPT_FOR_MS = 1100  # how long it is said that it was kept, before the window closes


class CheckIn(QWidget):
    """Asks for an entry of the pain diary, or for the correction of one that was kept.

    `keep` gets each entry and tells whether it is on the disk; `kept` then has all of them, the worst of the day before
    the number of the moment. `corrects` is the entry that is corrected, `take_back` takes it back and tells whether
    that was kept. `moment` says when it was, or what came before. `asks` tells whether questions about warning signs
    follow an entry.
    """

    kept = Signal(object)  # tuple[PainEntry, ...]
    taken_back = Signal()

    def __init__(
        self,
        look: Theme,
        keep: Callable[[PainEntry], bool],
        *,
        corrects: KeptEntry | None = None,
        take_back: Callable[[], bool] | None = None,
        moment: str = "",
        asks: Callable[[PainEntry], bool] = leads_to_questions,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._keep, self._take_back, self._asks = keep, take_back, asks
        self._old = corrects.entry if corrects is not None else None
        self._kept: list[PainEntry] = []  # those that are on the disk while another is not
        self._asked_of: tuple[PainEntry, ...] = ()
        self._follow = False  # questions about warning signs, after what was told last
        self._done = self._leaving = False
        self._title = _("How does your upper back feel?") if corrects is None else _("Correct what you told")
        self.setWindowTitle(self._title)
        furnish(self, look)
        self._closing = QTimer(self)
        self._closing.setSingleShot(True)
        self._closing.setInterval(_KEPT_FOR_MS)
        self._closing.timeout.connect(self.close)
        self._make_parts(look)
        self._lay_out(moment)
        self._prefill()
        for part in (self.map, self.feels, self.earlier, self.hinders, self.note):
            part.changed.connect(self.look_again)
        self.look_again()
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self._escape)
        fit(self, 880, 664)

    # --- what it is made of -------------------------------------------------------------------------------------------

    def _make_parts(self, look: Theme) -> None:
        self.now = PainScale(lambda _number: self.look_again(), is_last=False)
        self.worst = PainScale(lambda _number: self.look_again(), is_last=False)
        worse = _("It was worse earlier today")
        self._worse = Chips([("worse", worse, worse)], look)
        self._worse.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.was_worse = self._worse.buttons["worse"]
        self.was_worse.toggled.connect(self._toggle_worst)
        self.map = BodyMap(look)
        self.map.setFixedSize(self.map.sizeHint())
        self._where = label("", Type.SMALL, tone="soft")
        self.feels = AnyOf(_("How does it feel?"), pain_words.FEELS, look)
        self.earlier = AnyOf(_("What came before it?"), pain_words.EARLIER, look)
        self.hinders = AnyOf(_("Did it keep you from something?"), pain_words.HINDERS, look)
        self.note = Note(self._old.note if self._old is not None else "")
        # Safety words.
        self._follows = box("warm", label(_("After this, a few questions about warning signs follow.")), margin=theme.M)
        self._refused = box("danger", margin=theme.M)
        self._refused_words = label("", bold=True)
        self._refused_hint = label("")
        self._asked = Asked(self._go_back)
        self._hint = label("", Type.SMALL, tone="soft")
        self._save = button(_("Save") if self._old is None else _("Keep the correction"), self.save, "primary")
        self._close = button(_("Close"), self._escape)
        self._back = button(_("Take it back"), self.ask_to_take_back, "quiet")
        self._back.setHidden(self._take_back is None)

    def _lay_out(self, moment: str) -> None:
        told_worst = self._old is not None and self._old.when is When.WORST
        now = _("The worst of the day, 0 to 10") if told_worst else _("Pain right now, 0 to 10")
        self._now_part = ScalePart(now, self.now, beside=self._worse)
        self._worst_part = ScalePart(_("The worst of the day, 0 to 10"), self.worst, named=True)
        self._worst_part.hide()
        self._worse.setHidden(self._old is not None)
        about = label(moment, tone="soft")
        about.setHidden(not moment)
        self._page = page(
            label(self._title, Type.TITLE),
            about,
            self._now_part,
            self._worst_part,
            self._details(),
            spacing=theme.M,
        )
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.setSpacing(theme.S)
        whole.addWidget(self._page, 1)
        refused = self._refused.layout()
        assert refused is not None
        refused.addWidget(self._refused_words)
        refused.addWidget(self._refused_hint)
        self._buttons = QWidget()
        line = row(self._back, self._hint, self._close, self._save)
        line.setContentsMargins(theme.S, 0, theme.S, 0)
        self._buttons.setLayout(line)
        for part in (self._follows, self._refused, self._asked):
            part.hide()
            whole.addWidget(part)
        whole.addWidget(self._buttons)
        for number in self.now.buttons:
            number.installEventFilter(self)

    def _details(self) -> QWidget:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(theme.XS)
        left.addWidget(label(_("Where is it?"), bold=True))
        left.addWidget(self.map)
        left.addWidget(self._where)
        left.addStretch(1)
        right.setSpacing(theme.M)
        for part in (self.feels, self.earlier, self.hinders, self.note):
            right.addWidget(part)
        right.addStretch(1)
        self._where.setFixedWidth(self.map.width())
        made = QWidget()
        laid = QHBoxLayout(made)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setSpacing(theme.L)
        laid.addLayout(left)
        laid.addLayout(right, 1)
        return made

    def _prefill(self) -> None:
        old = self._old
        if old is None:
            return
        self.now.choose(old.score)
        self.map.choose(old.where)
        self.feels.choose(old.feels)
        self.earlier.choose(old.earlier)
        self.hinders.choose(old.hinders)

    # --- what was told ------------------------------------------------------------------------------------------------

    @property
    def entries(self) -> tuple[PainEntry, ...]:
        """What is told so far: the worst of the day where it was told, and the number of the moment with the rest."""
        now, worst = self.now.value, self.worst.value if self.was_worse.isChecked() else None
        number = worst if now is None else now
        if number is None:
            return ()
        main = replace(
            self._old or PainEntry(number, When.WORST if now is None else When.NOW),
            score=number,
            where=self.map.spots,
            feels=self.feels.chosen,
            earlier=self.earlier.chosen,
            hinders=self.hinders.chosen,
            note=self.note.words,
        )
        is_more = now is not None and worst is not None and worst > now
        return (PainEntry(worst, When.WORST), main) if is_more and worst is not None else (main,)

    @property
    def _problem(self) -> str:
        """Why it can't be kept as it stands; nothing where it can."""
        now, worst = self.now.value, self.worst.value
        if self.note.is_too_long:
            return _("The note is too long.")
        if self.was_worse.isChecked() and now is not None and worst is not None and worst < now:
            return _("The worst of the day is not less than now.")
        return ""

    def look_again(self) -> None:
        """Say what follows, and what is still to be done."""
        entries, problem = self.entries, self._problem
        self._follows.setVisible(self._leads_on(entries))
        self._save.setEnabled(bool(entries) and not problem)
        stays = _("Your answer stays in the diary on this computer.")
        enough = _("A number is enough. The rest may be left out.")
        self._hint.setText(problem or (stays if entries else enough))
        self._save.setAccessibleDescription(self._hint.text() if problem or not entries else "")
        names = [str(pain_words.SPOTS[spot]) for spot in self.map.spots]
        self._where.setText("  ·  ".join(names) or _("You can choose several places."))

    def _leads_on(self, entries: tuple[PainEntry, ...]) -> bool:
        """Whether questions follow. It is not asked for each letter of the note: to answer it the diary is read."""
        told = tuple(replace(each, note="") for each in entries)
        if told != self._asked_of:
            self._asked_of, self._follow = told, any(self._asks(each) for each in told)
        return self._follow

    def _toggle_worst(self, on: bool) -> None:
        self._worst_part.setVisible(on)
        self.look_again()

    # --- keeping it ---------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Have it kept; what is on the disk already is not kept twice."""
        if self._done or not self._save.isEnabled():
            return
        entries = self.entries
        follows = any(self._asks(entry) for entry in entries)  # before they count as earlier ones
        for entry in entries[len(self._kept) :]:
            if not self._keep(entry):
                self._refuse(_("What you told could not be kept. It still stands here."))
                return
            self._kept.append(entry)
            self._worst_part.setEnabled(False)  # a worst that is kept already stays as it is
            self.was_worse.setEnabled(False)
        self._end(_("Kept"), at_once=follows)
        self.kept.emit(entries)

    def ask_to_take_back(self) -> None:
        """Ask whether the entry is to count no longer."""
        words = _("Shall this entry no longer count?")
        self._ask(words, _("Take it back"), _("Keep it"), self._take_it_back)

    def _take_it_back(self) -> None:
        self._go_back()
        if self._take_back is None:
            return
        if not self._take_back():
            self._refuse(_("This could not be kept. The entry still counts."))
            return
        self._end(_("Taken back"), at_once=False)
        self.taken_back.emit()

    def _refuse(self, words: str) -> None:
        self._refused_words.setText(words)
        self._refused_hint.setText(_("Make room on the disk, or see that its folder can be written to, and try again."))
        self._refused.show()
        self._follows.hide()  # there is little room on a small screen
        self._save.setText(_("Try again"))
        self._save.setAccessibleName(self._save.text())
        announce(self, words)

    def _end(self, words: str, *, at_once: bool) -> None:
        """Say that it is done, and close: at once where something else follows."""
        self._done = True
        for part in (self._refused, self._asked, self._follows, self._buttons):
            part.hide()
        self._page.setEnabled(False)
        announce(self, words)
        if at_once:
            self.close()
            return
        done = box("accent", label(f"✓  {words}", Type.LARGE, tone="accent", bold=True), margin=theme.M)
        laid = self.layout()
        assert laid is not None
        laid.addWidget(done)
        done.show()
        self._closing.start()

    # --- closing it ---------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """A note that was typed is not lost without a question; asked once, closing again is the answer."""
        if self._done or self._leaving or not self.note.is_touched:
            super().closeEvent(event)
            self._tell_of_part()
            return
        event.ignore()
        self._leaving = True
        words = _("Your note is not kept yet.")
        self._ask(words, _("Close without it"), _("Go on writing"), self.close)

    def _tell_of_part(self) -> None:
        """What is on the disk is told even where the rest never got there: something may follow from it."""
        if self._kept and not self._done:
            self._done = True
            self.kept.emit(tuple(self._kept))

    def _escape(self) -> None:
        """Close; or, where a question stands, go back from it."""
        if self._asked.isVisible():
            self._go_back()
        else:
            self.close()

    def _ask(self, words: str, yes: str, no: str, then: Callable[[], object]) -> None:
        self._buttons.hide()
        self._asked.ask(words, yes, no, then)

    def _go_back(self) -> None:
        self._leaving = False
        self._asked.hide()
        self._buttons.show()
        (self.note.letters if self.note.is_touched else self._close).setFocus()

    # --- by keyboard --------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._now_part.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses the number wherever the keyboard is; a note takes its digits itself."""
        if self._done:
            return
        if event.text().isdecimal() and self.now.takes(event):
            self._page.ensureWidgetVisible(self.now)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on the number that is chosen already keeps it: a digit and Enter are enough."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
            if is_enter and self.now.value is not None and watched is self.now.buttons[self.now.value]:
                self.save()
                return True
        return super().eventFilter(watched, event)
