"""The stretch window on a real desktop: by keyboard alone to the diary, and as a screen reader has it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from postureapp.core import selection
from postureapp.core.cues import cues
from postureapp.core.routine import PhaseKind, phases
from postureapp.core.settings import Settings
from postureapp.storage.content import load_moves
from postureapp.ui.player_page import LONG_S
from tests.helpers import screen_reader
from tests.helpers.running_app import ALWAYS_AT_WORK, App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

LONG = ALWAYS_AT_WORK + "[moves]\nminutes = 5\n"


def title(desktop: Desktop) -> str:
    """The title of the stretch window, "" where there is none."""
    return next(iter(own_windows(desktop)), "")


def session_of(app: App) -> dict[str, Any]:
    """The one session that is in the diary."""
    [(_, _, told)] = app.diary("session")
    return told


def begin_and_hurt(desktop: Desktop, app: App) -> None:
    """Begin a stretch, and say by key that it hurts."""
    app.prepare(LONG)
    app.start()
    app.command("stretch")
    eventually(lambda: desktop.active_window() in own_windows(desktop).values(), 10, "the window has the keyboard")
    desktop.key("h")
    eventually(lambda: title(desktop) == "Stop here", 5, "it ends at once")


def say_it_hurts_much(desktop: Desktop) -> None:
    """Say how much on the page that asks, and go on."""
    desktop.key("6", "Tab", "Tab", "Tab", "Return")
    eventually(lambda: title(desktop) == "My upper back hurts", 5, "the warning signs are asked for")


def test_three_moves_are_played_through_by_keyboard_alone(desktop: Desktop, app: App) -> None:
    app.prepare(LONG)
    with desktop.window("Editor"):
        app.start("--speed", "30")
        app.command("stretch")
        first = eventually(lambda: title(desktop), 10, "the window opens")
        eventually(lambda: desktop.active_window() in own_windows(desktop).values(), 5, "it has the keyboard")
        desktop.key("space")
        desktop.key("Right")
        second = eventually(lambda: title(desktop) not in ("", first) and title(desktop), 5, "Right goes to the next")
        desktop.key("Left", "Left")
        eventually(lambda: title(desktop) == first, 5, f"Left twice goes back from {second}")
        eventually(lambda: app.diary("session"), 40, "it runs to its end by itself")
        assert title(desktop) == "Done"
        desktop.key("2")
        eventually(lambda: not own_windows(desktop), 5, "a digit is an answer and closes it")
    told = session_of(app)
    assert len(told["moves"]) == 3
    assert [each["end"] for each in told["moves"]] == ["done"] * 3
    assert all(each["prescribed"] >= each["reps_done"] == each["reps"] > 0 for each in told["moves"])
    assert [data["move"] for _, _, data in app.diary("move_done")] == [each["move"] for each in told["moves"]]
    assert told["length_s"] > 60
    assert app.diary("felt")[0][2]["score"] == 2
    kinds = app.kinds()
    assert kinds.index("move_done") < kinds.index("session") < kinds.index("posture_change") < kinds.index("felt")
    assert app.said() == ""


def test_what_hurts_ends_it_by_one_key_and_leads_to_the_warning_signs(desktop: Desktop, app: App) -> None:
    begin_and_hurt(desktop, app)
    told = session_of(app)
    assert [each["end"] for each in told["moves"]] == ["hurt", "ended", "ended"]
    assert [each["reps_done"] for each in told["moves"]] == [0, 0, 0]
    say_it_hurts_much(desktop)
    [(_, _, hurt)] = app.diary("hurt")
    assert (hurt["move"], hurt["score"]) == (told["moves"][0]["move"], 6)
    assert "hurt" not in (app.places.state / "postureapp.log").read_text().lower(), "pain never goes to a log"


def test_after_pain_stretches_stay_off_until_the_questions_are_answered(desktop: Desktop, app: App) -> None:
    begin_and_hurt(desktop, app)
    assert app.status()["stretches"] == "off", "before a word is said of how much it hurts"
    say_it_hurts_much(desktop)
    desktop.key("Escape")
    eventually(lambda: not own_windows(desktop), 5, "they are closed unanswered")
    assert "Stretches are off" in app.command("stretch").stdout
    eventually(lambda: list(own_windows(desktop)) == ["Safety questions"], 5, "it is asked again, and nothing plays")
    assert app.quit() == 0
    app.start()
    assert app.status()["stretches"] == "off", "nor after a new start"


def test_a_choice_made_in_the_window_is_kept(desktop: Desktop, app: App) -> None:
    app.prepare(LONG)
    app.start()
    app.command("stretch")
    eventually(lambda: desktop.active_window() in own_windows(desktop).values(), 10, "the window has the keyboard")
    desktop.key("s")
    small = eventually(lambda: _narrow(desktop), 5, "it becomes small")
    left, top, width, height = desktop.geometry(small)
    assert left + width > 1280 - 40
    assert top + height > 800 - 60
    desktop.key("Escape")
    eventually(lambda: not own_windows(desktop), 5, "Escape ends it")
    app.command("stretch")
    eventually(lambda: _narrow(desktop), 5, "it is small the next time too")
    assert 'player = "small"' in app.places.settings.read_text()


def test_moves_are_played_by_name_with_their_whole_dose(desktop: Desktop, app: App) -> None:
    app.prepare()
    app.start()
    refused = app.command("stretch", "no-such-move")
    assert refused.returncode == 2
    assert "no-such-move" in refused.stderr
    assert not own_windows(desktop)
    assert app.command("stretch", "child-pose", "neck-side").returncode == 0
    eventually(
        lambda: title(desktop).startswith("Child"), 10, "a floor move comes in the office when asked for by name"
    )
    eventually(lambda: desktop.active_window() in own_windows(desktop).values(), 5, "it has the keyboard")
    desktop.key("Right")
    desktop.key("Escape")
    eventually(lambda: app.diary("session"), 5, "it is ended")
    told = [(each["move"], each["prescribed"], each["reps"]) for each in session_of(app)["moves"]]
    assert told == [("child-pose", 2, 2), ("neck-side", 4, 4)]


def _narrow(desktop: Desktop) -> str:
    found = [window for window in own_windows(desktop).values() if desktop.geometry(window)[2] < 600]
    return found[0] if found else ""


def announcements(title: str) -> list[tuple[str, str]]:
    """How each phase of a move is announced: what comes first, and how long it lasts where that is said."""
    move = next(move for move in load_moves()[0] if move.name == title)
    budget_s = selection.budget_s(Settings(stretch_length_min=5))
    found = []
    for phase in phases(move, False, budget_s):
        opening = next((cue.words for cue in cues(phase, move, next_move=False) if cue.words and not cue.at_s), "")
        words = str(phase.caption if phase.kind is PhaseKind.NEXT else opening or phase.caption)
        found.append((words.rstrip("."), f"{round(phase.seconds)} seconds" if phase.seconds >= LONG_S else ""))
    return found


def test_a_screen_reader_has_every_control_and_is_told_of_each_phase(
    make_desktop: Callable[..., Desktop], tmp_path: Any
) -> None:
    desktop = make_desktop(tray=False, notifications=False)
    app = App(desktop.env, tmp_path / "home")
    app.prepare(LONG)
    try:
        with screen_reader.listening(desktop) as reader:
            app.start("--speed", "4", **screen_reader.ENV)
            app.command("stretch")
            shown = eventually(lambda: title(desktop), 10, "the window opens")
            told = reader.announced(20, enough=4)
            expected = announcements(str(shown))
            assert len(told) == 4, told
            for words, (opening, lasts) in zip(told, expected, strict=False):
                assert words.startswith(opening), (told, expected)
                assert ("second" in words, words.endswith(lasts)) == (bool(lasts), True), (told, expected)
            desktop.key("space")
            showing = [node for node in reader.tree() if node.showing]
    finally:
        app.close()
    pressed = {node.name: node.description for node in showing if node.role in ("push button", "button")}
    wanted = {"Back": "Left arrow", "Resume": "Space", "Skip": "Right arrow", "This hurts": "H", "End": "Escape"}
    assert wanted.items() <= pressed.items(), pressed
    assert {"Spoken cues", "Soft tones"} <= {node.name for node in showing if node.role == "check box"}
    assert all(node.name for node in showing if node.role in ("push button", "button", "check box"))
    assert any(node.name.startswith("Figure showing: ") and node.description for node in showing)
    assert any(node.name == "Countdown" and "second" in node.description for node in showing)
    assert any("Stop if pain spreads" in node.name for node in showing)
