"""The person's settings while the app runs: read, followed when the file is saved elsewhere, and changed one at a time.

What does not fit is told and the value of before holds; nothing a person wrote is lost. It knows no window.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from postureapp.core.errors import EnvironmentProblem, PostureError
from postureapp.core.policy import Effective, Layers, merge
from postureapp.core.settings import Settings, Value
from postureapp.core.text import text
from postureapp.storage import settings_file
from postureapp.storage.settings_file import SettingsFile

RELOAD_AFTER_MS = 300  # editors write a file in steps

Tell = Callable[[PostureError], None]


class Preferences(QObject):
    """The SettingsStore port. Thread: the Qt thread.

    `changed` is called when the file was saved elsewhere and says something new, `mended` when it can be read again.
    """

    def __init__(self, file: SettingsFile, tell: Tell) -> None:
        super().__init__()
        self._file, self._tell = file, tell
        self._watcher: QFileSystemWatcher | None = None
        self._effective: Effective | None = None
        self.changed: Callable[[Settings], None] = lambda _settings: None
        self.mended: Callable[[str], None] = lambda _path: None
        self.settings, problems = file.load()
        for problem in problems:
            tell(EnvironmentProblem(problem))

    def effective(self) -> Effective:
        """The settings that hold, and where each comes from."""
        if self._effective is None:  # a page of settings asks for each of them
            found, _problems = merge(Layers(person=settings_file.table_of(self._file.path)))
            # While the file can't be read, the settings of before hold.
            self._effective = found if found.settings == self.settings else Effective(self.settings)
        return self._effective

    def set_value(self, key: str, value: Value | None) -> Settings:
        """Keep a value in the person's file, or take theirs back; gives all settings as they are then.

        Raises: ValueError with a sentence; EnvironmentProblem.
        """
        self._file.set_value(key, value)
        self._effective = None
        self.settings = settings_file.read_only(self._file.path)[0]
        return self.settings

    # --- a file that is saved elsewhere -------------------------------------------------------------------------------

    def watch(self) -> None:
        """A saved file holds at once."""
        self._reload = QTimer(self)
        self._reload.setSingleShot(True)
        self._reload.setInterval(RELOAD_AFTER_MS)
        self._reload.timeout.connect(self._read_again)
        path = self._file.path
        self._watcher = watcher = QFileSystemWatcher([str(path), str(path.parent)], self)
        watcher.fileChanged.connect(lambda _path: self._reload.start())
        watcher.directoryChanged.connect(lambda _path: self._reload.start())

    def stop(self) -> None:
        """Follow the file no more."""
        if self._watcher is not None:
            self._reload.stop()
            self._watcher.deleteLater()
            self._watcher = None

    def _read_again(self) -> None:
        path, self._effective = self._file.path, None
        if self._watcher is not None and str(path) not in self._watcher.files() and path.exists():
            self._watcher.addPath(str(path))  # an editor that renames a new file into place ends the watch on the old
        try:
            settings, problems = settings_file.read_only(path)
        except EnvironmentProblem as problem:
            hint = text("Until it is put right, the settings of before hold.")  # the person may be in the middle of it
            self._tell(EnvironmentProblem(str(problem), hint=hint))
            return
        self.mended(str(path))
        for told in problems:
            self._tell(EnvironmentProblem(told))
        if settings != self.settings:
            self.settings = settings
            self.changed(settings)
