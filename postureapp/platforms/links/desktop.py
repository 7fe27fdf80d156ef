"""Hands https and tel addresses to the desktop's own opener: xdg-open, open, or the Windows shell.

It must never open any other scheme, add anything to the address, or let a shell read it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import QObject, QSocketNotifier

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.text import Text, _, text
from postureapp.platforms.processes import own_environment

LONGEST_ADDRESS = 2000
TELEPHONE = re.compile(r"tel:\+?[0-9(][0-9().\-]{1,30}", re.IGNORECASE | re.ASCII)
OPENERS = {"linux": "xdg-open", "darwin": "open"}

Failed = Callable[[str, EnvironmentProblem], None]


class DesktopOpener:
    """Opens an address with whatever the person has chosen for it.

    `failed` is called, on the Qt thread, when the desktop's opener was started but found nothing to open it with.
    """

    name = "desktop"

    def __init__(self, failed: Failed | None = None, environ: Mapping[str, str] | None = None) -> None:
        self._failed = failed
        self._environ = environ if environ is not None else os.environ
        self._watches: set[_ExitWatch] = set()

    def note(self) -> Text:
        """What is missing here for links to open; empty when nothing is."""
        if sys.platform == "win32" or self._program():
            return Text("")
        return text("{program} is missing, so links and phone numbers can't be opened.", program=self._wanted())

    def open(self, address: str) -> None:
        """Open an https or tel address.

        Raises: ValueError for anything but a plain https or tel address; EnvironmentProblem where nothing opens it.
        """
        check(address)
        self._hand_over(address, _nothing_opens(address))

    def open_file(self, path: Path) -> None:
        """Open a file of the app's own, in whatever the person edits text with.

        Raises: EnvironmentProblem where nothing opens it.
        """
        self._hand_over(str(path), _no_editor(path))

    def _hand_over(self, target: str, problem: EnvironmentProblem) -> None:
        if sys.platform == "win32":
            _start_file(target, problem)
            return
        program = self._program()
        if not program:
            raise problem
        try:
            process = subprocess.Popen(
                [program, target],
                env=own_environment(self._environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as refused:
            raise problem from refused
        self._watch(process, target, problem)

    def _wanted(self) -> str:
        return OPENERS.get(sys.platform, "xdg-open")

    def _program(self) -> str | None:
        return shutil.which(self._wanted(), path=self._environ.get("PATH"))

    def _watch(self, process: subprocess.Popen[bytes], target: str, problem: EnvironmentProblem) -> None:
        def ended(code: int) -> None:
            self._watches.discard(watch)
            if code and self._failed:
                self._failed(target, problem)

        watch = _ExitWatch(process, ended)
        if watch.watching:
            self._watches.add(watch)


class _ExitWatch(QObject):
    """Tells the exit code of a process when it ends, without waiting and without ending it with us, as QProcess would.

    Where the system can't watch a process by a descriptor (macOS) nothing is told.
    """

    def __init__(self, process: subprocess.Popen[bytes], ended: Callable[[int], None]) -> None:
        super().__init__()
        self._process, self._ended = process, ended
        self._descriptor = -1
        try:
            self._descriptor = os.pidfd_open(process.pid)
        except (AttributeError, OSError):
            return
        self._notifier = QSocketNotifier(self._descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_end)

    @property
    def watching(self) -> bool:
        return self._descriptor >= 0

    def _on_end(self) -> None:
        self._notifier.setEnabled(False)
        os.close(self._descriptor)
        self._ended(self._process.wait())


def check(address: str) -> None:
    """Refuse what is not a plain https or tel address.

    Raises: ValueError with a sentence that says what is wrong.
    """
    if not address.isprintable() or re.search(r"[\s\\<>\"]", address) or len(address) > LONGEST_ADDRESS:
        raise ValueError(_("An address has no spaces, quotes or control characters, and at most 2000 characters."))
    scheme = address.partition(":")[0].lower()
    if scheme == "tel":
        if not TELEPHONE.fullmatch(address):
            raise ValueError(_("A phone address is tel: and a number, such as tel:+1-403-555-0100."))
        return
    if scheme != "https":
        raise ValueError(_("Only https and tel addresses are opened."))
    parts = urlsplit(address)  # raises ValueError itself for a broken host or port
    if not parts.hostname or parts.port == 0:
        raise ValueError(_("The address names no site."))
    if "@" in parts.netloc:
        raise ValueError(_("An address with a user name or password in it is not opened."))


def _start_file(target: str, problem: EnvironmentProblem) -> None:
    try:
        os.startfile(target)  # type: ignore[attr-defined, unused-ignore]
    except OSError as refused:
        raise problem from refused


def _no_editor(path: Path) -> EnvironmentProblem:
    return EnvironmentProblem(
        text("Nothing on this computer opens text files."),
        text("The file is {path}.", path=str(path)),
        text("Open it in a text editor."),
    )


def _nothing_opens(address: str) -> EnvironmentProblem:
    if address.lower().startswith("tel:"):
        return EnvironmentProblem(
            text("Nothing on this computer opens phone numbers."),
            text("The number is {number}.", number=address[4:]),
            text("You can copy it and call from your phone."),
        )
    return EnvironmentProblem(
        text("Nothing on this computer opens web pages."),
        text("The address is {address}.", address=address),
        text("You can copy it into a browser."),
    )
