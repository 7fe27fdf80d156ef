"""The log of an error says where and what kind, and never a value that a person told."""

from __future__ import annotations

import logging
import sys

import pytest

from postureapp.runtime.process import _WithoutValues

TOLD = "zwiebelkuchen"


def written(error: BaseException) -> str:
    """What the log has of it."""
    try:
        raise error
    except BaseException:  # noqa: BLE001 - whatever it is
        told = sys.exc_info()
    record = logging.LogRecord("postureapp", logging.CRITICAL, __file__, 1, "An error of ours", None, told)
    return _WithoutValues("%(message)s").format(record)


@pytest.mark.parametrize("error", [ValueError(TOLD), KeyError(TOLD), AssertionError(TOLD), LookupError({"note": TOLD})])
def test_the_words_of_an_error_that_may_hold_a_value_are_left_out(error: BaseException) -> None:
    log = written(error)
    assert TOLD not in log
    assert f"builtins.{type(error).__name__}" in log
    assert "test_process.py" in log
    assert "in written" in log


def test_words_that_hold_none_help() -> None:
    assert "no attribute 'bodies'" in written(AttributeError("'Window' object has no attribute 'bodies'"))


def test_nor_those_of_the_errors_that_led_to_it() -> None:
    first = ValueError(TOLD)
    second = KeyError("plain")
    second.__cause__ = first
    third = TypeError("wrong type")
    third.__context__ = second
    log = written(third)
    assert TOLD not in log
    assert log.index("ValueError") < log.index("KeyError") < log.index("TypeError: wrong type")
