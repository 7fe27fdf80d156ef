"""What a program that we start must find in its environment, and how it ends with us. No program is started here."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence


def own_environment(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Our environment without what a frozen build put in for its own libraries, which would break other programs.

    Source: PyInstaller's manual, "LD_LIBRARY_PATH / LIBPATH considerations".
    """
    clean = dict(os.environ if environ is None else environ)
    original = clean.pop("LD_LIBRARY_PATH_ORIG", None)
    if original is not None:
        clean["LD_LIBRARY_PATH"] = original
    elif getattr(sys, "frozen", False):
        clean.pop("LD_LIBRARY_PATH", None)
    return clean


def ending_with_us(command: Sequence[str], environ: Mapping[str, str]) -> tuple[str, ...]:
    """The command by which a program ends even when we are killed, where the system has a way (util-linux)."""
    setpriv = shutil.which("setpriv", path=environ.get("PATH")) if sys.platform == "linux" else None
    return (setpriv, "--pdeathsig", "KILL", *command) if setpriv else tuple(command)
