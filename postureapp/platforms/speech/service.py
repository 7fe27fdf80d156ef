"""A speech-dispatcher of our own, for a session in which none runs: our child, on a socket that nobody else sees.

A shared one, started as its own clients start it, would outlive us: without a sound device it hangs and never ends.
This one ends when we stop it, however it is, and when we are killed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, text
from postureapp.platforms.program import Program

LONELY_S = 5  # it ends by itself when nobody has been connected for so long


class OwnService(QObject):
    """Starts the service and tells when it can be connected to. `ended` is told when it ends by itself."""

    def __init__(
        self, program: str, ready: Callable[[], None], ended: Callable[[Text], None], environ: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._program, self._ready, self._environ = program, ready, environ
        self._ended = ended
        self._running = Program(self._on_end, environ)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._watcher: QFileSystemWatcher | None = None

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._running.is_running

    @property
    def socket(self) -> Path | None:
        """Where it listens; None while it does not run."""
        return Path(self._folder.name) / "s" if self._folder is not None else None

    def start(self) -> None:
        """Start it.

        Raises: EnvironmentProblem where no folder for its socket can be made.
        """
        self.stop()
        try:
            folder = self._environ.get("XDG_RUNTIME_DIR")
            self._folder = tempfile.TemporaryDirectory(
                prefix="postureapp-speech-",
                dir=folder if folder and Path(folder).is_dir() else None,
                ignore_cleanup_errors=True,
            )
        except OSError as error:
            problem = text("No throw-away folder could be made: {reason}.", reason=error.strerror or "")
            raise EnvironmentProblem(problem) from error
        self._watcher = QFileSystemWatcher([self._folder.name])
        self._watcher.directoryChanged.connect(self._look)
        self._running.run([self._program, *self._options(self._folder.name)], None)

    def stop(self) -> None:
        """End it, and take its files away. May be called twice."""
        self._running.end()
        self._watcher = None
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.cleanup()

    @staticmethod
    def _options(folder: str) -> list[str]:
        places = ["--socket-path", f"{folder}/s", "--pid-file", f"{folder}/p", "--log-dir", folder]
        return ["--run-single", "--communication-method", "unix_socket", *places, "--timeout", str(LONELY_S)]

    def _look(self) -> None:
        if self.socket is not None and self.socket.exists():
            self._watcher = None
            self._ready()

    def _on_end(self, problem: Text) -> None:
        self.stop()
        self._ended(problem or text("speech-dispatcher ended."))
