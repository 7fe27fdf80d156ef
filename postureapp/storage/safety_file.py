"""The safety answers in a file of their own, with a copy. What can't be trusted is unknown, which closes the gate.

Apart from settings and diary: erasing those, or breaking them, changes nothing here. No content of these files, however
mangled, may ever open the gate: each carries a checksum, and a change that can't be kept takes the old answers away.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from postureapp.core.errors import EnvironmentProblem
from postureapp.core.safety import Clearance, SafetyState
from postureapp.core.text import text
from postureapp.storage import atomic

_VERSION = 2


class _Clearance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Clearance as the file has it."""

    move: str
    clinician: str
    on: str


class _Answers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """SafetyState as the file has it: every key there, none besides."""

    answered: bool
    answered_utc: str
    pain_now: bool
    assessed: bool
    recent_injury: bool
    looked_at: bool
    something_different: bool
    conditions: tuple[str, ...]
    red_flags: tuple[str, ...]
    region: str
    clearances: tuple[_Clearance | str, ...]  # version 1 had names of moves only, of which none counts


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    version: int
    safety: _Answers
    sha256: str


class FileSafetyStore:
    """Keeps the safety answers in `path` and in `path.copy`. `tell` is told of a file that could not be read."""

    def __init__(self, path: Path, tell: Callable[[EnvironmentProblem], None]) -> None:
        self._path = path
        self._copy = path.with_name(f"{path.name}.copy")
        self._tell = tell

    def load(self) -> SafetyState:
        """The answers as kept; unknown where there are none or they can't be read."""
        there = [path for path in (self._path, self._copy) if os.path.lexists(path)]
        broken: list[Path] = []
        for path in there:
            found = _read(path)
            if found is not None:
                self._mend(broken, found)
                return found
            broken.append(path)
        if broken:
            self._mend(broken, None)
        return SafetyState()

    def save(self, safety: SafetyState) -> None:
        """Keep the answers, with a copy.

        The old copy goes first, so that it can never stand in for newer answers. Answers that can't be kept take the
        old ones with them: the next start asks again.

        Raises: EnvironmentProblem.
        """
        content = _encode(safety)
        try:
            _remove(self._copy)
            atomic.write(self._path, content)
            atomic.write(self._copy, content)
        except EnvironmentProblem as problem:
            with contextlib.suppress(EnvironmentProblem):
                _remove(self._path)
            raise EnvironmentProblem(
                problem.title, text("The safety answers could not be kept; they will be asked again."), problem.hint
            ) from problem

    def _mend(self, broken: list[Path], found: SafetyState | None) -> None:
        for path in broken:
            try:
                kept = atomic.set_aside(path)
            except EnvironmentProblem as problem:
                self._tell(problem)
                continue
            message = (
                text("Its copy is used.")
                if found
                else text("Stretches are off until the short safety questions are answered again.")
            )
            title = text("The safety answers in {file} can't be read.", file=str(path))
            hint = text("The file was set aside as {name}.", name=kept.name)
            self._tell(EnvironmentProblem(title, message, hint))
        if found and broken:
            with contextlib.suppress(EnvironmentProblem):
                atomic.write(self._path, _encode(found))


def _encode(safety: SafetyState) -> bytes:
    answers = msgspec.convert(safety, _Answers, from_attributes=True)
    return msgspec.json.format(msgspec.json.encode(_File(_VERSION, answers, _checksum(answers))), indent=1) + b"\n"


def _checksum(answers: _Answers) -> str:
    return hashlib.sha256(msgspec.json.encode(answers)).hexdigest()


def _read(path: Path) -> SafetyState | None:
    """The answers of one file; None where they can't be trusted."""
    try:
        file = msgspec.json.decode(path.read_bytes(), type=_File)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    if file.version not in (1, _VERSION) or file.sha256 != _checksum(file.safety):
        return None
    named = (each for each in file.safety.clearances if isinstance(each, _Clearance))
    cleared = tuple(Clearance(each.move, each.clinician, each.on) for each in named)
    return SafetyState(**msgspec.structs.asdict(file.safety) | {"clearances": cleared})


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise atomic.problem_of(error, path) from error
