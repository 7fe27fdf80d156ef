"""What lies in the app's folders and is in no inventory: nothing, unless somebody else put it there."""

from __future__ import annotations

from pathlib import Path

from postureapp.storage.folders import Folders
from postureapp.storage.inventory import holdings


def unclaimed(places: Folders) -> list[Path]:
    """Files and folders that are none of the holdings."""
    folders = {places.config, places.data, places.state}
    own = folders | {each.path for each in holdings(places) if each.is_folder}
    own |= {file for each in holdings(places) for file in each.files()}
    return sorted(each for folder in folders if folder.is_dir() for each in folder.iterdir() if each not in own)
