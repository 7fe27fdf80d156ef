"""One program at a time, run along with the app: ended before the next begins, ended when it hangs, never left behind.

Nobody waits for it, no shell reads its words, and what it is given to say is in no log.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer

from postureapp.core.text import Text, text
from postureapp.platforms.processes import ending_with_us, own_environment

ENDED_WITHIN_MS = 1000

Ended = Callable[[Text], None]


class Program(QObject):
    """Runs commands, each in place of the one before.

    `ended` is called when a command ends by itself: with nothing when all went well, else with what went wrong. A
    command that is replaced or ended by us tells nothing.
    """

    def __init__(self, ended: Ended, environ: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._ended = ended
        self._environ = own_environment(os.environ if environ is None else environ)
        self._process: QProcess | None = None
        self._name = self.output = ""
        self._keeps_output = False
        self._overdue = QTimer(self)
        self._overdue.setSingleShot(True)
        self._overdue.timeout.connect(self._hangs)

    @property
    def is_running(self) -> bool:
        """Whether a command runs now."""
        return self._process is not None

    def run(
        self, command: Sequence[str], within_s: float | None, words: str | None = None, *, keep_output: bool = False
    ) -> None:
        """Run a command that has to end within some seconds (None: any time); `words` go to its standard input."""
        self.end()
        self._name, self.output, self._keeps_output = Path(command[0]).name, "", keep_output
        program, *arguments = ending_with_us(command, self._environ)
        self._process = process = QProcess(self)
        process.setProcessEnvironment(_environment(self._environ))
        process.setStandardErrorFile(QProcess.nullDevice())
        if not keep_output:
            process.setStandardOutputFile(QProcess.nullDevice())
        if words is None:
            process.setStandardInputFile(QProcess.nullDevice())
        # Our own methods only: a lambda would hold us, and its process, as our child, would end us with itself.
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        process.setProgram(program)
        process.setArguments(arguments)
        if within_s is not None:
            self._overdue.start(round(within_s * 1000))
        process.start()
        if words is not None and self._process is process:
            process.write(words.encode())
            process.closeWriteChannel()

    def end(self) -> None:
        """End what runs, at once and without a word. May be called twice."""
        self._overdue.stop()
        process, self._process = self._process, None
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(ENDED_WITHIN_MS)
            process.deleteLater()

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if self._process is not None and self._keeps_output:
            self.output = bytes(self._process.readAllStandardOutput().data()).decode(errors="replace")
        if status is QProcess.ExitStatus.CrashExit:
            self._tell(text("{program} ended unexpectedly.", program=self._name))
        elif code:
            self._tell(text("{program} ended with code {code}.", program=self._name, code=code))
        else:
            self._tell(Text(""))

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # every other failure comes as an end too
            self._tell(text("{program} could not be started.", program=self._name))

    def _hangs(self) -> None:
        self._tell(text("{program} did not end in time.", program=self._name))

    def _tell(self, problem: Text) -> None:
        self.end()
        self._ended(problem)


def _environment(environ: Mapping[str, str]) -> QProcessEnvironment:
    made = QProcessEnvironment()
    for name, value in environ.items():
        made.insert(name, value)
    return made
