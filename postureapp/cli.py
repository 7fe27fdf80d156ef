"""The command line: starts the app, or talks to the one that runs.

Commands to the running app load no Qt, so that they answer at once. Every failure ends in one sentence and an exit
code: 1 it failed, 2 what was asked makes no sense, 3 PostureApp is not running, 4 the machine lacks what it needs.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from postureapp import __version__
from postureapp.core.errors import EnvironmentProblem, PostureError
from postureapp.core.text import _, text

if TYPE_CHECKING:
    from postureapp.storage.folders import Folders

OK, FAILED, BAD_CALL, NOT_RUNNING, NOT_POSSIBLE = range(5)


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
    for name, words in (
        ("resume", _("end the pause")),
        ("home", _("open the home window")),
        ("settings", _("open the settings")),
        ("moves", _("open the browser of moves")),
        ("book", _("open the clinic's card")),
        ("quit", _("end PostureApp")),
    ):
        commands.add_parser(name, help=words).set_defaults(run=lambda _given, name=name: _ask(name))
    _add_data(commands)
    _add_tools(commands)
    return parser


def _add_data(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    export = commands.add_parser("export", help=_("write everything that is kept of you into one zip"))
    export.add_argument("file", type=Path, metavar="FILE")
    export.set_defaults(run=_export)
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
    from postureapp.storage.export import export

    export(folders.of_this_person(), given.file)  # the app may run: it is read beside it
    print(text("Everything was written to {file}.", file=str(given.file)))
    return OK


def _erase(given: argparse.Namespace) -> int:
    from postureapp.runtime import control, instance
    from postureapp.storage import folders

    places = folders.of_this_person()
    if not given.yes:
        told = text(
            "Nothing was deleted. “postureapp erase --yes” deletes your diary, safety answers and settings for good; "
            "“postureapp export FILE” keeps a copy of them."
        )
        print(told, file=sys.stderr)
        return BAD_CALL
    lock = instance.take_lock(instance.address(folders.profile()).lock)
    if lock is None:
        answer = control.send(["erase", "--yes"], profile=folders.profile(), patience_ms=2000)
        if answer is not None:
            print(answer[1], file=sys.stdout if answer[0] == OK else sys.stderr)
            return answer[0]
        raise EnvironmentProblem(text("PostureApp is just starting or ending."), hint=text("Try again in a moment."))
    with lock:  # no other may start meanwhile
        return _erase_now(places)


def _erase_now(places: Folders) -> int:
    from postureapp.platforms import autostart
    from postureapp.storage.erase import erase

    left = [*erase(places).left]
    try:
        autostart.select()[0].switch(False)
    except EnvironmentProblem as problem:
        left.append(str(problem))
    if left:
        print("\n".join([_("Not everything could be deleted:"), *left]), file=sys.stderr)
        return FAILED
    print(_("Everything was deleted."))
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
