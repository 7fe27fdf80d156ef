"""The tool that keeps the catalogues: what it takes, what it refuses, and what it never touches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from postureapp.devtools import po_files, translation_checks, translations
from postureapp.devtools.po_files import LANGUAGES, SAFETY, TO_REVIEW


def template(*more: str) -> Catalog:
    made = Catalog(charset="utf-8", fuzzy=False)
    made.add("Skip", locations=[("postureapp/ui/a.py", 0)])
    made.add("Rest.", locations=[("postureapp/ui/care.py", 0)], auto_comments=[SAFETY])
    made.add("Paused until {time}.", locations=[("postureapp/ui/b.py", 0)])
    made.add(("{n} minute of {what}", "{n} minutes of {what}"), locations=[("postureapp/ui/a.py", 0)])
    made.add(("A minute", "{n} minutes"), locations=[("postureapp/ui/b.py", 0)])
    for message in more:
        made.add(message, locations=[("postureapp/ui/c.py", 0)])
    return made


def fresh(code: str = "de") -> Catalog:
    return translations.merged(po_files.empty(code), template(), code)


def problems(message: str, words: str | list[str], code: str = "de") -> list[str]:
    found = translations.fill(fresh(code), LANGUAGES[code], {message: words})
    return [f"{'error' if each.is_error else 'warning'}: {each.words}" for each in found]


@pytest.mark.parametrize(
    ("message", "words", "code", "said"),
    [
        ("Skip", "Weiter", "de", ""),
        ("Skip", " Weiter", "de", "error: spaces at an end"),
        ("Skip", "", "de", "error: not translated"),
        ("Skip", "Wei\nter", "de", "error: another number of lines"),
        ("Skip", ["Weiter", "Weiter"], "de", "error: 2 forms where German has 1"),
        ("Skip", "Diese Übung jetzt überspringen", "de", "warning: 30 letters where the English has 4"),
        ("Skip", "تخطَّ", "ar", ""),
        ("Skip", "Lumaktaw", "ar", "warning: no letter of Arabic"),
        ("Skip", "跳过", "zh_CN", ""),
        ("Skip", "ਛੱਡੋ", "pa", ""),
        ("Skip", "تخطَّ \u200f٣", "ar", "error: digits are written 0-9"),
        ("Skip", "تخطَّ\u200f.", "ar", "error: an invisible sign of direction"),
        ("Skip", 7, "de", "error: neither words"),
        ("Nowhere", "Nirgends", "de", "error: no sentence of the app"),
        ("", "Kopf", "de", "error: no sentence of the app"),
        ("Paused until {time}.", "Pause bis {time}.", "de", ""),
        ("Paused until {time}.", "Pause.", "de", "error: without {time}"),
        ("Paused until {time}.", "Pause bis {Zeit}.", "de", "error: {Zeit} is not put into"),
        ("Paused until {time}.", "Pause bis {}.", "de", "error: braces"),
        ("Paused until {time}.", "Pause bis {time.", "de", "error: braces"),
        ("{n} minute of {what}", ["{n} Minute {what}", "{n} Minuten {what}"], "de", ""),
        ("{n} minute of {what}", ["Eine Minute {what}", "{n} Minuten {what}"], "de", ""),
        ("{n} minute of {what}", ["Eine Minute", "{n} Minuten {what}"], "de", "error: form 0: without {what}"),
        ("{n} minute of {what}", ["Une minute de {what}", "{n} minutes de {what}"], "fr_CA", "error: form 0: without"),
        ("{n} minute of {what}", ["{n} Minuten {what}"], "de", "error: 1 forms where German has 2 (1; 0, 2, 3 …)"),
        ("{n} minute of {what}", ["{n} 分钟{what}"], "zh_CN", ""),
        ("{n} minute of {what}", "{n} 分钟{what}", "zh_CN", ""),
        ("A minute", ["Eine Minute", "{n} Minuten"], "de", ""),
        ("A minute", ["Eine Minute", "Minuten"], "de", "error: form 1: without {n}"),
    ],
)
def test_what_is_taken_and_what_is_refused(message: str, words: str | list[str], code: str, said: str) -> None:
    found = problems(message, words, code)
    assert any(each.startswith(said) for each in found) if said else not found, found


def test_what_is_refused_stays_as_it_was() -> None:
    catalog = fresh()
    translations.fill(catalog, LANGUAGES["de"], {"Paused until {time}.": "Pause bis {time}."})
    translations.fill(catalog, LANGUAGES["de"], {"Paused until {time}.": "Pause bis {Zeit}."})
    assert catalog.get("Paused until {time}.").string == "Pause bis {time}."  # type: ignore[union-attr]


def test_safety_words_are_marked_once_and_stay_read_until_they_change() -> None:
    catalog = fresh()
    for _turn in range(2):
        translations.fill(catalog, LANGUAGES["de"], {"Rest.": "Ruhen.", "Skip": "Weiter"})
    rest, skip = catalog.get("Rest."), catalog.get("Skip")
    assert rest is not None
    assert skip is not None
    assert (rest.user_comments, skip.user_comments) == ([TO_REVIEW], [])
    rest.user_comments.clear()  # as somebody at the clinic does
    translations.fill(catalog, LANGUAGES["de"], {"Rest.": "Ruhen."})
    assert rest.user_comments == []
    translations.fill(catalog, LANGUAGES["de"], {"Rest.": "Ausruhen."})
    assert rest.user_comments == [TO_REVIEW]


def test_bringing_to_the_template_keeps_drops_and_never_guesses() -> None:
    catalog = translations.merged(po_files.empty("de"), template("Skips", "Gone"), "de")
    translations.fill(catalog, LANGUAGES["de"], {"Skip": "Weiter", "Rest.": "Ruhen.", "Gone": "Weg"})
    found = translations.merged(catalog, template("Skip!", "Go"), "de")
    assert {po_files.key(each): each.string for each in found if each.id and po_files.is_complete(each)} == {
        "Skip": "Weiter",
        "Rest.": "Ruhen.",
    }
    assert not any(each.fuzzy for each in found if each.id)
    assert found.get("Rest.").user_comments == [TO_REVIEW]  # type: ignore[union-attr]
    assert not found.obsolete


def test_a_sentence_that_becomes_safety_words_is_to_be_reviewed() -> None:
    catalog = fresh()
    translations.fill(catalog, LANGUAGES["de"], {"Skip": "Weiter"})
    wanted = template()
    wanted.get("Skip").auto_comments.append(SAFETY)  # type: ignore[union-attr]
    assert translations.merged(catalog, wanted, "de").get("Skip").user_comments == [TO_REVIEW]  # type: ignore[union-attr]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_file_is_read_as_it_was_written(code: str, tmp_path: Path) -> None:
    catalog = fresh(code)
    numbers = [f"{{n}} {{what}} {n}" for n in range(len(LANGUAGES[code].numbers))]
    translations.fill(catalog, LANGUAGES[code], {"Rest.": "Rest …", "{n} minute of {what}": numbers})
    first = po_files.write(catalog, code, tmp_path).read_bytes()
    again = po_files.read(code, tmp_path)
    assert po_files.written(again, code) == first
    assert po_files.forms(again.get("{n} minute of {what}")) == tuple(numbers)  # type: ignore[arg-type]
    assert b"Date" not in first
    assert [each.name for each in first and (tmp_path / code / "LC_MESSAGES").iterdir()] == ["postureapp.po"]


def test_what_is_missing_is_asked_for_with_what_helps() -> None:
    catalog = fresh("ar")
    translations.fill(catalog, LANGUAGES["ar"], {"Skip": "تخطَّ"})
    asked = translations.todo(catalog, LANGUAGES["ar"])
    assert [each["id"] for each in asked] == ["{n} minute of {what}", "A minute", "Paused until {time}.", "Rest."]
    assert asked[0]["plural"] == "{n} minutes of {what}"
    assert asked[0]["forms"] == ["0", "1", "2", "3–10", "11–99", "100–102"]
    assert asked[3] == {"id": "Rest.", "plural": None, "where": ["postureapp/ui/care.py"], "safety": True}
    assert translations.todo(catalog, LANGUAGES["ar"], 1) == asked[:1]


def test_the_check_finds_what_is_missing_fuzzy_or_gone() -> None:
    language = LANGUAGES["de"]
    catalog = translations.merged(po_files.empty("de"), template("Gone"), "de")
    translations.fill(catalog, language, {"Skip": "Weiter", "Rest.": "Ruhen.", "A minute": ["Eine", "{n}"]})
    catalog.get("Rest.").flags.add("fuzzy")  # type: ignore[union-attr]
    catalog.get("Skip").string = "Weiter "  # type: ignore[union-attr]
    said = {str(each) for each in translation_checks.of_catalogue(catalog, template("New"), language)}
    assert said == {
        "error: no sentence of the app any more: 'Gone'",
        "error: fuzzy: a translation is right or missing: 'Rest.'",
        "error: spaces at an end that the English has not, or the other way round: 'Skip'",
        "error: not translated: 'Paused until {time}.'",
        "error: not translated: '{n} minute of {what}'",
        "error: not in the catalogue: 'New'",
    }
    lenient = translation_checks.of_catalogue(catalog, template("New"), language, complete=False)
    assert {each.message for each in lenient} == {"Gone", "Rest.", "Skip"}


def test_wrong_plural_forms_of_a_file_are_found(tmp_path: Path) -> None:
    path = po_files.write(fresh("ar"), "ar", tmp_path)
    path.write_text(path.read_text(encoding="utf-8").replace("nplurals=6", "nplurals=5"), encoding="utf-8")
    found = translation_checks.of_catalogue(po_files.read("ar", tmp_path), template(), LANGUAGES["ar"], complete=False)
    assert [each.words[:26] for each in found] == ["the plural forms are not n"]


def test_a_compiled_file_lies_beside_the_written_one(tmp_path: Path) -> None:
    po = po_files.write(fresh(), "de", tmp_path)
    (mo,) = po_files.compile_all(["de"], tmp_path)
    assert mo == po.with_suffix(".mo")
    assert mo.read_bytes()[:4] == b"\xde\x12\x04\x95"


def test_filling_from_a_file(tmp_path: Path, monkeypatch, capsys) -> None:
    catalog = fresh()
    written: list[Catalog] = []
    monkeypatch.setattr(translations, "current", lambda _code: catalog)
    monkeypatch.setattr(po_files, "write", lambda made, _code: written.append(made))
    monkeypatch.setattr(po_files, "read", lambda _code: catalog)
    given = tmp_path / "de.json"
    given.write_text(json.dumps({"Skip": "Weiter", "Rest.": "Ruhen. "}), encoding="utf-8")
    assert translations.main(["fill", "de", str(given)]) == 1
    assert "1 taken, 1 refused" in capsys.readouterr().out
    assert written == [catalog]
    for damage in ("[", "[]", '"x"'):
        given.write_text(damage, encoding="utf-8")
        assert translations.main(["fill", "de", str(given)]) == 1
    assert written == [catalog]
