"""The language of every sentence: what is chosen is found, what is missing or broken is English."""

import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from postureapp.core.text import _, install, ntext, text
from postureapp.storage import locale
from postureapp.storage.folders import RESOURCES_VARIABLE


@pytest.fixture(autouse=True)
def quiet(monkeypatch) -> Iterator[None]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", locale.LANGUAGE_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    yield
    install(gettext.NullTranslations())


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch) -> Path:
    """A folder with German and Canadian French."""
    monkeypatch.setenv(RESOURCES_VARIABLE, str(tmp_path))
    for code, yes in (("de", "Ja {name}"), ("fr_CA", "Oui {name}")):
        catalog = Catalog(locale=code)
        catalog.add("Yes {name}", yes)
        catalog.add(("{n} minute", "{n} minutes"), ("{n} Minute", "{n} Minuten"))
        path = tmp_path / "locale" / code / "LC_MESSAGES" / "postureapp.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_mo(file, catalog)
    return tmp_path


@pytest.mark.parametrize(
    ("language", "system", "found", "words"),
    [
        ("de", (), "de", "Ja Mia"),
        ("de-CH", (), "de_CH", "Ja Mia"),
        ("fr-CA", (), "fr_CA", "Oui Mia"),
        ("", ("fr-CA", "de"), "fr_CA", "Oui Mia"),
        ("", ("pa", "de-DE"), "de_DE", "Ja Mia"),
        ("", ("en-CA", "de"), "en", "Yes Mia"),
        ("en", ("de",), "en", "Yes Mia"),
        ("tlh", ("de",), "en", "Yes Mia"),
        ("../../etc", (), "en", "Yes Mia"),
        ("", ("C", "POSIX"), "en", "Yes Mia"),
        ("", (), "en", "Yes Mia"),
    ],
)
def test_language(shipped: Path, language: str, system: tuple[str, ...], found: str, words: str) -> None:
    assert locale.load(language, system) == found
    assert str(text("Yes {name}", name="Mia")) == words


def test_environment_and_override(shipped: Path, monkeypatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert locale.load() == "de_DE"
    assert str(ntext("{n} minute", "{n} minutes", 2)) == "2 Minuten"
    monkeypatch.setenv(locale.LANGUAGE_VARIABLE, "fr_CA")
    assert locale.load("de") == "fr_CA"
    assert locale.available() == ("en", "de", "fr_CA")


def test_a_broken_catalogue_is_english(shipped: Path) -> None:
    path = shipped / "locale" / "de" / "LC_MESSAGES" / "postureapp.mo"
    gettext._translations.clear()  # type: ignore[attr-defined]
    for damage in (b"", b"junk", path.read_bytes()[:40]):
        path.write_bytes(damage)
        assert locale.load("de") == "en"
        assert _("Yes {name}") == "Yes {name}"


def test_the_made_up_language_marks_every_sentence_and_keeps_what_is_put_in() -> None:
    assert locale.load("en_XA") == locale.PSEUDO
    assert _("Stretch now") == "[!! Šţŕéţçĥ ñöŵ !!]"
    assert str(text("Paused until {time}.", time="14:00")) == "[!! Pàûšéđ ûñţîļ 14:00. !!]"
    assert str(ntext("{n} minute", "{n} minutes", 1)).startswith("[!! 1 ")
    assert _("") == ""
    assert str(text("")) == ""


def test_the_made_up_language_by_environment(monkeypatch) -> None:
    monkeypatch.setenv(locale.LANGUAGE_VARIABLE, "en_XA")
    assert locale.load("de") == locale.PSEUDO
    assert _("Skip").startswith("[!!")
