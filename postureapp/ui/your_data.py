"""What the page “Your data” works with: the files of the person, and the diary as the app has it open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from postureapp.storage import forget
from postureapp.storage.diary_import import take_in
from postureapp.storage.export import exporting
from postureapp.storage.folders import Folders
from postureapp.storage.forget import Range
from postureapp.ui.data_page import DataWires
from postureapp.ui.shelf import Shelf


def data_wires(
    places: Folders,
    shelf: Shelf,
    *,
    open_folder: Callable[[Path], str],
    erase: Callable[[], tuple[str, ...]],
    leave: Callable[[], None],
    changed: Callable[[], None],
) -> DataWires:
    """The wires; `changed` is told after the diary was."""

    def days(first: date, last: date) -> Range:
        return forget.days(first, last, shelf.clock.now().zone)

    def today() -> date:
        return shelf.clock.now().local.date()

    def forgotten(first: date, last: date) -> int:
        gone = forget.forget(places.diary, days(first, last))
        changed()
        return gone

    def taken(path: Path) -> tuple[int, int]:
        found = take_in(path, places.diary)
        changed()
        return found.new, found.known

    def export(path: Path) -> Iterator[float]:
        return exporting(places, path, shelf.clock.now().local, replace=True)  # the dialog has asked

    return DataWires(
        places=places,
        open_folder=open_folder,
        export=export,
        today=today,
        count=lambda first, last: forget.count(places.diary, days(first, last)),
        forget=forgotten,
        take_in=taken,
        erase=erase,
        leave=leave,
    )
