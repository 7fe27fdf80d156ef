"""Gives memory back to the system after a window has gone, for the app lives for days and a window for minutes.

It must never be called while something moves: it takes some hundredths of a second.
"""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back() -> None:
    """Free what nobody refers to any more, and hand free memory back to the system.

    WORKAROUND: glibc keeps what was freed below anything still in use (malloc_trim(3)); after a stretch that is 2 to 3
    MiB of pictures. It may go when Qt or Python do it by themselves. Other C libraries give back by their own rules.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(ctypes.c_size_t(0))
