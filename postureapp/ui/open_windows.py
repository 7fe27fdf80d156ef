"""Which of our windows are open: each is kept alive while it is, and forgotten when it closes.

It opens none itself and knows nothing of what is in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QPixmapCache
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from postureapp.figure.memo import forget_all
from postureapp.runtime.memory import give_back

if TYPE_CHECKING:
    from postureapp.ui.first_run import FirstRun
    from postureapp.ui.home_window import HomeWindow
    from postureapp.ui.moves_window import MovesWindow
    from postureapp.ui.notice_card import NoticeCard
    from postureapp.ui.question_card import RemindLessCard
    from postureapp.ui.settings_window import SettingsWindow
    from postureapp.ui.stretch_window import StretchWindow

TIDY_AFTER_MS = 300  # after a window has gone, so that it has gone with all its children
_PLACES = (
    "home", "settings", "first_run", "stretch", "moves", "booking", "triage", "questions", "check_in", "report",
    "return_card", "question_card", "notice",
)  # fmt: skip


class OpenWindows(QObject):
    """The windows that are open, each in a place of its own. `is_playing`: a stretch runs in its window.

    `gone` comes when one has closed.
    """

    gone = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.home: HomeWindow | None = None
        self.settings: SettingsWindow | None = None
        self.first_run: FirstRun | None = None
        self.stretch: StretchWindow | None = None
        self.moves: MovesWindow | None = None
        self.booking: QWidget | None = None
        self.triage: QWidget | None = None
        self.questions: QWidget | None = None
        self.check_in: QWidget | None = None
        self.report: QWidget | None = None
        self.return_card: QWidget | None = None
        self.question_card: RemindLessCard | None = None
        self.notice: NoticeCard | None = None
        self.is_playing = False
        self.is_closing = False
        self._tidying = QTimer(self)
        self._tidying.setSingleShot(True)
        self._tidying.setInterval(TIDY_AFTER_MS)
        self._tidying.timeout.connect(self._tidy)

    def keep(self, place: str, window: QWidget) -> None:
        """Keep a window in a place until it is gone."""
        setattr(self, place, window)

        def forget() -> None:
            if not isValid(self):
                return
            if getattr(self, place) is window:
                setattr(self, place, None)
            self._tidying.start()
            self.gone.emit()

        window.destroyed.connect(forget)

    def close_all(self) -> None:
        """Close every window, and let none follow."""
        self.is_closing = True
        for place in _PLACES:
            close(getattr(self, place))

    def _tidy(self) -> None:
        if not self.is_playing:  # never a stutter; when that window closes it is done as well
            QPixmapCache.clear()  # what styled controls were drawn from; Qt would keep up to 10 MiB of it
            forget_all()
            forget_letters()
            give_back()


def forget_letters() -> None:
    """Free the fonts of windows that have gone, and the letters that were drawn from them.

    WORKAROUND: Qt 6.11 keeps them for as long as the app runs (QFontCache), and each letter, small as it is, keeps a
    whole page of memory from being given back: 1.5 to 2 MiB after all windows. It has no call for that, but it forgets
    them when the families for a script are set. Those for emoji are set to what they are, so that nothing else changes.
    May go when Qt forgets the fonts that nothing uses.
    """
    QFontDatabase.setApplicationEmojiFontFamilies(QFontDatabase.applicationEmojiFontFamilies())


def raised(window: QWidget | None) -> bool:
    """Bring a window to the front, also one that is minimised; False where there is none to bring."""
    if window is None or not window.isVisible():
        return False
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    return True


def close(window: QWidget | None) -> None:
    """Close a window, if there is one."""
    if window is not None:
        window.close()
