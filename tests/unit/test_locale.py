"""The language of every sentence: what is chosen is found, what is missing or broken is English."""

import gettext
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from postureapp.core import date_tables, date_words
from postureapp.core.date_tables import DateTable
from postureapp.core.settings import Declaration, Page
from postureapp.core.text import REVIEW_CONTEXT, _, beside, install, listed, ntext, text
from postureapp.devtools import po_files
from postureapp.storage import locale
from postureapp.storage.diary import text_data, text_of
from postureapp.storage.folders import RESOURCES_VARIABLE
from postureapp.storage.settings_file import allowed_words


@pytest.fixture(autouse=True)
def quiet(monkeypatch) -> Iterator[None]:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", locale.LANGUAGE_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    yield
    install(gettext.NullTranslations())


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch) -> Path:
    """A folder with a few languages."""
    monkeypatch.setenv(RESOURCES_VARIABLE, str(tmp_path))
    for code, yes in (
        ("de", "Ja {name}"),
        ("fr_CA", "Oui {name}"),
        ("tl", "Oo {name}"),
        ("zh_CN", "是 {name}"),
    ):
        catalog = Catalog(locale="fil" if code == "tl" else code)
        catalog.add("Yes {name}", yes)
        if code == "de":
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
        ("de-AT", (), "de_AT", "Ja Mia"),
        ("fr-FR", (), "fr_FR", "Oui Mia"),
        ("fr", (), "fr", "Oui Mia"),
        ("fil-PH", (), "fil_PH", "Oo Mia"),
        ("zh_CN", (), "zh_CN", "是 Mia"),
        ("zh-Hans-SG", (), "zh_Hans_SG", "是 Mia"),
        ("", ("zh-TW", "de"), "de", "Ja Mia"),
        ("", ("zh-TW", "en-US"), "en", "Yes Mia"),
        ("", ("zh-Hant-HK",), "zh_CN", "是 Mia"),
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
    assert locale.available() == ("en", "de", "fr_CA", "tl", "zh_CN")


def test_a_broken_catalogue_is_english(shipped: Path) -> None:
    path = shipped / "locale" / "de" / "LC_MESSAGES" / "postureapp.mo"
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


def test_the_mirrored_language_is_read_from_the_right() -> None:
    assert locale.load("ar_XB") == locale.MIRRORED
    assert _("Skip") == "\u202e[!! Šķîp !!]\u202c"
    assert [code for code in ("ar", "ar_EG", "ar_XB", "fa", "en_XA", "de", "en") if locale.is_right_to_left(code)] == [
        "ar",
        "ar_EG",
        "ar_XB",
        "fa",
    ]


MOMENT = datetime(2025, 3, 4, 14, 5, tzinfo=UTC)


def test_dates_come_with_the_language(shipped: Path) -> None:
    until = text("Paused until {time}.", time=date_words.clock(MOMENT))
    (shipped / "locale" / "de" / "dates.json").write_bytes((po_files.LOCALE / "de" / "dates.json").read_bytes())
    assert str(until) == "Paused until 14:05."
    locale.load("de")
    assert str(until) == "Paused until 14:05."
    assert str(date_words.full_day(MOMENT)) == "Di., 4. März"
    assert until.english == "Paused until 14:05."


@pytest.mark.parametrize("damage", [b"", b"[]", b"{}", b'{"clock": "{nothing}"}'])
def test_broken_dates_are_english(shipped: Path, damage: bytes) -> None:
    (shipped / "locale" / "de" / "dates.json").write_bytes(damage)
    assert locale.load("de") == "de"
    assert str(date_words.clock(MOMENT)) == "14:05"


@pytest.mark.parametrize("field", ["clock", "full_day", "span"])
def test_a_pattern_with_an_unknown_field_is_refused(shipped: Path, field: str) -> None:
    whole = json.loads((po_files.LOCALE / "de" / "dates.json").read_text(encoding="utf-8"))
    whole[field] = "{nothing}"
    (shipped / "locale" / "de" / "dates.json").write_text(json.dumps(whole), encoding="utf-8")
    locale.load("de")
    assert str(date_words.clock(MOMENT)) == "14:05"


