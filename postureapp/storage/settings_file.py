"""The settings file: TOML that a person may edit, and that the app changes one line at a time.

What the person wrote stays as it is: comments, order and line endings. A broken file is set aside, never overwritten.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from postureapp.core import setting_values
from postureapp.core import settings as declared
from postureapp.core.errors import EnvironmentProblem
from postureapp.core.hours import WEEKDAYS, WeekHours
from postureapp.core.settings import Declaration, Settings, Value
from postureapp.core.text import _, listed, text
from postureapp.storage import atomic
from postureapp.storage.toml_edit import edited, removed
from postureapp.storage.toml_file import FileProblem, TomlFile, Unreadable, line_of, read


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """The settings file of a person."""

    path: Path

    def load(self) -> tuple[Settings, tuple[str, ...]]:
        """The settings, and a sentence for each thing that is wrong; what does not fit keeps its default.

        A missing file is written. A file that is no TOML is set aside and written anew: while the app runs
        and the person may be in the middle of editing it, use `read_only`.
        """
        try:
            file = read(self.path)
        except Unreadable as unreadable:
            if unreadable.missing:
                return Settings(), self._write_defaults()
            if not unreadable.broken:
                return Settings(), (str(unreadable.problem),)
            return Settings(), self._begin_anew(unreadable.problem)
        settings, problems = setting_values.parse(file.table)
        return settings, tuple(_sentence(file, problem) for problem in problems)

    def set_value(self, key: str, value: Value | None) -> None:
        """Change one setting in the file, as if the person had typed it; None takes the person's own back.

        Raises: ValueError with a sentence (no such setting, or a value that does not fit); EnvironmentProblem.
        """
        found = [(each, default) for _name, each, default in declared.declarations() if each.key == key]
        if not found:
            raise ValueError(str(text('there is no setting "{key}"', key=key)))
        default = setting_values.as_written(found[0][1])
        written = None if value is None else setting_values.as_written(value)
        if written is not None:
            setting_values.read_value(*found[0], written)
        try:
            source = read(self.path).source
        except Unreadable as unreadable:
            if not unreadable.missing:
                raise EnvironmentProblem(str(unreadable.problem), hint=text("Put it right, then try again.")) from None
            source = default_source()
        changed = _changed(source, key, written, default)
        if changed is None:
            raise EnvironmentProblem(
                text('"{key}" could not be changed in {file}.', key=key, file=str(self.path)),
                hint=text("Please change it there by hand."),
            )
        atomic.write(self.path, changed.encode())

    def _write_defaults(self) -> tuple[str, ...]:
        try:
            atomic.write(self.path, default_source().encode())
        except EnvironmentProblem as problem:
            return (str(problem),)
        return ()

    def _begin_anew(self, problem: FileProblem) -> tuple[str, ...]:
        try:
            kept = atomic.set_aside(self.path)
        except EnvironmentProblem as stuck:
            return (str(problem), str(stuck))
        told = text(
            "{problem} It was set aside as {name}, and the defaults hold.", problem=str(problem), name=kept.name
        )
        return (str(told), *self._write_defaults())


def _changed(source: str, key: str, written: Any, default: Any) -> str | None:
    """The source with the value, or without one; hours have a line for each day, or are one list for all."""
    if not isinstance(default, dict):
        return removed(source, key, default) if written is None else edited(source, key, written)
    changed: str | None = source
    if not isinstance(_value(source, key), dict):
        changed = removed(source, key, default[WEEKDAYS[0]])
    elif written is None:
        for day in WEEKDAYS:
            changed = removed(changed, f"{key}.{day}", default[day]) if changed is not None else None
    for day in WEEKDAYS if written is not None else ():
        changed = edited(changed, f"{key}.{day}", written[day]) if changed is not None else None
    return changed


def _value(source: str, key: str) -> Any:
    found: Any = tomllib.loads(source)
    for name in key.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def read_only(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """The settings of a file that is not the app's own: it is never written, moved or made.

    Raises: EnvironmentProblem where it can't be read or is no TOML.
    """
    try:
        file = read(path)
    except Unreadable as unreadable:
        raise EnvironmentProblem(str(unreadable.problem)) from unreadable
    settings, problems = setting_values.parse(file.table)
    return settings, tuple(_sentence(file, problem) for problem in problems)


def table_of(path: Path) -> Mapping[str, Any]:
    """What the person wrote, as a table; empty where there is nothing that can be read."""
    try:
        return read(path).table
    except Unreadable:
        return {}


def _sentence(file: TomlFile, problem: setting_values.SettingProblem) -> str:
    line = line_of(file.source, problem.key)
    quoted = problem.reason.split('"')[1::2]
    lines = file.source.splitlines()
    for word in quoted[:1]:  # a range or a day deep in a table: the line that has it
        line = next((n for n in range(max(line, 1), len(lines) + 1) if word in lines[n - 1]), line)
    return str(FileProblem(str(file.path), line, problem.reason, problem.key))


# --- the file as it is first written ----------------------------------------------------------------------------------


def default_source() -> str:
    """The whole file with every setting in it, as a comment that shows its default."""
    lines = [
        "# " + _("Settings of PostureApp. To change one, take the # away in front of it and save: it holds at once."),
        "",
    ]
    tables: dict[str, list[str]] = {}
    for _name, declaration, default in declared.declarations():
        table, _dot, name = declaration.key.rpartition(".")
        if isinstance(default, WeekHours) and not table:
            table, name = declaration.key, ""
        tables.setdefault(table, []).extend(_commented(declaration, default, name))
    lines += tables.pop("", [])
    for table, body in tables.items():
        lines += [f"[{table}]", *body]
    return "\n".join(lines).rstrip() + "\n"


def _commented(declaration: Declaration, default: Any, name: str) -> Iterator[str]:
    yield f"# {declaration.label}"
    allowed = allowed_words(declaration, default)
    if allowed:
        yield f"# {allowed}"
    if name:
        yield f"#{name} = {shown(default)}"
    else:
        for day, ranges in zip(WEEKDAYS, default.days, strict=True):
            yield f"#{day} = {json.dumps([str(each) for each in ranges])}"
    yield ""


def allowed_words(declaration: Declaration, default: Any) -> str:
    """What a setting may be, in words; "" where its default says it."""
    if isinstance(default, bool):
        return _("true or false")
    if isinstance(default, int):
        return str(text("{low} to {high} {unit}", low=declaration.low, high=declaration.high, unit=declaration.unit))
    if isinstance(default, StrEnum):
        return str(text("one of: {words}", words=listed(choice.value for choice in type(default))))
    if declaration.choices:
        return str(text("any of: {words}", words=listed(declaration.choices)))
    if isinstance(default, tuple):
        return _('ids of moves, such as "neck-side"')
    if isinstance(default, str):
        return _('a code such as "fr_CA"; empty: that of the system')
    if isinstance(default, WeekHours):
        return _('ranges such as "08:00-12:00", "13:00-17:00"; they may run over midnight')
    return ""


def shown(value: Any) -> str:
    """A value as TOML writes it; hours only where they are the same each day."""
    if isinstance(value, WeekHours):
        return json.dumps([str(each) for each in value.days[0]])
    if isinstance(value, tuple):
        return json.dumps(list(value))
    return json.dumps(value, ensure_ascii=False)


def check(source: str) -> Settings:
    """The settings of a source that is known to be right.

    Raises: ValueError where it is not.
    """
    settings, problems = setting_values.parse(tomllib.loads(source))
    if problems:
        raise ValueError(problems[0].reason)
    return settings
