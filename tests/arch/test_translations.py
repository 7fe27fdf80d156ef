"""Every sentence a person sees can be translated: the template is current, and no literal goes past gettext."""

import ast
import gettext
import re
import string
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from postureapp.core.date_tables import ENGLISH
from postureapp.devtools import catalogue, date_tables, po_files, translation_checks, translations
from postureapp.devtools.po_files import LANGUAGES
from tests.arch.repository import ROOT, matching, syntax

# Qt's ways to show words, and how many of their first arguments may hold them.
SHOWS_WORDS = {
    "QAction": 2,
    "QCheckBox": 1,
    "QDockWidget": 1,
    "QGroupBox": 1,
    "QLabel": 1,
    "QMenu": 1,
    "QPushButton": 1,
    "QRadioButton": 1,
    "QToolButton": 1,
    "addAction": 2,
    "addItem": 2,
    "addMenu": 2,
    "addRow": 1,
    "addSection": 1,
    "addTab": 3,
    "drawText": 9,
    "question": 4,
    "critical": 4,
    "information": 4,
    "setAccessibleDescription": 1,
    "setAccessibleName": 1,
    "setApplicationDisplayName": 1,
    "setHtml": 1,
    "setInformativeText": 1,
    "setItemText": 2,
    "setLabelText": 1,
    "setPlaceholderText": 1,
    "setPrefix": 1,
    "setStatusTip": 1,
    "setSuffix": 1,
    "setText": 1,
    "setTitle": 1,
    "setToolTip": 1,
    "setWhatsThis": 1,
    "setWindowTitle": 1,
    "showMessage": 2,
    "warning": 4,
}
LOGGERS = {"log", "_log", "logger", "logging", "LOG", "warnings"}
TRANSLATE = {"_", "text", "ntext"}
FOR_PEOPLE = ("postureapp/ui/*.py", "postureapp/app.py")
GETTEXT = "postureapp/core/text.py"


def called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def owner(node: ast.Call) -> str:
    function = node.func
    return ast.unparse(function.value).rpartition(".")[2] if isinstance(function, ast.Attribute) else ""


def untranslated(node: ast.expr) -> Iterator[str]:
    """The literals with letters in an argument that did not go through gettext."""
    if isinstance(node, ast.Call):
        if called(node) not in TRANSLATE and called(node) in {"format", "join", "str", "upper", "replace"}:
            parts = [*node.args, *([node.func.value] if isinstance(node.func, ast.Attribute) else [])]
            for part in parts:
                yield from untranslated(part)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str) and any(sign in string.ascii_letters for sign in node.value):
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield from untranslated(part.value if isinstance(part, ast.FormattedValue) else part)
    elif isinstance(node, ast.BinOp):
        yield from untranslated(node.left)
        yield from untranslated(node.right)
    elif isinstance(node, ast.IfExp):
        yield from untranslated(node.body)
        yield from untranslated(node.orelse)


def shown_literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and words of each literal that Qt is told to show."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or owner(node) in LOGGERS:
            continue
        for argument in node.args[: SHOWS_WORDS.get(called(node), 0)]:
            for words in untranslated(argument):
                if not _is_no_sentence(words):
                    yield node.lineno, words


def _is_no_sentence(words: str) -> bool:
    """A style sheet, a name of a theme's icon or a colour is not for reading."""
    return words.startswith(("#", ":/", "qrc:")) or (words.islower() and "-" in words and " " not in words)


