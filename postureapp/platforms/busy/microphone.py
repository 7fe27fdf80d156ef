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

from PySide6.QtCore import QElapsedTimer, QObject, QProcess, QProcessEnvironment, QTimer

from postureapp.core.events import Busy
from postureapp.core.text import Text, text
from postureapp.platforms.busy.microphone_alsa import AlsaMicrophoneBusySource
from postureapp.ports import BusySource

log = logging.getLogger(__name__)

SETTLED_MS = 300  # a call opens and closes several recordings while it starts
RESTART_S = (5, 30, 120)
LIVED_LONG_MS = 60_000  # after this, an end is a new trouble and not the old one again
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
        self._pactl = pactl
        self._environment = QProcessEnvironment()
        for name, value in {**environ, "LC_ALL": "C"}.items():  # the words of pactl are translated otherwise
            self._environment.insert(name, value)
        self._listener: Callable[[frozenset[Busy]], None] | None = None
        self._told: frozenset[Busy] = frozenset()
        self._restarts = 0
        self._age = QElapsedTimer()
        self._recordings: list[Recording] = []
        self._news: QProcess | None = None
        self._listing: QProcess | None = None
        self._settled = _single_shot(self, self._list)
        self._restart = _single_shot(self, self._subscribe)

    def start(self, listener: Callable[[frozenset[Busy]], None]) -> None:
        """Begin to tell the listener."""
        self.stop()
        self._listener, self._restarts = listener, 0
        self._subscribe()

    def stop(self) -> None:
        """End, with what runs along. May be called twice."""
        self._listener, self._told = None, frozenset()
        self._settled.stop()
        self._restart.stop()
        for process in (self._news, self._listing):
            if process is not None:
                _end(process)
        self._news = self._listing = None

    # --- what runs along ----------------------------------------------------------------------------------------------

    def _subscribe(self) -> None:
        self._age.start()
        self._news = self._run("subscribe", self._news_ended)
        self._news.readyReadStandardOutput.connect(self._read_news)
        self._settled.start(SETTLED_MS)

    def _run(self, what: str, ended: Callable[[], None]) -> QProcess:
        process = QProcess(self)
        process.setProcessEnvironment(self._environment)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.finished.connect(ended)
        process.errorOccurred.connect(ended)
        process.start(self._pactl, what.split())
        return process

    def _read_news(self) -> None:
        while self._news is not None and self._news.canReadLine():
            if b" on source-output " in self._news.readLine().data():
                self._settled.start(SETTLED_MS)

    def _news_ended(self) -> None:
        if self._news is None:
            return
        self._news.deleteLater()
        self._news = None
        self._settled.stop()
        self._tell(False)
        if self._age.elapsed() > LIVED_LONG_MS:
            self._restarts = 0
        if self._restarts < len(RESTART_S):
            self._restart.start(RESTART_S[self._restarts] * 1000)
            self._restarts += 1
        else:
            log.warning("The sound server does not answer: a microphone in use is no longer noticed.")

    # --- the recordings -----------------------------------------------------------------------------------------------

    def _list(self) -> None:
        if self._listing is not None:  # still at it: once more when it is done
            self._settled.start(SETTLED_MS)
        else:
            self._listing = self._run("list source-outputs", self._listed)

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
            self._listing = self._run("list short sources", self._sources_listed)
        else:
            self._tell(False)

    def _sources_listed(self) -> None:
        raw = self._take_listing()
        if raw is not None:
            monitors = parse_monitors(raw)
            self._tell(any(found.source not in monitors for found in self._recordings))

    def _take_listing(self) -> str | None:
        """What the listing said; None when it failed, and what was known stays."""
        process, self._listing = self._listing, None
        if process is None:
            return None
        process.deleteLater()
        if process.error() is not QProcess.ProcessError.UnknownError or process.exitCode() != 0:
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
