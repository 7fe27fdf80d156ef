"""Keeps two libraries from loading what the app never uses: together 16 MiB, more than all the rest of the app at rest.

Both are work-arounds, and both do nothing where the library has changed: the app then runs as well, only heavier. It
must never leave anything behind that another import could stumble over.
"""

from __future__ import annotations

import contextlib
import importlib
import inspect
import linecache
import sys
from collections.abc import Iterator
from types import ModuleType


def skip_source_scan() -> None:
    """Import PySide6 without its search for `from __feature__ import` in the source of every module that is loaded.

    WORKAROUND: PySide6 6.11 (shibokensupport/feature.py, `_mod_uses_pyside`) calls inspect.getsource for each module
    imported after it, and linecache keeps all those sources: 8 MiB and 0.1 s. No module of ours uses such a feature,
    and "none" is its own answer for a module without source. May go when PySide6 asks without keeping the lines.
    """
    importlib.import_module("PySide6.QtCore")
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = lambda _module: False
    linecache.clearcache()


@contextlib.contextmanager
def without_unused_parts() -> Iterator[None]:
    """Import APScheduler within this block and it gets stand-ins for what we don't use of it.

    WORKAROUND: APScheduler 3.11 imports asyncio and with it ssl (for one function), multiprocessing (for a pool of
    threads that an own executor replaces) and importlib.metadata and with it email (for its version and for plug-ins by
    name): 8 MiB and 0.05 s. May go when it imports them where it uses them. What is loaded already is left alone.
    """
    stand_ins: dict[str, dict[str, object]] = {
        "asyncio": {"iscoroutinefunction": inspect.iscoroutinefunction},
        "importlib.metadata": {
            "PackageNotFoundError": ImportError,
            "version": lambda _name: "3.11",
            "entry_points": lambda **_group: (),
        },
        "apscheduler.executors.pool": {"ThreadPoolExecutor": type("ThreadPoolExecutor", (), {})},
    }
    placed = []
    for name, contents in stand_ins.items():
        if name not in sys.modules:
            stand_in = ModuleType(name)
            vars(stand_in).update(contents)
            sys.modules[name] = stand_in
            placed.append(name)
    try:
        yield
    finally:
        for name in placed:
            del sys.modules[name]