def lost_sentences(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and code of each call whose sentence the extractor can't see.

    A plain name or attribute is passed on: names of moves and words of causes, which the template has from the content.
    """
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
            continue
        name, first = node.func.id, node.args[0]
        made_up = any(
            isinstance(argument, ast.JoinedStr | ast.BinOp | ast.IfExp)
            for argument in node.args[: {"_": 1, "text": 1, "ntext": 2}.get(name, 0)]
        )
        words = first.value if isinstance(first, ast.Constant) else ""
        if made_up or (name == "Text" and (words or isinstance(first, ast.Name))):
            yield node.lineno, ast.unparse(node)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('label.setText("Hello")', 1),
        ('label.setText(f"Hello {name}")', 1),
        ('label.setText("Hello" if yes else _("Bye"))', 1),
        ('label.setText("Hello " + name)', 1),
        ('QLabel("Hello", self)', 1),
        ('menu.addAction(icon, "Quit")', 1),
        ('label.setText(_("Hello"))', 0),
        ('label.setText(str(text("Hello {x}", x=1)))', 0),
        ('label.setText(_("Hello {x}").format(x=1))', 0),
        ('label.setText(f"{minutes}:{seconds}")', 0),
        ('label.setText("0")', 0),
        ('log.warning("Hello")', 0),
        ('label.setObjectName("Hello")', 0),
    ],
)
def test_this_test_finds_what_it_looks_for(code: str, count: int) -> None:
    assert len([*shown_literals(ast.parse(code))]) == count


@pytest.mark.parametrize("path", matching(*FOR_PEOPLE), ids=str)
def test_what_qt_shows_went_through_gettext(path: Path) -> None:
    found = [f"{path}:{line}: {words!r}" for line, words in shown_literals(syntax(path))]
    assert not found, 'wrap it: _("…"), or text("… {x}", x=…)\n' + "\n".join(found)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('_(f"Hello {name}")', 1),
        ('_("Hello " + name)', 1),
        ('_("Hello" if yes else "Bye")', 1),
        ('Text("Hello")', 1),
        ("Text(template)", 1),
        ('_("Hello")', 0),
        ("_(move.name)", 0),
        ('Text("")', 0),
        ('text("Hello {x}", x=f"{y}")', 0),
    ],
)
def test_this_test_finds_lost_sentences(code: str, count: int) -> None:
    assert len([*lost_sentences(ast.parse(code))]) == count


@pytest.mark.parametrize("path", [path for path in matching("postureapp/*.py") if path.as_posix() != GETTEXT], ids=str)
def test_sentences_stand_where_the_extractor_sees_them(path: Path) -> None:
    found = [f"{path}:{line}: {code}" for line, code in lost_sentences(syntax(path))]
    assert not found, 'put the words themselves into text("…") or _("…")\n' + "\n".join(found)


def test_the_template_is_current() -> None:
    assert catalogue.TEMPLATE.read_bytes() == catalogue.template(), "run: python -m postureapp.devtools.catalogue"


def test_the_template_has_the_code_and_the_content() -> None:
    with catalogue.TEMPLATE.open("rb") as file:
        messages = {message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file)}
    for sentence in (
        "The diary {file} is locked by another program.",
        "Shoulder-blade squeeze",
        "Hold, then let go slowly.",
        "You have been sitting for {minutes} minute.",
        "Roll your shoulders?",
        "An acoustic wave applied to the tissue.",
        "Osteoporosis (thin bones)",
        "your local emergency number",
    ):
        assert sentence in messages, sentence
    assert "911" not in messages


def test_no_date_and_no_machine_is_in_the_template() -> None:
    source = catalogue.TEMPLATE.read_text(encoding="utf-8")
    assert "Date" not in source.split("\n\n")[0]
    assert str(ROOT) not in source


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_translation_is_wrong_and_none_is_missing_where_it_must_not(code: str) -> None:
    template = read_po(catalogue.template().decode().splitlines())
    found = translation_checks.of_catalogue(
        po_files.read(code), template, LANGUAGES[code], complete=code in translations.COMPLETE
    )
    wrong = [str(problem) for problem in found if problem.is_error]
    if code not in translations.COMPLETE:  # filled in bit by bit: what the template has no more goes at the next update
        wrong = [each for each in wrong if "any more" not in each]
    assert not wrong, f"see docs/translating.md ({len(wrong)} in {code})\n" + "\n".join(wrong[:40])


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalogue_is_as_the_tool_writes_it(code: str) -> None:
    path = po_files.po_path(code)
    assert path.read_bytes() == po_files.written(po_files.read(code), code), (
        "run: python -m postureapp.devtools.translations update"
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_translated_safety_words_are_marked_or_were_read_as_they_stand(code: str) -> None:
    marked = [each for each in po_files.read(code) if po_files.TO_REVIEW in each.user_comments]
    assert all(po_files.SAFETY in each.auto_comments for each in marked)


@pytest.mark.parametrize("code", LANGUAGES)
def test_plural_forms_are_those_of_the_language(code: str) -> None:
    plural = gettext.c2py(LANGUAGES[code].plurals.split("plural=")[1].rstrip(";"))
    numbers = LANGUAGES[code].numbers
    for form, said in enumerate(numbers):
        for number in map(int, re.findall(r"\d+", said)):
            assert plural(number) == form
    assert {plural(n) for n in range(1000)} == set(range(len(numbers)))


@pytest.mark.parametrize("code", LANGUAGES)
def test_dates_are_those_of_the_cldr(code: str) -> None:
    assert date_tables.path(code).read_text(encoding="utf-8") == date_tables.written(code), (
        "run: python -m postureapp.devtools.date_tables"
    )


def test_english_dates_are_those_of_the_cldr() -> None:
    found = date_tables.of_language(date_tables.ENGLISH)
    assert asdict(ENGLISH) == {
        name: tuple(words) if isinstance(words, list) else words for name, words in found.items()
    }


def test_safety_words_are_marked_in_the_template() -> None:
    with catalogue.TEMPLATE.open("rb") as file:
        marked = {po_files.key(message) for message in read_po(file) if po_files.SAFETY in message.auto_comments}
    for sentence in (
        "Osteoporosis (thin bones)",
        "Call {number} now",
        "A mild stretch, never pain. Stop if pain spreads, tingles, or you feel dizzy.",
        "Come out of the position slowly, and rest. Do not stretch into pain.",
        "Do not push your chin with your hand.",
        "Has a clinician assessed the pain?",
        "Stretches are off until a clinician has looked at what you described.",
    ):
        assert sentence in marked, sentence
    assert marked.isdisjoint({"Close", "Next", "Shoulder-blade squeeze", "Stretch now"})


@pytest.mark.parametrize("file", sorted(catalogue.SAFETY_FILES))
def test_the_files_of_safety_words_are_there(file: str) -> None:
    assert (ROOT / file).is_file()
