"""A microphone in use, as PulseAudio or PipeWire tells it.

`pactl subscribe` runs along and says when a recording begins or ends; only then is the list of recordings read. It must
never record, nor take a volume meter or a recording of what the loudspeakers play for a call.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer

from postureapp.core.events import Busy
from postureapp.core.text import Text, text
from postureapp.platforms.busy.microphone_alsa import AlsaMicrophoneBusySource
from postureapp.platforms.processes import ending_with_us
from postureapp.platforms.restarts import Restarts
from postureapp.ports import BusySource

log = logging.getLogger(__name__)

SETTLED_MS = 300  # a call opens and closes several recordings while it starts
RESTART_S = (5, 30, 120)
LISTED_WITHIN_MS = 5000
LONGEST_NAME = 60
ENDED_WITHIN_MS = 1000
IN_USE = frozenset({Busy.MICROPHONE})


@dataclass(frozen=True, slots=True)
class Recording:
    """A source output of the sound server, as far as it matters here."""

    source: str
    is_corked: bool
    is_of_program: bool
    is_meter: bool
    process_id: str
    program: str = ""


def select_microphone(environ: Mapping[str, str]) -> BusySource | Text:
    """The way to notice recordings in this session, or why there is none."""
    pactl = shutil.which("pactl", path=environ.get("PATH"))
    if pactl and _has_sound_server(environ):
        return PulseMicrophoneBusySource(pactl, environ)
    if Path("/dev/snd").is_dir():
        return AlsaMicrophoneBusySource()
    if not pactl and _has_sound_server(environ):
        return text("The program pactl is missing (package pulseaudio-utils).")
    return text("There is no sound server and no sound card.")


class PulseMicrophoneBusySource(QObject):
    """Whether a program records from a microphone."""

    name = "microphone"

    def __init__(self, pactl: str, environ: Mapping[str, str]) -> None:
        super().__init__()
        self._command = ending_with_us((pactl,), environ)
        self._environment = QProcessEnvironment()
        for name, value in {**environ, "LC_ALL": "C"}.items():  # the words of pactl are translated otherwise
            self._environment.insert(name, value)
        self._listener: Callable[[frozenset[Busy]], None] | None = None
        self._told: frozenset[Busy] = frozenset()
        self._recordings: list[Recording] = []
        self._news: QProcess | None = None
        self._listing: QProcess | None = None
        self._list_again = False
        self._settled = _single_shot(self, self._list)
        self._overdue = _single_shot(self, self._give_up_listing)
        self._restarts = Restarts(self._subscribe)

    def start(self, listener: Callable[[frozenset[Busy]], None]) -> None:
        """Begin to tell the listener."""
        self.stop()
        self._listener = listener
        self._subscribe()

    def programs(self) -> dict[Busy, tuple[str, ...]]:
        """What the programs that record call themselves."""
        names = tuple(dict.fromkeys(found.program for found in self._recordings if found.program))
        return {Busy.MICROPHONE: names} if names and self._told else {}

    def stop(self) -> None:
        """End, with what runs along. May be called twice."""
        self._listener, self._told = None, frozenset()
        self._restarts.stop()
        self._end_all()

    # --- what runs along ----------------------------------------------------------------------------------------------

    def _subscribe(self) -> None:
        self._restarts.begun()
        self._settled.start(SETTLED_MS)
        self._news = self._process("subscribe", self._sound_server_lost)
        self._news.readyReadStandardOutput.connect(self._read_news)
        self._news.start()

    def _process(self, what: str, ended: Callable[[], None]) -> QProcess:
        process = QProcess(self)
        process.setProcessEnvironment(self._environment)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(ended)
        # Our own methods only: a lambda would hold us, and its process, as our child, would end us with itself.
        process.errorOccurred.connect(self._process_failed)
        program, *arguments = *self._command, *what.split()
        process.setProgram(program)
        process.setArguments(arguments)
        return process

    def _process_failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # every other failure comes as an end too
            self._sound_server_lost()

    def _read_news(self) -> None:
        while self._news is not None and self._news.canReadLine():
            if b" on source-output " in self._news.readLine().data():
                self._settled.start(SETTLED_MS)

    def _sound_server_lost(self) -> None:
        """Its news ended, or it does not list: nobody knows of a call any more, so none holds a reminder back."""
        self._end_all()
        self._tell(False)
        if not self._restarts.ended(RESTART_S):
            log.warning("The sound server does not answer: a microphone in use is no longer noticed.")

    def _end_all(self) -> None:
        self._list_again = False
        self._settled.stop()
        self._overdue.stop()
        for process in (self._news, self._listing):
            if process is not None:
                _end(process)
        self._news = self._listing = None

    # --- the recordings -----------------------------------------------------------------------------------------------

    def _list(self) -> None:
        if self._listing is not None:
            self._list_again = True
        else:
            self._run_listing("source-outputs", self._listed)

    def _run_listing(self, what: str, listed: Callable[[], None]) -> None:
        self._overdue.start(LISTED_WITHIN_MS)
        self._listing = self._process(f"list {what}", listed)
        self._listing.start()

    def _give_up_listing(self) -> None:
        log.info("The sound server did not list its recordings in time.")
        self._sound_server_lost()

    def _listed(self) -> None:
        raw = self._take_listing()
        if raw is None:
            return
        own = str(os.getpid())
        self._recordings = [
            found
            for found in parse_recordings(raw)
            if found.is_of_program and not (found.is_corked or found.is_meter or found.process_id == own)
        ]
        if self._recordings:
            self._run_listing("short sources", self._sources_listed)
        else:
            self._listing_done(False)

    def _sources_listed(self) -> None:
        raw = self._take_listing()
        if raw is not None:
            monitors = parse_monitors(raw)
            self._recordings = [found for found in self._recordings if found.source not in monitors]
            self._listing_done(bool(self._recordings))

    def _listing_done(self, in_use: bool) -> None:
        again, self._list_again = self._list_again, False
        self._tell(in_use)
        if again and self._listener is not None:
            self._list()

    def _take_listing(self) -> str | None:
        """What the listing said; None when it failed, and the sound server counts as lost."""
        self._overdue.stop()
        process, self._listing = self._listing, None
        if process is None:
            return None
        process.deleteLater()
        if process.error() is not QProcess.ProcessError.UnknownError or process.exitCode() != 0:
            self._sound_server_lost()
            return None
        return bytes(process.readAllStandardOutput().data()).decode(errors="replace")

    def _tell(self, in_use: bool) -> None:
        kinds = IN_USE if in_use else frozenset()
        if kinds != self._told and self._listener is not None:
            self._told = kinds
            self._listener(kinds)


def parse_recordings(listing: str) -> list[Recording]:
    """The recordings in the output of `pactl list source-outputs` (LC_ALL=C; every version has this form)."""
    found = []
    for block in re.split(r"^Source Output #", listing, flags=re.MULTILINE)[1:]:
        fields = dict(re.findall(r"^\t([\w ]+): (.*)$", block, flags=re.MULTILINE))
        properties = dict(re.findall(r'^\t\t([\w.-]+) = "(.*)"$', block, flags=re.MULTILINE))
        is_meter = (
            fields.get("Resample method") == "peaks"
            or properties.get("resample.peaks") == "true"
            or properties.get("media.name") == "Peak detect"
        )
        found.append(
            Recording(
                source=fields.get("Source", ""),
                is_corked=fields.get("Corked") == "yes",
                is_of_program=fields.get("Client", "n/a") != "n/a",  # else a module of the server: echo cancelling
                is_meter=is_meter,
                process_id=properties.get("application.process.id", ""),
                program=properties.get("application.name", "").replace('\\"', '"')[:LONGEST_NAME],
            )
        )
    return found


def parse_monitors(listing: str) -> frozenset[str]:
    """Numbers of the sources that only carry what is played, in the output of `pactl list short sources`."""
    rows = (line.split("\t") for line in listing.splitlines())
    return frozenset(row[0] for row in rows if len(row) > 1 and row[1].endswith(".monitor"))


def _has_sound_server(environ: Mapping[str, str]) -> bool:
    """Whether a sound server listens. Asking pactl instead could start one."""
    if environ.get("PULSE_SERVER"):
        return True
    folders = (environ.get("PULSE_RUNTIME_PATH"), f"{environ.get('XDG_RUNTIME_DIR', '')}/pulse")
    return any(folder and (Path(folder) / "native").exists() for folder in folders)


def _single_shot(owner: QObject, then: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(then)
    return timer


def _end(process: QProcess) -> None:
    process.blockSignals(True)
    process.kill()
    process.waitForFinished(ENDED_WITHIN_MS)
    process.deleteLater()
