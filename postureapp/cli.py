"""The command line: starts the app, or talks to the one that runs.

Commands to the running app load no Qt, so that they answer at once. Every failure ends in one sentence and an exit
code: 1 it failed, 2 what was asked makes no sense, 3 PostureApp is not running, 4 the machine lacks what it needs.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING

from postureapp import __version__
from postureapp.core.errors import EnvironmentProblem, PostureError
from postureapp.core.text import _, ntext, text

if TYPE_CHECKING:
    from postureapp.storage.folders import Folders

OK, FAILED, BAD_CALL, NOT_RUNNING, NOT_POSSIBLE = range(5)
ENDS_WITHIN_S, LOOK_AGAIN_S = 30.0, 0.05
ANSWERS = ("start", "snooze", "skip", "done", "break", "phone", "meeting")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; gives the exit code."""
    _speak()
    arguments = _parser().parse_args(argv)
    try:
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except EnvironmentProblem as problem:
        print(problem, file=sys.stderr)
        return NOT_POSSIBLE
    except PostureError as problem:
        print(problem, file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output has gone: `postureapp simulate … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def _speak() -> None:
    """Use the person's language, as far as the environment tells it."""
    from postureapp.storage import locale

    locale.load(os.environ.get("POSTUREAPP_LANGUAGE", ""))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="postureapp",
        description=_("Follows how you sit, reminds at a good moment and shows a stretch. Without a command: start."),
    )
    parser.add_argument("--version", action="version", version=f"PostureApp {__version__}")
    parser.add_argument(
        "--temp-profile",
        action="store_true",
        help=_("use throw-away folders, with the safety questions answered “nothing applies”"),
    )
    parser.add_argument("--speed", type=_speed, default=1.0, metavar="N", help=_("let time run N times as fast"))
    parser.add_argument("--debug", action="store_true", help=_("say on the terminal what happens"))
    parser.set_defaults(run=_start)
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND")
    status = commands.add_parser("status", help=_("what it is doing, what comes next, and what it can see"))
    status.add_argument("--json", action="store_true", help=_("as one JSON object"))
    status.set_defaults(run=lambda given: _ask("status", *(["--json"] if given.json else [])))
    pause = commands.add_parser("pause", help=_("show nothing for a while (30m, 1h, tomorrow)"))
    pause.add_argument("duration", nargs="?", default="30m", metavar="DURATION")
    pause.set_defaults(run=lambda given: _ask("pause", given.duration))
    phone = commands.add_parser("phone", help=_("count phone time"))
    phone.add_argument("state", choices=("on", "off"))
    phone.set_defaults(run=lambda given: _ask("phone", given.state))
    stretch = commands.add_parser("stretch", help=_("stretch now; with moves, those, in their whole dose"))
    stretch.add_argument("move", nargs="*", metavar="MOVE", help=_("a move's short name, such as neck-side"))
    stretch.set_defaults(run=lambda given: _ask("stretch", *given.move))
    place = commands.add_parser("place", help=_("where you are: floor moves come at home only"))
    place.add_argument("place", choices=("office", "home"))
    place.set_defaults(run=lambda given: _ask("place", given.place))
    answer = commands.add_parser("answer", help=_("answer the reminder, or the card, that waits for you"))
    answer.add_argument("answer", choices=ANSWERS)
    answer.set_defaults(run=lambda given: _ask("answer", given.answer))
    _add_pain(commands)
    for name, words in (
        ("resume", _("end the pause")),
        ("home", _("open the home window")),
        ("settings", _("open the settings")),
        ("moves", _("open the browser of moves")),
        ("book", _("open the clinic's card")),
        ("report", _("open the report for your next session")),
        ("quit", _("end PostureApp")),
    ):
        commands.add_parser(name, help=words).set_defaults(run=lambda _given, name=name: _ask(name))
    _add_data(commands)
    _add_tools(commands)
    return parser


def _add_pain(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    from postureapp.core.pain_diary import Earlier, Feel, Hinders, Spot

    pain = commands.add_parser("pain", help=_("tell your pain diary how much it hurts; without a number, in a window"))
    pain.add_argument("score", nargs="?", type=_score, metavar="N", help=_("0 (none) to 10"))
    for option, kind, words in (
        ("--where", Spot, _("where; may be given more than once")),
        ("--feels", Feel, _("how it feels; may be given more than once")),
        ("--earlier", Earlier, _("what came before; may be given more than once")),
        ("--hinders", Hinders, _("what it kept you from; may be given more than once")),
    ):
        pain.add_argument(option, action="append", default=[], choices=[each.value for each in kind], help=words)
    pain.add_argument("--worst", action="store_true", help=_("the worst of the day, in place of now"))
    pain.add_argument("--note", type=_note, default="", metavar="WORDS")
    pain.set_defaults(run=_pain)


def _score(words: str) -> int:
    if words.isdecimal() and int(words) <= 10:
        return int(words)
    raise argparse.ArgumentTypeError(_("must be a whole number from 0 to 10"))


def _note(words: str) -> str:
    from postureapp.core.pain_diary import LONGEST_NOTE

    if len(words) <= LONGEST_NOTE:
        return words
    sentence = text("must be {n} letters or less; it has {length}", n=LONGEST_NOTE, length=len(words))
    raise argparse.ArgumentTypeError(str(sentence))


def _pain(given: argparse.Namespace) -> int:
    from postureapp.core.pain_diary import Earlier, Feel, Hinders, PainEntry, Spot, When, data_of

    if given.score is None:
        return _ask("pain")
    entry = PainEntry(
        given.score,
        When.WORST if given.worst else When.NOW,
        tuple(map(Spot, given.where)),
        tuple(map(Feel, given.feels)),
        tuple(map(Earlier, given.earlier)),
        tuple(map(Hinders, given.hinders)),
        given.note,
    )
    return _ask("pain", json.dumps(data_of(entry)))


def _add_data(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = commands.add_parser("export", help=_("write everything that is kept of you into one zip"))
    export.add_argument("file", type=Path, metavar="FILE", help=_("the zip, or the folder to write it into"))
    export.set_defaults(run=_export)
    taken = commands.add_parser("import", help=_("take the entries of an export back into the diary"))
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.set_defaults(run=_import)
    forget = commands.add_parser("forget", help=_("delete a time of the diary for good"))
    forget.add_argument("--all", action="store_true", help=_("all of it"))
    since = _("from this day on, such as 2026-11-30")
    forget.add_argument("--from", dest="first", type=_day, metavar="DAY", help=since)
    forget.add_argument("--to", dest="last", type=_day, metavar="DAY", help=_("up to this day, it included"))
    forget.add_argument("--yes", action="store_true", help=_("really do it: it can't be undone"))
    forget.set_defaults(run=_forget)
    erase = commands.add_parser("erase", help=_("delete everything that is kept of you, and end PostureApp"))
    erase.add_argument("--yes", action="store_true", help=_("really do it: it can't be undone"))
    erase.set_defaults(run=_erase)
    debug = commands.add_parser("debug", help=_("what to send along when something does not work; nothing of you"))
    debug.set_defaults(run=_debug)


def _add_tools(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    self_test = commands.add_parser("self-test", help=_("try every part, in a throw-away place"))
    self_test.add_argument("--json", action="store_true", help=_("as one JSON object"))
    self_test.set_defaults(run=_self_test)
    simulate = commands.add_parser("simulate", help=_("replay a day from a trace file"))
    simulate.add_argument("trace", type=Path, metavar="TRACE")
    simulate.add_argument("--settings", type=Path, metavar="FILE", help=_("with the settings of this file"))
    simulate.add_argument("--json", action="store_true", help=_("one JSON object a line"))
    simulate.set_defaults(run=_simulate)


def _speed(words: str) -> float:
    try:
        speed = float(words)
    except ValueError:
        speed = 0.0
    if not 1.0 <= speed <= 1000.0:
        raise argparse.ArgumentTypeError(_("must be a number from 1 to 1000"))
    return speed


def _ask(*words: str) -> int:
    from postureapp.runtime import control
    from postureapp.storage.folders import profile

    answer = control.send(list(words), profile=profile())
    if answer is None:
        print(_("PostureApp is not running. Start it with: postureapp"), file=sys.stderr)
        return NOT_RUNNING
    code, out = answer
    print(out, file=sys.stdout if code == OK else sys.stderr)
    return code


def _start(given: argparse.Namespace) -> int:
    from postureapp import app

    return app.run(app.Options(temp_profile=given.temp_profile, speed=given.speed, debug=given.debug), print)


def _export(given: argparse.Namespace) -> int:
    from postureapp.storage import folders
    from postureapp.storage.export import FILE_NAME, export

    now = datetime.now().astimezone()
    file = given.file / f"{FILE_NAME}-{now:%Y-%m-%d}.zip" if given.file.is_dir() else given.file
    export(folders.of_this_person(), file, now)  # the app may run: it is read beside it
    print(text("Everything was written to {file}.", file=str(file)))
    return OK


def _import(given: argparse.Namespace) -> int:
    from postureapp.storage import folders
    from postureapp.storage.diary_import import take_in

    places = folders.of_this_person()
    places.make()
    taken = take_in(given.file, places.diary)
    _tell_that_the_diary_changed()
    print(
        ntext("{n} entry is new in your diary.", "{n} entries are new in your diary.", taken.new),
        ntext("{n} was in it already.", "{n} were in it already.", taken.known),
    )
    return OK


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(_("must be a day, such as 2026-11-30")) from None


def _forget(given: argparse.Namespace) -> int:
    from postureapp.platforms.clock import SystemClock
    from postureapp.storage import folders
    from postureapp.storage.forget import count, days, forget

    if given.all == bool(given.first or given.last):
        print(_("Say which time: --from DAY, --to DAY or both; or --all."), file=sys.stderr)
        return BAD_CALL
    diary, when = folders.of_this_person().diary, days(given.first, given.last, SystemClock().now().zone)
    if not given.yes:
        number = count(diary, when)
        found = ntext("Nothing was deleted. {n} entry would be;", "Nothing was deleted. {n} entries would be;", number)
        print(found, _("add --yes to delete for good, with all older copies of the diary."), file=sys.stderr)
        return BAD_CALL
    gone = forget(diary, when)
    _tell_that_the_diary_changed()
    print(ntext("{n} entry was deleted for good.", "{n} entries were deleted for good.", gone))
    return OK


def _tell_that_the_diary_changed() -> None:
    from postureapp.runtime import control
    from postureapp.storage.folders import profile

    with contextlib.suppress(EnvironmentProblem):  # it looks by itself when it is asked for something
        control.send(["diary-changed"], profile=profile())


def _erase(given: argparse.Namespace) -> int:
    from postureapp.runtime import instance
    from postureapp.storage import folders

    places = folders.of_this_person()
    if not given.yes:
        told = text(
            "Nothing was deleted. “postureapp erase --yes” deletes your diary, safety answers and settings for good; "
            "“postureapp export FILE” keeps a copy of them."
        )
        print(told, file=sys.stderr)
        return BAD_CALL
    where = instance.address(folders.profile()).lock
    lock = instance.take_lock(where)
    if lock is not None:
        with lock:  # no other may start meanwhile
            return _erase_now(places, _("Everything was deleted."))
    lock = _end_the_running(where)
    if lock is None:
        raise EnvironmentProblem(
            text("PostureApp has not ended within {n} seconds; it may still write.", n=round(ENDS_WITHIN_S)),
            hint=text("End it, and give the command again."),
        )
    with lock:  # what it wrote as it ended goes too
        return _erase_now(places, _("Everything was deleted, and PostureApp has ended."))


def _end_the_running(where: Path) -> IO[bytes] | None:
    """Have the app that runs delete everything and end; the lock once it has, None where it does not in time.

    It may be starting, and not answer yet, or be ending already, and answer no more.
    """
    from postureapp.runtime import control, instance
    from postureapp.storage.folders import profile

    asked, until_s = False, time.monotonic() + ENDS_WITHIN_S
    while (lock := instance.take_lock(where)) is None and time.monotonic() < until_s:
        if not asked:
            with contextlib.suppress(EnvironmentProblem):  # it ends as it is asked
                answer = control.send(["erase", "--yes"], round(ENDS_WITHIN_S * 1000), profile())
                asked = answer is not None and answer[0] != NOT_RUNNING
        time.sleep(LOOK_AGAIN_S)
    return lock


def _erase_now(places: Folders, done: str) -> int:
    from postureapp.platforms import autostart
    from postureapp.storage import folders
    from postureapp.storage.erase import erase

    left = [*erase(places)]
    try:
        autostart.select(folders.moved())[0].switch(False)
    except EnvironmentProblem as problem:
        left.append(str(problem))
    if left:
        print("\n".join([_("Not everything could be deleted:"), *left]), file=sys.stderr)
        return FAILED
    print(done)
    return OK


def _debug(_given: argparse.Namespace) -> int:
    from postureapp.core.policy import Layers, merge
    from postureapp.devtools.debug_page import Seen, debug_page
    from postureapp.runtime import control
    from postureapp.storage import folders
    from postureapp.storage.settings_file import table_of

    answer = control.send(["debug"], profile=folders.profile())
    if answer is None:
        places = folders.of_this_person()
        answer = OK, debug_page(Seen(places, merge(Layers(person=table_of(places.settings)))[0]))
    print(answer[1].rstrip(), file=sys.stdout if answer[0] == OK else sys.stderr)
    return answer[0]


def _self_test(given: argparse.Namespace) -> int:
    from postureapp.devtools import self_test

    return self_test.run(given.json)


def _simulate(given: argparse.Namespace) -> int:
    from postureapp.core.replay import replay
    from postureapp.core.settings import Settings
    from postureapp.core.state import World
    from postureapp.devtools import simulate
    from postureapp.devtools.trace import read_trace
    from postureapp.storage import content, settings_file

    try:
        trace = read_trace(given.trace)
        settings, problems = settings_file.read_only(given.settings) if given.settings else (Settings(), ())
    except EnvironmentProblem as problem:
        print(problem, file=sys.stderr)
        return BAD_CALL
    causes, cause_problems = content.load_causes()
    moves, move_problems = content.load_moves()
    rules, rule_problems = content.load_safety()
    for told in (*problems, *cause_problems, *move_problems, *rule_problems):
        print(told, file=sys.stderr)
    lines = replay(trace, World(settings, causes, moves, rules))
    for line in simulate.as_lines(lines, given.json):
        print(line)
    return OK
