"""What may stand in a cell of a table for a spreadsheet: text that it would run as a formula is made plain.

Source: OWASP, "CSV Injection".
"""

from __future__ import annotations

from typing import TypeVar

Cell = TypeVar("Cell")

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_cell(cell: Cell) -> Cell | str:
    """A value as it may stand in a cell: text that begins a formula, with or without blanks before it, with a quote."""
    if isinstance(cell, str) and (cell.startswith(_BEGINS_A_FORMULA) or cell.lstrip().startswith(_BEGINS_A_FORMULA)):
        return f"'{cell}"
    return cell
