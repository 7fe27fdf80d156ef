"""House rules that no linter knows: a pattern, where it may not stand, and the reason given to whoever meets it."""

import ast
import re
from dataclasses import dataclass

import pytest

from tests.arch.repository import matching, read, syntax

CODE = ("postureapp/*.py", "dev.py", "packaging/*", "tests/*.py", ".ci/*")


@dataclass(frozen=True)
class Rule:
    """What may not stand in the files that match `where`, but for those that match `but`."""

    name: str
    pattern: str
    reason: str
    where: tuple[str, ...] = ("postureapp/*.py",)
    but: tuple[str, ...] = ()


RULES = [
    Rule(
        "unfinished",
        r"\b(TO[D]O|FIX[M]E|X[X]X)\b",
        "finish it, or write it down where work is planned",
        where=CODE,
    ),
    Rule(
        "broad_except",
        r"^\s*except\s*(:|.*\b(Base)?Exception\b)",
        "turn foreign exceptions into core.errors at the edge, by name; only the driver and the excepthook catch all",
        but=("postureapp/runtime/driver.py", "postureapp/runtime/excepthook.py", "postureapp/app.py"),
    ),
    Rule(
        "print",
        r"(?<![\w.])print\(",
        "a tray app has no one reading its output: log it, or tell the person in a window",
        but=("postureapp/cli.py", "postureapp/devtools/*"),
    ),
    Rule(
        "shell",
        r"\bshell=True|\bos\.system\(|\bos\.popen\(",
        "commands are lists of words: a shell would read what others wrote",
        where=CODE,
    ),
    Rule(
        "files_in_core",
        r"(?<![\w.])(?<!def )(open|input|eval|exec)\(",
        "core does no input or output and runs no text: content is passed in",
        where=("postureapp/core/*.py", "postureapp/ports.py"),
    ),
    Rule(
        "stock_scheduler",
        r"apscheduler\.schedulers\.qt",
        "APScheduler's QtScheduler leaks timers under PySide6; ours is in runtime.schedule",
        where=CODE,
    ),
    Rule(
        "every_widget",
        r"\b(topLevelWidgets|allWidgets)\(",
        "PySide then loads every class of widget, 2 MiB for as long as the app runs: keep a list of our own",
    ),
    Rule(
        "colour",
        r"#[0-9a-fA-F]{6}\b|\bQColor\(\s*\d",
        "a colour of its own is followed by no theme and checked by no contrast test: take one of the tokens",
        where=("postureapp/ui/*.py",),
        but=("postureapp/ui/tokens.py", "postureapp/ui/icons.py"),
    ),
    Rule(
        "size_of_text",
        r"\bsetP(oint|ixel)SizeF?\(|font-size",
        "there are five sizes of text: theme.font(Type.…); only a ring makes its words smaller until they fit",
        where=("postureapp/ui/*.py",),
        but=("postureapp/ui/tokens.py", "postureapp/ui/clock_ring.py"),
    ),
    Rule(
        "spacing",
        r"\b(set(Horizontal|Vertical)?Spacing|setContentsMargins|addSpacing)\((.*,)?\s*([2-9]|\d{2,})\s*[,)]"
        r"|\b(spacing|margin)=([2-9]|\d{2,})\b",
        "distances are those of the one scale: theme.XXS to theme.XL",
        where=("postureapp/ui/*.py",),
    ),
    Rule(
        "sleep",
        r"\btime\.sleep\(|\bqWait\(",
        "nobody sleeps in a unit test: move the fake clock",
        where=("tests/unit/*.py", "tests/scenario/*.py", "tests/contract/*.py"),
    ),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule_is_kept(rule: Rule) -> None:
    exempt = {*matching(*rule.but)} if rule.but else set()
    found = [
        f"{path}:{number}: {line.strip()}"
        for path in matching(*rule.where)
        if path not in exempt
        for number, line in enumerate((read(path) or "").splitlines(), 1)
        if re.search(rule.pattern, line)
    ]
    assert not found, f"{rule.reason}\n" + "\n".join(found)


def test_files_are_named_after_what_they_hold() -> None:
    empty_words = re.compile(r"(^|_)(utils?|misc|common|helpers?|managers?)(_|$)")
    found = [path for path in matching("postureapp/*.py") if any(map(empty_words.search, path.with_suffix("").parts))]
    assert not found, f"name the file after the thing in it: {found}"


@pytest.mark.parametrize("path", matching("postureapp/*.py", "tests/*.py", "dev.py"), ids=str)
def test_module_says_why_it_exists(path) -> None:
    module = syntax(path)
    assert not module.body or ast.get_docstring(module), (
        f"{path} needs a docstring: why it exists, what it must never do"
    )
