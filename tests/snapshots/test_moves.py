"""Every move looks as it did when somebody last looked at it and kept the picture."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.snapshots.comparing import compare, difference_picture, one_above_the_other
from tests.snapshots.strips import EXPECTED, HEIGHT, WIDTH, expected_path, strip, strips

STRIPS = strips()
SHOWN = Path(__file__).resolve().parents[2] / "build" / "snapshots"
RENEW = "if it should look like this now: python3 dev.py sheet --accept"
MOST_KIB = 1500


def check(name: str, got: QImage, folder: Path) -> None:
    """Compare picture by picture; leave expected, got and difference in the folder where one differs."""
    expected = QImage(str(expected_path(name)))
    assert not expected.isNull(), f"there is no picture of {name} yet; {RENEW}"
    shown = folder / f"{name}.png"
    if expected.size() != got.size():
        _show([expected, got], shown)
        raise AssertionError(f"{name} has another size; {shown} shows from above: expected, got; {RENEW}")
    wrong = []
    for n in range(got.width() // WIDTH):
        found = compare(*(image.copy(n * WIDTH, 0, WIDTH, HEIGHT) for image in (expected, got)))
        if not found.passes:
            wrong.append(f"picture {n + 1} (mean {found.mean:.2f}, {found.strong} pixels)")
    if wrong:
        _show([expected, got, difference_picture(expected, got)], shown)
        told = f"{name} looks different in {', '.join(wrong)}; {shown} shows from above: expected, got, difference"
        raise AssertionError(f"{told}; {RENEW}")


def _show(images: list[QImage], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    one_above_the_other(images).save(str(path))


@pytest.mark.parametrize("name", list(STRIPS))
def test_it_looks_as_it_did(name: str, qapp: QApplication) -> None:
    check(name, strip(STRIPS[name]), SHOWN)


def test_every_kept_picture_is_of_something() -> None:
    assert {path.stem for path in EXPECTED.glob("*.png")} <= set(STRIPS)


def test_the_kept_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in EXPECTED.glob("*.png")) < MOST_KIB * 1024


def test_a_difference_is_told_and_shown(tmp_path: Path, qapp: QApplication) -> None:
    first, second = list(STRIPS)[:2]
    with pytest.raises(AssertionError, match="expected, got, difference") as told:
        check(first, strip(STRIPS[second]), tmp_path)
    shown = QImage(str(tmp_path / f"{first}.png"))
    assert str(tmp_path / f"{first}.png") in str(told.value)
    assert shown.height() > 3 * HEIGHT
    assert compare(shown.copy(0, 0, WIDTH, HEIGHT), QImage(str(expected_path(first))).copy(0, 0, WIDTH, HEIGHT)).passes
