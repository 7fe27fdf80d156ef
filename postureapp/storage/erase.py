"""Deletes everything the app keeps, so that a start after it is a first start.

It goes by the inventory and touches nothing else. It never stops half-way: what can't be deleted is told, and the rest
goes. That the safety answers are gone means that they are unknown, which closes the gate.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from postureapp.storage import atomic
from postureapp.storage.folders import Folders
from postureapp.storage.inventory import holdings


def erase(places: Folders) -> tuple[str, ...]:
    """Delete every file of the inventory, and the folders that are empty then; nobody may be writing to them.

    Gives a sentence for each file that could not be deleted.
    """
    left = []
    for holding in holdings(places):
        for path in holding.files():
            try:
                _remove(path, with_target=path == holding.path)
            except OSError as error:
                left.append(str(atomic.problem_of(error, path)))
        if holding.is_folder:
            _leave(holding.path)
    for folder in (places.state, places.data, places.config):
        with contextlib.suppress(OSError):
            atomic.sync_folder(folder)
        _leave(folder)
    return tuple(left)


def _remove(path: Path, *, with_target: bool) -> None:
    """Delete a file; of a link `with_target` also the file it leads to, for that is where the app wrote."""
    target = Path(os.path.realpath(path))
    if with_target and path.is_symlink() and target.is_file():
        for ending in ("-wal", "-shm", ""):  # what SQLite keeps beside the file itself
            target.with_name(target.name + ending).unlink(missing_ok=True)
    path.unlink()


def _leave(folder: Path) -> None:
    """Remove a folder that is empty; what others put there stays, and the folder with it."""
    with contextlib.suppress(OSError):
        folder.rmdir()
