"""Writes how each language puts dates and times of day, from the tables of the CLDR that Babel has.

`python -m postureapp.devtools.date_tables` after a language or a pattern was added. The running app reads what is
written here, and needs neither Babel nor Qt for it; what English has stands in `core.date_tables`.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from babel import Locale

from postureapp.devtools.po_files import LANGUAGES, LOCALE

FILE = "dates.json"
ENGLISH = "en_CA"
# Our patterns by what CLDR calls them. Times of day go by 24 hours in every language, as in the fields where hours are
# typed and in the settings file: one way to put a time, the same wherever it is read.
_SKELETONS = {
    "day_and_month": "MMMd",
    "full_day": "MMMEd",
    "full_date": "yMMMd",
    "month_and_year": "yMMM",
}
_FIELD = re.compile(r"'([^']*)'|(([A-Za-z])\3*)|([^'A-Za-z]+)")
_NAMES = {"E": "weekday", "d": "d", "MMM": "month", "LLL": "month_alone", "MMMM": "month_long", "LLLL": "month_long"}
_NAMES |= {"M": "m", "L": "m", "y": "y", "H": "h24", "HH": "h24_2", "mm": "min_2"}


def of_language(code: str) -> dict[str, Any]:
    """The table of a language, as its file holds it."""
    locale = Locale.parse(code)
    skeletons = locale.datetime_skeletons
    plain = _pattern(skeletons["Hm"])
    short = _unbroken(plain)
    return {
        "clock": short,
        "hour": short if ":" in short else _unbroken(_pattern(skeletons["H"])),
        "weekday_clock": _broken(_pattern(skeletons["EHm"])).replace(_broken(plain), short),
        **{name: _pattern(skeletons[cldr]) for name, cldr in _SKELETONS.items()},
        "span": _spaced(_plain(locale.interval_formats[None])).replace("{0}", "{first}").replace("{1}", "{last}"),
        "weekdays": [_plain(locale.days["format"]["abbreviated"][n]) for n in range(7)],
        "weekdays_long": [_plain(locale.days["stand-alone"]["wide"][n]) for n in range(7)],
        "months": [_plain(locale.months["format"]["abbreviated"][n]) for n in range(1, 13)],
        "months_alone": [_plain(locale.months["stand-alone"]["abbreviated"][n]) for n in range(1, 13)],
    }


def _pattern(found: Any) -> str:
    """A pattern of the CLDR ("h:mm a") as one of Python ("{h12}:{min_2} {half}")."""
    made = []
    for quoted, field, _letter, plain in _FIELD.findall(str(getattr(found, "pattern", found))):
        if field:
            made.append(f"{{{_NAMES['E' if set(field) <= set('Ec') else field]}}}")
        else:
            made.append(quoted or plain)
    return _plain("".join(made))


def _spaced(span: str) -> str:
    """The ends of a span have spaces in them, so its dash has them too."""
    return span.replace("}\u2013{", "} \u2013 {")


def _unbroken(words: str) -> str:
    """A time of day stays on one line."""
    return words.replace(" ", "\u00a0")


def _broken(words: str) -> str:
    return words.replace("\u00a0", " ")


def _plain(words: str) -> str:
    """Words with the spaces that every typeface has: the narrow ones of the CLDR are missing from many."""
    return words.replace("\u202f", "\u00a0").replace("\u2009", " ")


def written(code: str) -> str:
    """The file of a language."""
    return json.dumps(of_language(LANGUAGES[code].in_cldr), ensure_ascii=False, indent=1) + "\n"


def path(code: str, locale: Path = LOCALE) -> Path:
    """Where the file of a language is."""
    return locale / code / FILE


def main() -> int:
    """Write the files of all languages, and print what English has."""
    for code in LANGUAGES:
        path(code).parent.mkdir(parents=True, exist_ok=True)
        path(code).write_text(written(code), encoding="utf-8")
    print(json.dumps(of_language(ENGLISH), ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
