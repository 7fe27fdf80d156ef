"""What was shown as kept is kept, whenever the process is killed. A sample; `dev.py bench` does it 500 times."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.helpers.killing import kill_while_writing


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_no_entry_is_lost_and_no_diary_broken_by_a_kill(tmp_path: Path) -> None:
    assert kill_while_writing(tmp_path / "diary.sqlite3", 12) == []
