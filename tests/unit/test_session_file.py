"""The snapshot of the session: it comes back whole or not at all, and never keeps the app from starting."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from postureapp.core.events import Busy, Clocks, Size
from postureapp.storage import session_file


@dataclass(frozen=True, slots=True)
class Snapshot:
    """As rich as a session is."""

    clocks: Clocks = Clocks()
    size: Size | None = None
    busy: frozenset[Busy] = frozenset()
    until: datetime | None = None
    pauses: tuple[tuple[float, float], ...] = ()
    words: dict[str, int] = field(default_factory=dict)


FULL = Snapshot(
    Clocks(1.5, 2.25, 3.0),
    Size.STAND,
    frozenset({Busy.CAMERA, Busy.VIDEO}),
    datetime(2026, 3, 9, tzinfo=UTC),
    ((1.0, 2.0), (3.5, 4.0)),
    {"a": 1},
)


def test_it_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    for value in (Snapshot(), FULL):
        session_file.save(path, value)
        assert session_file.load(path, Snapshot) == value


def test_without_a_file_there_is_none(tmp_path: Path) -> None:
    assert session_file.load(tmp_path / "session.json", Snapshot) is None
    assert session_file.load(tmp_path / "nowhere" / "session.json", Snapshot) is None
    assert session_file.load(tmp_path, Snapshot) is None


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"clocks": 5}', b'{"size": "huge"}', b"\xff", b"[" * 100_000])
def test_what_can_t_be_read_is_set_aside(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "session.json"
    path.write_bytes(damage)
    assert session_file.load(path, Snapshot) is None
    assert not path.exists()
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [damage]


def test_read_only_mappings_are_kept(tmp_path: Path) -> None:
    session_file.save(tmp_path / "x", MappingProxyType({"a": MappingProxyType({"b": 1})}))
    assert session_file.load(tmp_path / "x", dict[str, Any]) == {"a": {"b": 1}}
    with pytest.raises(NotImplementedError, match="can't hold object"):
        session_file.save(tmp_path / "x", object())