@pytest.mark.parametrize(
    ("code", "clock", "day", "span"),
    [
        ("ar", "14:05", "الثلاثاء، 4 مارس", "3 مارس – 9 مارس 2025"),
        ("de", "14:05", "Di., 4. März", "3. März – 9. März 2025"),
        ("es", "14:05", "mar, 4 mar", "3 mar – 9 mar 2025"),
        ("fr_CA", "14\u00a0h\u00a005", "mar. 4 mars", "3 mars – 9 mars 2025"),
        ("pa", "14:05", "ਮੰਗਲ, 4 ਮਾਰਚ", "3 ਮਾਰਚ – 9 ਮਾਰਚ 2025"),
        ("tl", "14:05", "Mar, Mar 4", "Mar 3 – Mar 9, 2025"),
        ("zh_CN", "14:05", "3月4日周二", "2025年3月3日 – 3月9日"),
    ],
)
def test_every_language_has_dates_of_its_own(code: str, clock: str, day: str, span: str) -> None:
    table = msgspec.json.decode((po_files.LOCALE / code / "dates.json").read_bytes(), type=DateTable)
    moments = [MOMENT.isoformat()]
    assert date_tables.render(table, "clock", moments) == clock
    assert date_tables.render(table, "full_day", moments) == day
    assert date_tables.render(table, "days_of_year", ["2025-03-03", "2025-03-09"]) == span


def test_a_date_in_the_diary_is_read_in_the_language_of_then(shipped: Path) -> None:
    (shipped / "locale" / "de" / "dates.json").write_bytes((po_files.LOCALE / "de" / "dates.json").read_bytes())
    kept = json.loads(json.dumps(text_data(text("Paused until {time}.", time=date_words.clock(MOMENT)))))
    locale.load("de")
    assert str(text_of(kept)) == "Paused until 14:05."


def test_noon_and_midnight() -> None:
    said = [str(date_words.hour(MOMENT.replace(hour=hour, minute=0))) for hour in (0, 11, 12, 23)]
    assert said == ["00:00", "11:00", "12:00", "23:00"]


def test_words_that_the_clinic_has_not_read_bring_the_english_along(shipped: Path) -> None:
    catalog = po_files.empty("de")
    for message, words, comments in (("Rest.", "Ruhen.", [po_files.TO_REVIEW]), ("Skip", "Weiter", [])):
        catalog.add(message, words, user_comments=comments)
    path = shipped / "locale" / "de" / "LC_MESSAGES" / "postureapp.mo"
    path.write_bytes(po_files.compiled(catalog, "de"))
    assert (beside(_("Rest.")), beside(str(text("Rest.")))) == ("", "")
    locale.load("de")
    assert (_("Rest."), beside(_("Rest."))) == ("Ruhen.", "Rest.")
    assert (_("Skip"), beside(_("Skip"))) == ("Weiter", "")
    outer = text("First: {what}", what=text("Rest."))
    assert (str(outer), beside(str(outer))) == ("First: Ruhen.", "First: Rest.")
    assert type(text("First: {what}", what=_("Rest.")).args[0][1]) is str


def test_the_contexts_of_the_tool_and_the_app_are_the_same() -> None:
    assert po_files.REVIEW_CONTEXT == REVIEW_CONTEXT


@pytest.mark.parametrize("code", sorted(po_files.LANGUAGES))
def test_times_of_day_go_by_24_hours_as_hours_are_typed(code: str) -> None:
    table = msgspec.json.decode((po_files.LOCALE / code / "dates.json").read_bytes(), type=DateTable)
    for each in (table, date_tables.ENGLISH):
        for pattern in ("clock", "hour", "weekday_clock"):
            assert "18" in date_tables.render(each, pattern, ["2025-03-04T18:00"])


def test_a_list_has_the_comma_of_the_language(shipped: Path) -> None:
    catalog = Catalog(locale="zh_CN")
    catalog.add("{first}, {second}", "{first}、{second}")
    with (shipped / "locale" / "zh_CN" / "LC_MESSAGES" / "postureapp.mo").open("wb") as file:
        write_mo(file, catalog)
    words = listed(["desk", text("phone"), "{braces}"])
    assert (str(listed([])), str(listed(["desk"])), str(words)) == ("", "desk", "desk, phone, {braces}")
    locale.load("zh_CN")
    assert str(words) == "desk、phone、{braces}"
    declared = Declaration("causes", text("Causes"), Page.REMINDERS, choices=("desk", "phone"))
    assert allowed_words(declared, ()).endswith("desk、phone")
