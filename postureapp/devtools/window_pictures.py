"""Every window with something to show, for the contact sheets and for the tests of windows, and how one is pictured.

Nothing here reads a diary, a setting or an answer: all that is shown is made up.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from postureapp.core.events import Reminder, Size
from postureapp.core.moves import Move
from postureapp.core.safety import Gate, Reason, SafetyState
from postureapp.core.selection import choose
from postureapp.core.settings import PlayerSize, Settings
from postureapp.core.text import Text, ntext, text
from postureapp.devtools.back_pictures import back_windows
from postureapp.devtools.booking_pictures import booking_windows
from postureapp.devtools.check_in_pictures import check_in_windows
from postureapp.devtools.first_run_pictures import first_run_windows
from postureapp.devtools.history_pictures import history_windows
from postureapp.devtools.home_pictures import a_check_in, a_reminder, home_windows
from postureapp.devtools.moves_pictures import moves_windows
from postureapp.devtools.report_pictures import report_windows
from postureapp.devtools.settings_pictures import settings_windows
from postureapp.storage.content import load_moves, load_safety
from postureapp.ui.notice_card import NoticeCard
from postureapp.ui.pain_scale import PainScale
from postureapp.ui.question_card import RemindLessCard
from postureapp.ui.reminder_card import ReminderCard
from postureapp.ui.return_card import ReturnCard
from postureapp.ui.safety_dialog import SafetyDialog
from postureapp.ui.scenes import Scene, move_scenes, scenes_for
from postureapp.ui.stretch_window import StretchWindow, Wires, Wishes
from postureapp.ui.theme import Theme
from postureapp.ui.tray import Tray, TrayStatus
from postureapp.ui.triage_window import TriageWindow

Maker = Callable[[Theme], QWidget]
SMALL_SCREEN = QSize(853, 440)  # what 1280 x 720 at 150 % leaves for a window


class Pseudo(gettext.NullTranslations):
    """A language that is four tenths longer than English, to find what gets cut off.

    The made-up language of `storage.locale` finds what can't be translated; its sentences are hardly longer.
    """

    def gettext(self, message: str) -> str:
        """The message, longer."""
        if not message:
            return message
        return f"[{message}{' ñö' * max(round(len(message) * 0.4 / 3), 1)}]"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The message for a number, longer."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def windows() -> Iterator[tuple[str, Maker]]:
    """Every window with something to show."""
    moves, rules = load_moves()[0], load_safety()[0]
    yield from _stretch_windows(moves)
    yield from _cards()
    yield from moves_windows()
    yield from first_run_windows()
    yield from home_windows()
    yield from history_windows()
    yield from back_windows()
    yield from report_windows()
    yield from settings_windows()
    yield from check_in_windows()
    yield from booking_windows()

    def questions(
        until: int,
        *,
        pain: bool = False,
        flag: bool = False,
        seen: bool = True,
        moves: bool = True,
        refused: str = "",
    ) -> Maker:
        def make(look: Theme) -> QWidget:
            dialog = SafetyDialog(
                rules, lambda _state: refused, look, may_stretch=lambda _state: moves, kept=SafetyState()
            )
            _answer(dialog, until, pain=pain, flag=flag, seen=seen)
            return dialog

        return make

    yield "triage", lambda look: TriageWindow(rules, lambda _red_flags: None, look)
    yield "safety-1", questions(0)
    yield "safety-2", questions(1, pain=True)
    yield "safety-3", questions(2)
    yield "safety-end", questions(3)
    full = str(text("The disk is full: {file} could not be written.", file="safety.json"))
    yield "safety-end-not-kept", questions(3, refused=full)
    yield "safety-end-no-move", questions(3, moves=False)
    yield "safety-end-not-assessed", questions(3, pain=True, seen=False)
    yield "safety-advice", questions(1, flag=True)


def _answer(dialog: SafetyDialog, until: int, *, pain: bool, flag: bool, seen: bool) -> None:
    """Answer the questions as far as a page; with `flag` the first warning sign is ticked."""
    dialog.where.choose_first()
    dialog.soon.none.setChecked(True)
    if until > 0:
        first = next(iter(dialog.emergency.ticks.values()), dialog.emergency.none)
        (first if flag else dialog.emergency.none).setChecked(True)
        dialog.go_on()
    if until > 0 and not flag:
        dialog.pain.choose(pain)
        dialog.injury.choose(pain and seen)
        if pain:
            dialog.assessed.choose(seen)
    if until > 1:
        dialog.go_on()
    if until > 2:
        dialog.conditions.none.setChecked(True)
        dialog.go_on()


def _stretch_windows(moves: tuple[Move, ...]) -> Iterator[tuple[str, Maker]]:
    by_id = {move.id: move for move in moves}

    def player(
        scenes: list[Scene],
        seconds: float,
        stopped: str = "",
        size: PlayerSize = PlayerSize.LARGE,
        sounds: tuple[bool, bool] = (False, False),
    ) -> Maker:
        def make(look: Theme) -> QWidget:
            window = StretchWindow(
                scenes,
                lambda _move: True,
                lambda _ended: None,
                lambda _n: None,
                look,
                wishes=Wishes(size),
                wires=Wires(sounds=lambda: sounds),
            )
            window.advance(seconds)
            if stopped:
                window.stop(stopped)
            return window

        return make

    for move_id, half in (("neck-side", False), ("blade-squeeze", False), ("chair-extension", True)):
        if move_id in by_id:
            second = [(move, False) for move in choose(moves, "desk", (move_id,), Settings())]
            scenes = move_scenes([(by_id[move_id], half), *second])
            yield f"stretch-{move_id}", player(scenes, 9.0)
            yield f"small-{move_id}", player(scenes, 9.0, size=PlayerSize.SMALL, sounds=(True, False))
    if "wall-pushup" in by_id:
        up = move_scenes([(by_id["wall-pushup"], False)])
        yield "stretch-next", player(up, 4.0)
        yield "small-next", player(up, 4.0, size=PlayerSize.SMALL)
    yield "stand", player(scenes_for(Size.STAND, "desk"), 21.0)
    yield "nudge", player(scenes_for(Size.NUDGE, "desk"), 4.0)
    yield "nudge-phone", player(scenes_for(Size.NUDGE, "phone"), 4.0)
    yield "sit", player(scenes_for(Size.NUDGE, "standing"), 4.0)
    yield "stopped", player(scenes_for(Size.NUDGE, "desk"), 1.0, str(Gate(Reason.UNKNOWN).why))
    if moves:
        yield "felt", player(move_scenes([(moves[0], False)]), 900.0)
        two = move_scenes([(each, False) for each in moves[:2]])
        yield "before", lambda look: _asked_before(two, look)
        yield "felt-which", lambda look: _asked_before(two, look, (2, 6))


def _asked_before(scenes: list[Scene], look: Theme, told: tuple[int, int] | None = None) -> QWidget:
    """A stretch while it hurts: the question before it, or `told` how it was before and after."""
    window = StretchWindow(
        scenes, lambda _move: True, lambda _ended: None, lambda _n: None, look, wishes=Wishes(asks_before=True)
    )
    if told is not None:
        before, after = told
        _scale(window).choose(before)
        for _move in scenes:  # each may wait for being ready
            window.advance(900.0)
        _scale(window).choose(after)
    return window


def _scale(window: StretchWindow) -> PainScale:
    """The numbers that are asked for last."""
    return window.findChildren(PainScale)[-1]


def _cards() -> Iterator[tuple[str, Maker]]:
    sat = ntext("You have been sitting for {n} minute.", "You have been sitting for {n} minutes.", 32)

    def reminder(size: Size, cause: str, body: Text) -> Maker:
        shown = Reminder(1, cause, size, sat, body)
        return lambda look: ReminderCard(shown, lambda *_answer: None, look)

    yield "card-stretch", reminder(Size.STRETCH, "desk", text("Roll your shoulders?"))
    yield "card-stand", reminder(Size.STAND, "desk", text("Five minutes on your feet would be good now."))
    yield "card-nudge", reminder(Size.NUDGE, "desk", text("Sit tall for a moment?"))
    yield "card-phone", reminder(Size.NUDGE, "phone", text("Bring the phone up to your eyes?"))
    yield "card-tip", reminder(Size.TIP, "backpack", text("Carry a light backpack on both shoulders."))
    yield "card-check-in", lambda look: ReminderCard(a_check_in(), lambda *_answer: None, look)
    yield "card-return", lambda look: ReturnCard(420.0, lambda _answer: None, look)
    yield "card-question", lambda look: RemindLessCard(lambda _less: None, look)
    yield (
        "card-notice",
        lambda look: NoticeCard(str(text("The safety answers could not be kept; they will be asked again.")), look),
    )
    yield "tray-menu", lambda look: _menu(TrayStatus(text("Next: stretch in {n} min", n=12), 0.6, on_phone=True), look)
    waits = TrayStatus(text("On the screen now: {what}", what=text("a stretch")), 1.0, waits=a_reminder())
    yield "tray-menu-reminder", lambda look: _menu(waits, look)


def _menu(status: TrayStatus, look: Theme) -> QWidget:
    tray = Tray(lambda: status, look)
    tray.menu.aboutToShow.emit()
    tray.menu.setProperty("tray", tray)  # the menu keeps the tray while its picture is taken
    return tray.menu


def picture(window: QWidget, ratio: float, room: QSize | None = None) -> QImage:
    """A window as a picture, at once or twice the size; `room` is the most it may take."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    if isinstance(window, QMenu):
        window.resize(window.sizeHint())
    if room is not None:
        window.resize(window.size().boundedTo(room))
    window.show()
    for _turn in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
    shot = QPixmap(window.size() * ratio)
    shot.setDevicePixelRatio(ratio)
    shot.fill(Qt.GlobalColor.transparent)
    window.render(shot, QPoint(0, 0))
    return shot.toImage()
