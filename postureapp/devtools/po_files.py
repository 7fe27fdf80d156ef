"""The catalogues of the languages as files: which there are, how they are read, written and compiled.

A catalogue is written the same on every machine: sorted, no dates, no line numbers. What the app reads is compiled
beside it, and is not kept in the repository. Imports Babel and nothing of ours, so that a build can use it alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "resources" / "locale"
DOMAIN = "postureapp"

SAFETY = "safety words"
"""In the template and in each catalogue: the translation of this sentence is for the clinic to review."""
TO_REVIEW = "to be reviewed by the clinic"
"""In a catalogue: nobody at the clinic has read this translation yet. Taken away by hand, by who has read it."""
REVIEW_CONTEXT = "to be reviewed"
"""In a compiled catalogue: the context under which a sentence stands whose translation was not reviewed."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language the app is translated into."""

    code: str
    name: str
    plurals: str
    numbers: tuple[str, ...]
    cldr: str = ""
    script: str = ""

    @property
    def in_cldr(self) -> str:
        """The code under which the tables of dates are found."""
        return self.cldr or self.code


_ONE, _NONE_AND_ONE = ("1", "0, 2, 3 …"), ("0, 1", "2, 3 …")
_ARABIC = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5"
LANGUAGES = {
    language.code: language
    for language in (
        Language("ar", "Arabic", f"nplurals=6; plural=({_ARABIC});", ("0", "1", "2", "3–10", "11–99", "100–102"),
                 script="ARABIC"),
        Language("de", "German", "nplurals=2; plural=(n != 1);", _ONE),
        Language("es", "Spanish", "nplurals=2; plural=(n != 1);", _ONE),
        Language("fr_CA", "French (Canada)", "nplurals=2; plural=(n > 1);", _NONE_AND_ONE),
        Language("pa", "Punjabi", "nplurals=2; plural=(n > 1);", _NONE_AND_ONE, script="GURMUKHI"),
        Language("tl", "Tagalog", "nplurals=2; plural=(n > 1);", _NONE_AND_ONE, cldr="fil"),
        Language("zh_CN", "Chinese, Simplified", "nplurals=1; plural=0;", ("0, 1, 2 …",), script="CJK"),
    )
}  # fmt: skip


def po_path(code: str, locale: Path = LOCALE) -> Path:
    """Where the catalogue of a language is."""
    return locale / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def key(message: Message) -> str:
    """What a message is known by: its sentence, for one with a plural the singular."""
    return str(message.id if isinstance(message.id, str) else message.id[0])


def forms(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural form."""
    found = message.string
    return (found or "",) if found is None or isinstance(found, str) else tuple(found)


def is_complete(message: Message) -> bool:
    """Whether every form is translated."""
    return all(forms(message)) and not message.fuzzy


def empty(code: str) -> Catalog:
    """A catalogue without sentences."""
    lines = written(Catalog(charset="utf-8", fuzzy=False), code).splitlines()
    return read_po(lines, charset="utf-8")


def read(code: str, locale: Path = LOCALE) -> Catalog:
    """The catalogue of a language as it stands; empty where there is none yet."""
    path = po_path(code, locale)
    if not path.is_file():
        return empty(code)
    with path.open("rb") as file:
        return read_po(file, charset="utf-8")


def write(catalog: Catalog, code: str, locale: Path = LOCALE) -> Path:
    """Put a catalogue in place as a whole."""
    path = po_path(code, locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(f".{os.getpid()}")
    new.write_bytes(written(catalog, code))
    new.replace(path)
    return path


def written(catalog: Catalog, code: str = "") -> bytes:
    """A catalogue as the text of its file; without a language that of the template."""
    made = BytesIO()
    write_po(made, catalog, width=110, omit_header=True, include_lineno=False, sort_output=True, ignore_obsolete=True)
    return _header(code).encode() + made.getvalue()


def _header(code: str) -> str:
    if not code:
        about = ["The sentences of PostureApp. Made by: python -m postureapp.devtools.catalogue"]
        fields = []
    else:
        language = LANGUAGES[code]
        about = [
            f"The sentences of PostureApp in another language: {language.name}.",
            f'A sentence with the mark "{TO_REVIEW}" is shown with the English beside it until the mark is',
            "taken away. Only who has read the translation at the clinic takes it away.",
        ]
        fields = [f"Language: {code}", f"Plural-Forms: {language.plurals}"]
    fields += ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    lines = [*(f"# {line}" for line in about), 'msgid ""', 'msgstr ""', *(f'"{field}\\n"' for field in fields)]
    return "\n".join(lines) + "\n\n"


# --- compiled ---------------------------------------------------------------------------------------------------------


def compiled(catalog: Catalog, code: str) -> bytes:
    """What the app reads: complete sentences, and beside them which of them the clinic has not read."""
    ready = empty(code)
    for message in catalog:
        if message.id and is_complete(message):
            ready.add(message.id, message.string)
            if TO_REVIEW in message.user_comments:
                ready.add(key(message), TO_REVIEW, context=REVIEW_CONTEXT)
    made = BytesIO()
    write_mo(made, ready)
    return made.getvalue()


def compile_all(codes: Iterable[str], locale: Path = LOCALE) -> list[Path]:
    """Compile these languages, each put in place as a whole."""
    done = []
    for code in codes:
        target = po_path(code, locale).with_suffix(".mo")
        new = target.with_suffix(f".{os.getpid()}")
        new.write_bytes(compiled(read(code, locale), code))
        new.replace(target)
        done.append(target)
    return done
