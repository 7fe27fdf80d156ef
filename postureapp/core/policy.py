"""Which value of a setting holds, and who said so: the organisation, the person, the clinic's plan or the default.

What an organisation may not set is left out and told; it never reaches anything of health. Nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from postureapp.core.setting_values import SettingProblem, parse_given, settings_with
from postureapp.core.settings import Owner, Settings, declarations
from postureapp.core.text import text


class Source(StrEnum):
    """Where the value of a setting comes from."""

    DEFAULT = "default"
    ORGANISATION = "organisation"
    CLINIC = "clinic"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Layers:
    """What each has given, as tables like those of the settings file. `locked` is the organisation's last word."""

    person: Mapping[str, Any] = field(default_factory=dict)
    clinic: Mapping[str, Any] = field(default_factory=dict)
    organisation: Mapping[str, Any] = field(default_factory=dict)
    locked: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effective:
    """The settings that hold, and by key where each comes from; `locked` are those the person can't change."""

    settings: Settings = Settings()
    sources: Mapping[str, Source] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()

    def source(self, key: str) -> Source:
        """Where the value of a setting comes from."""
        return self.sources.get(key, Source.DEFAULT)


def merge(layers: Layers) -> tuple[Effective, tuple[SettingProblem, ...]]:
    """What holds: a lock before the person's own, that before the clinic's plan, that before a recommended default.

    Merging what came out again changes nothing.
    """
    problems: list[SettingProblem] = []
    owners = {declaration.key: declaration.owner for _name, declaration, _default in declarations()}
    values: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    locked: frozenset[str] = frozenset()
    for table, source, may in (
        (layers.organisation, Source.ORGANISATION, (Owner.ORGANISATION, Owner.RECOMMENDED)),
        (layers.clinic, Source.CLINIC, tuple(Owner)),
        (layers.person, Source.PERSON, tuple(Owner)),
        (layers.locked, Source.ORGANISATION, (Owner.ORGANISATION,)),
    ):
        given, refused = parse_given(table)
        problems.extend(refused)
        allowed = {key: value for key, value in given.items() if owners[key] in may}
        problems.extend(_not_theirs(key) for key in given if key not in allowed)
        values |= allowed
        sources |= dict.fromkeys(allowed, source)
        locked = frozenset(allowed)  # in the end those of the last layer, which are the locks
    return Effective(settings_with(values), sources, locked), tuple(problems)


def _not_theirs(key: str) -> SettingProblem:
    return SettingProblem(key, str(text('"{key}" is not for an organisation to set', key=key)))
