"""The list of licences holds every part that is shipped, in the version that is pinned, with its words."""

from __future__ import annotations

import platform
import re

import pytest

from postureapp.devtools import licences as gathering
from postureapp.storage.licences import Licence, load_licences

PARTS = load_licences()


def test_every_package_that_is_shipped_is_in_it_in_the_pinned_version() -> None:
    listed = {gathering.normal(part.name): part.version for part in PARTS}
    pins = gathering.pins()
    wanted = {name: pins[name] for name in gathering.shipped()}
    told = "run python -m postureapp.devtools.licences"
    assert {name: listed.get(name) for name in wanted} == wanted, told
    assert {*listed} - {*wanted} == {"python", "qt"}, told
    assert listed["qt"] == pins["pyside6-essentials"]
    assert listed["python"] == platform.python_version()


def test_the_list_is_what_the_gathering_makes() -> None:
    assert {"pyside6-essentials", "shiboken6", "apscheduler", "tzdata", "msgspec"} <= {*gathering.shipped()}
    for part in PARTS:
        assert re.fullmatch(r"[A-Za-z0-9.+-]+", part.licence), part
        assert part.home.startswith("https://")


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_each_has_the_words_of_its_licence(part: Licence) -> None:
    words = part.words()
    assert len(words) > 500
    names = {"MIT": "permission", "LGPL-3.0-only": "GNU LESSER GENERAL PUBLIC LICENSE", "Apache-2.0": "Apache License"}
    assert names.get(part.licence, "").lower() in words.lower()
    if part.licence == "LGPL-3.0-only":
        assert "GNU GENERAL PUBLIC LICENSE" in words, "the LGPL adds to the GPL, which has to come with it"
