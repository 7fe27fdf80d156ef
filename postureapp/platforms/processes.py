"""What a program that we start must find in its environment. No program is started here."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping


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
