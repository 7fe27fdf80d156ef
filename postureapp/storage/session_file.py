"""A small snapshot of the session under way, so that an unclean end loses nothing.

It is a convenience: what can't be read is set aside and the session begins anew. It never keeps the app from starting.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from postureapp.core.errors import EnvironmentProblem
from postureapp.storage import atomic

_T = TypeVar("_T")


def save(path: Path, value: object, *, durable: bool = False) -> None:
    """Keep a value (a dataclass of plain values). A killed process loses nothing; `durable`: a power cut neither.

    Raises: EnvironmentProblem.
    """
    atomic.write(path, msgspec.json.encode(value, enc_hook=_plain), durable=durable)


def load(path: Path, kind: type[_T]) -> _T | None:
    """The value that was kept; None where there is none or it can't be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError:
        return None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        with contextlib.suppress(EnvironmentProblem):
            atomic.set_aside(path)
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise NotImplementedError(f"a session can't hold {type(value).__name__}")
