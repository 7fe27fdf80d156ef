"""Compiles the catalogues of the languages while a wheel is built: what the app reads is not in the repository.

Run by hatchling alone, with Babel beside it; nothing else of the app is needed or installed then.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Puts a compiled catalogue beside each written one."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before the files of the wheel are gathered."""
        sys.path.insert(0, self.root)
        try:
            from postureapp.devtools import po_files
        finally:
            sys.path.remove(self.root)
        po_files.compile_all(po_files.LANGUAGES, Path(self.root) / "resources" / "locale")
