"""What holds for every control that a screen reader is told of, wherever the tree of controls comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

# What a control can do in words that a screen reader says; the same words for Qt's roles and those of AT-SPI.
FOR_KEYS = frozenset(
    {
        "button",
        "check box",
        "radio button",
        "combo box",
        "spin button",
        "slider",
        "entry",
        "tab list",
        "tab",
        "list",
        "list item",
        "table",
        "cell",
        "header",
        "image",
        "chart",
        "label",  # words that can be marked and copied
        "group",
        "menu",
        "menu item",
        "link",
    }
)
ACTED_ON = frozenset({"button", "check box", "radio button", "combo box", "spin button", "slider", "entry"})
MANY_ALIKE = frozenset({"list item", "cell", "header", "tab", "label"})  # told by their place among the others


@dataclass(frozen=True, slots=True)
class Told:
    """One control as it is told, with those inside it. `labelled`: words on the screen are told as its name."""

    role: str
    name: str
    description: str = ""
    states: frozenset[str] = frozenset()
    labelled: bool = False
    inside: tuple[Told, ...] = field(default=())

    def all(self) -> Iterator[Told]:
        """It and all inside it, in the order in which they are told."""
        yield self
        for each in self.inside:
            yield from each.all()


def faults(window: Told) -> list[str]:
    """All that a screen reader would tell wrongly, or not at all, of what a window shows."""
    nodes = [node for node in window.all() if "showing" in node.states]
    found = [] if window.name else ["the window has no name"]
    if window.role not in {"window", "dialog", "notification"}:
        found.append(f"the window is told as {window.role}")
    for node in nodes:
        found += [f"{_words(node)}: {fault}" for fault in _of(node)]
    return found + list(_doubles(nodes))


def _of(node: Told) -> Iterator[str]:
    """What is wrong with one control."""
    takes_keys = "focusable" in node.states
    if takes_keys and node.role not in FOR_KEYS:
        yield "takes the keyboard in a role that does not fit"
    if (takes_keys or node.role in ACTED_ON) and not node.name:
        yield "has no name"
    if node.name and node.name.strip() != node.name:
        yield "has blanks around its name"
    if "&" in node.name.replace(" & ", ""):
        yield "has the mark of a key in its name"
    if node.role == "combo box" and not (node.labelled or node.description):
        yield "tells what is chosen, and not of what"
    if node.role in {"image", "chart"} and not (node.name and (node.description or not takes_keys)):
        yield "is a picture without words"
    if node.role in {"check box", "radio button"} and "checkable" not in node.states:
        yield "does not tell whether it is checked"
    if node.role == "table" and not any(each.role == "header" and each.name for each in node.all()):
        yield "is a table without headers"


def _doubles(nodes: Iterable[Told]) -> Iterator[str]:
    """Controls that can't be told from each other."""
    same: dict[tuple[str, str, str], int] = defaultdict(int)
    for node in nodes:
        if node.role in ACTED_ON | {"image", "chart", "table"}:
            same[node.role, node.name, node.description] += 1
    yield from (f"{count} times {role} “{name}” ({more})" for (role, name, more), count in same.items() if count > 1)


def _words(node: Told) -> str:
    return f"{node.role} “{node.name}”"
