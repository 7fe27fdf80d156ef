"""The stretch window: it plays by the dose, asks the gate at each move, and tells once how it ended."""

from __future__ import annotations

import gettext
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from postureapp.core.cues import Cue, Tone
from postureapp.core.events import Size
from postureapp.core.moves import Move
from postureapp.core.pose import expand
from postureapp.core.routine import PhaseKind
from postureapp.core.settings import PlayerSize
from postureapp.core.settings import Theme as Wish
from postureapp.core.text import install
from postureapp.devtools.window_pictures import Pseudo
from postureapp.storage.content import load_moves
from postureapp.ui.closing_pages import Hurt
from postureapp.ui.scenes import Scene, move_scenes, scenes_for
from postureapp.ui.stretch_session import Ended
from postureapp.ui.stretch_window import StretchWindow, Wires, Wishes
from postureapp.ui.theme import Theme
from tests.ui.conftest import settle


class StoodStill:
    """A clock that was not looked at for an hour."""

    def isValid(self) -> bool:
        return True

    def restart(self) -> int:
        return 3_600_000


MOVES = {move.id: move for move in load_moves()[0]}


@dataclass
class Session:
    """A window with everything it told."""

    look: Theme
    ended: list[tuple[bool, tuple[str, ...]]] = field(default_factory=list)
    told: list[Ended] = field(default_factory=list)
    felt: list[int] = field(default_factory=list)
    hurt: list[Hurt] = field(default_factory=list)
    heard: list[Cue] = field(default_factory=list)
    hushed: list[int] = field(default_factory=list)
    chosen: list[tuple[str, object]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    sounds: dict[str, object] = field(default_factory=lambda: {"sound.voice": False, "sound.tones": False})
    disk_is_full: bool = False
    gate_opens: Callable[[Move], bool] = lambda _move: True

    def end(self, how: Ended) -> None:
        self.told.append(how)
        self.ended.append((how.done, how.moves))

    @property
    def ends(self) -> list[tuple[str, int, int, str]]:
        """What became of each move of the last stretch."""
        return [(each.move, each.reps_done, each.reps, each.end.value) for each in self.told[-1].outcomes]

    def choose(self, key: str, value: object) -> None:
        self.chosen.append((key, value))
        if not self.disk_is_full:
            self.sounds[key] = value

    def open(self, scenes: list[Scene], **more: object) -> StretchWindow:
        def gate(move: Move) -> bool:
            self.asked.append(move.id)
            return self.gate_opens(move)

        wires = Wires(
            hurt=self.hurt.append,
            setting=self.choose,
            sounds=lambda: (bool(self.sounds["sound.voice"]), bool(self.sounds["sound.tones"])),
            cue=self.heard.append,
            hush=lambda: self.hushed.append(len(self.heard)),
            next_words=lambda: "Next: a stretch in 30 min",
        )
        window = StretchWindow(
            scenes,
            gate,
            self.end,
            lambda entry: self.felt.append(entry.score),
            self.look,
            wires=wires,
            **more,  # type: ignore[arg-type]
        )
        window.show()
        window.activateWindow()
        settle()  # keys come to the active window only
        return window


@pytest.fixture
def session(look: Theme) -> Session:
    return Session(look)


def two_moves() -> list[Scene]:
    return move_scenes([(MOVES["neck-side"], False), (MOVES["blade-squeeze"], False)])


def words_of(window: StretchWindow) -> str:
    found = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    return " | ".join([*found, *(each.text() for each in window.findChildren(QPushButton) if each.isVisible())])


def press(window: StretchWindow, words: str) -> None:
    next(b for b in window.findChildren(QPushButton) if b.text() == words and b.isVisible()).click()


def length_of(scene: Scene) -> float:
    return sum(phase.seconds for phase in scene.phases) + 0.1


def go_to(window: StretchWindow, kind: PhaseKind) -> None:
    """Let time pass until such a phase has begun."""
    while (phase := window._player.phase) is not None and phase.kind is not kind:
        window._player.skip_phase()


def play_to_the_end(window: StretchWindow, scenes: list[Scene]) -> None:
    for scene in scenes:
        window.advance(length_of(scene))


def test_a_stretch_runs_to_its_end_and_asks_how_it_feels(session: Session) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    play_to_the_end(window, scenes)
    assert session.asked == ["neck-side", "blade-squeeze"]
    assert session.ended == [(True, ("neck-side", "blade-squeeze"))]
    assert "How does your upper back feel?" in words_of(window)
    press(window, "3")
    settle()
    assert session.felt == [3]
    assert len(session.ended) == 1


def test_the_feeling_may_be_left_out(session: Session) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    play_to_the_end(window, scenes)
    press(window, "Close without an answer")
    settle()
    assert session.felt == []


def test_skipped_moves_are_not_told_as_done(session: Session) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    press(window, "Skip")
    window.advance(length_of(two_moves()[1]))
    assert session.ended == [(True, ("blade-squeeze",))]
    assert session.ends == [("neck-side", 0, 2, "skipped"), ("blade-squeeze", 5, 5, "done")]
    window.close()


def test_stopping_tells_once_that_nothing_was_done(session: Session) -> None:
    window = session.open(two_moves())
    press(window, "End")
    settle()
    assert session.ended == [(False, ())]


def test_a_gate_that_closes_between_moves_stops_with_a_reason(session: Session) -> None:
    session.gate_opens = lambda move: move.id == "neck-side"
    scenes = two_moves()
    window = session.open(scenes, why=lambda: "Stretches are off until a clinician has looked at it.")
    window.advance(length_of(scenes[0]))
    assert session.ended == [(True, ("neck-side",))]
    assert "until a clinician has looked at it" in words_of(window)
    assert "Sit tall with both feet flat" in words_of(window)
    assert not window._player.is_running
    window.close()


def test_a_gate_that_is_closed_shows_no_move_at_all(session: Session) -> None:
    session.gate_opens = lambda _move: False
    window = session.open(two_moves())
    assert session.ended == [(False, ())]
    assert "Neck side stretch" not in words_of(window)
    window.close()


def test_the_countdown_names_side_and_repetition(session: Session) -> None:
    window = session.open(move_scenes([(MOVES["neck-turn"], False)]))
    go_to(window, PhaseKind.HOLD)
    assert "right side" in words_of(window)
    assert "1 of" in words_of(window)
    window.close()


def test_a_modified_move_says_so(session: Session) -> None:
    window = session.open(move_scenes([(MOVES["neck-side"], True)]))
    assert "Half the range" in words_of(window)
    window.close()


def test_keys_pause_go_on_and_stop(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    assert window._player.is_running
    page = window._page
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert window._player.is_paused
    assert "Resume" in words_of(window)
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert not window._player.is_paused
    qtbot.keyClick(page, Qt.Key.Key_Right)
    assert session.asked == ["neck-side", "blade-squeeze"]
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    settle()
    assert session.ended == [(False, ())]


def test_space_presses_the_button_that_has_the_keyboard(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    assert window._page.first_focus.text() == "Pause"
    qtbot.keyClick(window._page.hurts, Qt.Key.Key_Space)
    assert "Stop here" in words_of(window)
    window.close()


def test_nothing_runs_while_it_is_hidden(session: Session) -> None:
    window = session.open(two_moves())
    window.hide()
    assert not any(timer.isActive() for timer in window.findChildren(QTimer))
    window.show()
    assert window._player.is_running
    window.close()


def test_nothing_runs_while_it_is_paused_or_over(session: Session) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    press(window, "Pause")
    assert not any(timer.isActive() for timer in window.findChildren(QTimer))
    press(window, "Resume")
    play_to_the_end(window, scenes)
    assert not any(timer.isActive() for timer in window.findChildren(QTimer))
    window.close()


def test_standing_may_be_done_before_its_time(session: Session) -> None:
    window = session.open(scenes_for(Size.STAND, "desk"))
    assert "Stand or walk for 5 minutes" in words_of(window)
    window.advance(60)
    press(window, "Done")
    settle()
    assert session.ended == [(True, ())]


def test_standing_runs_five_minutes_and_closes(session: Session) -> None:
    window = session.open(scenes_for(Size.STAND, "desk"))
    window.advance(299)
    assert session.ended == []
    window.advance(1.5)
    settle()
    assert session.ended == [(True, ())]


@pytest.mark.parametrize("cause", ["desk", "phone", "standing"])
def test_a_posture_cue_takes_ten_seconds_and_asks_no_gate(session: Session, cause: str) -> None:
    session.gate_opens = lambda _move: False
    window = session.open(scenes_for(Size.NUDGE, cause))
    window.advance(9.5)
    assert session.ended == []
    window.advance(1.0)
    settle()
    assert session.ended == [(True, ())]
    assert session.asked == []


def test_a_stretch_without_moves_becomes_a_posture_cue() -> None:
    (scene,) = scenes_for(Size.STRETCH, "desk", ())
    assert scene.move is None


def test_with_reduced_motion_only_key_poses_are_shown(session: Session) -> None:
    scenes = move_scenes([(MOVES["neck-side"], False)])
    window = session.open(scenes, wishes=Wishes(reduced_motion=True))
    shown = []
    frame_over = []
    window._player.frame.connect(lambda frame: (shown.append(frame.pose), frame_over.append(frame.over)))
    window._player.pause()
    for _step in range(200):
        window.advance(0.2)
    keys = [scenes[0].pose(phase, side) for phase in (0.0, 1.0) for side in (False, True)]
    assert any(frame_over)
    assert shown
    assert all(pose in keys for pose in shown)
    window.close()


def test_with_reduced_motion_a_cycle_fades_from_key_pose_to_key_pose(session: Session) -> None:
    (scene,) = move_scenes([(MOVES["shoulder-roll"], False)])
    window = session.open([scene], wishes=Wishes(reduced_motion=True))
    frames = []
    window._player.frame.connect(frames.append)
    window._player.pause()
    go_to(window, PhaseKind.CYCLE)
    for _step in range(120):
        window.advance(0.05)
    count = len(scene.motion.cycle)
    keys = [scene.pose(n / count, False) for n in range(count)]
    seen = [frame for frame in frames if frame.phase.kind is PhaseKind.CYCLE and not frame.phase.mirrored]
    assert all(frame.pose in keys and (frame.over is None or frame.over[0] in keys) for frame in seen)
    assert any(frame.over is not None for frame in seen)
    assert any(frame.over is None for frame in seen)
    window.close()


def test_the_figure_goes_to_the_other_side_without_a_jump(session: Session) -> None:
    scenes = move_scenes([(MOVES["neck-side"], False)])
    window = session.open(scenes)
    poses = []
    window._player.frame.connect(lambda frame: poses.append(expand(frame.pose)))
    window._player.pause()
    go_to(window, PhaseKind.RELEASE)
    for _step in range(160):
        window.advance(0.04)
    jumps = [
        max(abs(a.get(name, 0.0) - b.get(name, 0.0)) for name in a.keys() | b.keys())
        for a, b in itertools.pairwise(poses)
    ]
    assert max(jumps[5:]) < 4.0, "degrees from frame to frame"
    window.close()


def test_time_goes_faster_when_asked(session: Session, qtbot: QtBot) -> None:
    window = session.open(scenes_for(Size.NUDGE, "desk"), speed=60.0)
    with qtbot.waitSignal(window.destroyed, timeout=3000):
        pass
    assert session.ended == [(True, ())]


def test_a_stall_or_a_sleeping_machine_does_no_moves(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    window = session.open(two_moves(), speed=2.0)
    player = window._player
    before_s = player.played_s
    monkeypatch.setattr(player, "_since", StoodStill())
    player._tick()
    assert before_s < player.played_s <= before_s + 2.0, "a second at the most, at this speed"
    window.close()
    assert session.ended == [(False, ())]


def test_paused_from_outside_it_stands_still_until_the_person_goes_on(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    window.pause()
    window.pause()
    assert not window._player.is_running
    assert "Resume" in words_of(window)
    qtbot.keyClick(window._page, Qt.Key.Key_Space)
    assert window._player.is_running
    window.close()
    window.pause()
    assert len(session.ended) == 1


def test_who_locks_the_screen_to_walk_a_little_is_still_on_their_feet(session: Session) -> None:
    window = session.open(scenes_for(Size.STAND, "desk"))
    window.pause()
    assert window._player.is_running
    window.close()


def test_what_is_passed_over_does_not_count_as_played(session: Session) -> None:
    window = session.open(move_scenes([(MOVES["wall-pushup"], False)]))
    window.advance(2.0)
    phase = window._player.phase
    assert phase is not None
    assert phase.kind is PhaseKind.NEXT
    before_s = window._player.played_s
    press(window, "Ready")
    after = window._player.phase
    assert after is not None
    assert after.kind is not PhaseKind.NEXT
    window.close()
    assert session.told[-1].length_s == pytest.approx(before_s, abs=0.5)
    assert session.told[-1].length_s < phase.seconds - 5.0


def test_standing_long_comes_to_rest(session: Session, qtbot: QtBot) -> None:
    window = session.open(scenes_for(Size.STAND, "desk"))
    window.advance(20)
    window._player._tick()
    (timer,) = (each for each in window.findChildren(QTimer) if each.isActive())
    assert timer.interval() >= 500
    window.close()


# --- phases, sides and moves


def test_a_move_in_another_position_leaves_time_to_get_into_it(session: Session) -> None:
    window = session.open(move_scenes([(MOVES["neck-side"], False), (MOVES["wall-pushup"], False)]))
    press(window, "Skip")
    assert "Next: Wall push-up plus" in words_of(window)
    assert "Stand up. You need a wall" in words_of(window)
    press(window, "Ready")
    assert window._player.phase is not None
    assert window._player.phase.kind is PhaseKind.GET_READY
    assert session.ended == []
    window.close()


def test_back_goes_to_the_start_of_the_move_and_twice_to_the_one_before(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    press(window, "Skip")
    go_to(window, PhaseKind.HOLD)
    qtbot.keyClick(window._page, Qt.Key.Key_Left)
    assert window._player.phase == two_moves()[1].phases[0]
    assert window.windowTitle() == "Shoulder-blade squeeze"
    qtbot.keyClick(window._page, Qt.Key.Key_Left)
    assert window.windowTitle() == "Neck side stretch"
    assert session.asked == ["neck-side", "blade-squeeze", "blade-squeeze", "neck-side"], "the gate, each time"
    window.close()


def test_a_move_left_by_going_back_is_not_told_as_passed_over(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    qtbot.keyClick(window._page, Qt.Key.Key_Right)
    for _time in range(2):
        qtbot.keyClick(window._page, Qt.Key.Key_Left)
    assert window.windowTitle() == "Neck side stretch"
    window.close()
    assert [end for *_rest, end in session.ends] == ["ended", "ended"]


def test_a_move_is_not_begun_again_when_the_gate_has_closed(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    go_to(window, PhaseKind.HOLD)
    session.gate_opens = lambda _move: False
    qtbot.keyClick(window._page, Qt.Key.Key_Left)
    assert session.asked == ["neck-side", "neck-side"]
    assert "No stretch right now" in words_of(window)
    assert not window._player.is_running
    assert [end for *_rest, end in session.ends] == ["stopped", "stopped"]
    window.close()


def test_a_repetition_done_again_counts_once(session: Session) -> None:
    window = session.open(two_moves())
    press(window, "Skip")
    for _time in range(2):
        go_to(window, PhaseKind.RELEASE)
        window._player.skip_phase()
        window._session.back()
        window._session._since_back.invalidate()
    assert window._player.reps_done == 1
    window.close()
    assert session.ends[1] == ("blade-squeeze", 1, 5, "ended")


def test_what_was_ended_half_way_is_told_with_its_repetitions(session: Session) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    window.advance(length_of(scenes[0]))
    go_to(window, PhaseKind.RELEASE)
    window._player.skip_phase()
    window.close()
    assert session.ends == [("neck-side", 2, 2, "done"), ("blade-squeeze", 1, 5, "ended")]
    assert session.told[-1].length_s == pytest.approx(length_of(scenes[0]), abs=0.5), (
        "what was passed over is not in it"
    )


def test_the_whole_dose_where_a_move_is_asked_for_by_name() -> None:
    (short,) = move_scenes([(MOVES["neck-side"], False)])
    (whole,) = move_scenes([(MOVES["neck-side"], False)], budget_s=None)
    assert sum(phase.kind is PhaseKind.HOLD for phase in whole.phases) == 2 * MOVES["neck-side"].dose.reps[0]
    assert len(whole.phases) > len(short.phases)


def test_the_hold_comes_with_numbers_and_the_ring_names_its_length(session: Session) -> None:
    window = session.open(two_moves())
    go_to(window, PhaseKind.HOLD)
    assert "15 seconds" in window._page.ring.accessibleDescription()
    window.close()


# --- voice, tones and captions


def test_all_that_is_said_is_also_to_be_read(session: Session) -> None:
    scenes = move_scenes([(MOVES["neck-side"], False), (MOVES["wall-pushup"], False), (MOVES["shoulder-roll"], False)])
    window = session.open(scenes)
    read: list[tuple[str, bool]] = []

    def look(cue: Cue) -> None:
        words = words_of(window)
        said = str(cue.words).rstrip(".").split(". ")
        if cue.words and cue.tone is not Tone.COUNT:
            read.append((str(cue.words), all(part in words for part in said)))

    window._player.cue.connect(look)
    for scene in scenes:
        for _step in range(int(length_of(scene) / 0.2) + 2):
            window.advance(0.2)
    assert len(read) > 20
    assert [said for said, is_read in read if not is_read] == []
    window.close()


def test_the_last_seconds_of_getting_ready_and_of_a_hold_are_counted(session: Session) -> None:
    window = session.open(two_moves())
    go_to(window, PhaseKind.MOVE_IN)
    assert [str(cue.words) for cue in session.heard if cue.tone is Tone.COUNT] == []
    window._session.back()
    session.heard.clear()
    window.advance(5.0)
    assert [str(cue.words) for cue in session.heard if cue.tone is Tone.COUNT] == ["Three", "Two", "One"]
    window.close()


def test_pausing_skipping_and_the_end_silence_it_at_once(session: Session) -> None:
    window = session.open(two_moves())
    for words in ("Pause", "Resume", "Skip"):
        before = len(session.hushed)
        press(window, words)
        assert (len(session.hushed) > before) is (words != "Resume")
    before = len(session.hushed)
    window.close()
    assert len(session.hushed) > before


def test_nothing_is_said_while_it_is_paused(session: Session) -> None:
    window = session.open(two_moves())
    press(window, "Pause")
    said = len(session.heard)
    window.hide()
    window.show()
    assert len(session.heard) == said
    assert window._player.is_paused, "what the person paused stays so"
    window.close()


def test_voice_and_tones_are_switched_by_key_and_kept(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    assert "you need not look at the screen" in words_of(window)
    qtbot.keyClick(window._page, Qt.Key.Key_V)
    qtbot.keyClick(window._page, Qt.Key.Key_T)
    qtbot.keyClick(window._page, Qt.Key.Key_T)
    assert session.chosen == [("sound.voice", True), ("sound.tones", True), ("sound.tones", False)]
    assert (window._page.voice.accessibleName(), window._page.voice.isChecked()) == ("Spoken cues", True)
    assert window._page.tones.toolTip() == "Soft tones: off (T)"
    assert "you need not look at the screen" not in words_of(window)
    window.close()


def test_what_could_not_be_kept_is_not_shown_as_on(session: Session, qtbot: QtBot) -> None:
    session.disk_is_full = True
    window = session.open(two_moves())
    qtbot.keyClick(window._page, Qt.Key.Key_V)
    assert session.chosen == [("sound.voice", True)]
    assert not window._page.voice.isChecked()
    assert window._page.voice.toolTip() == "Spoken cues: off (V)"
    window.close()


# --- small and large


def test_small_and_large_are_switched_by_key_and_kept(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves(), wishes=Wishes(PlayerSize.SMALL))
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    small = window.size()
    go_to(window, PhaseKind.HOLD)
    before = window._player.phase
    qtbot.keyClick(window._page, Qt.Key.Key_S)
    assert session.chosen == [("appearance.player", "large")]
    assert not window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert window.width() > small.width()
    assert window.isVisible()
    assert window._player.phase == before
    assert window._player.is_running
    qtbot.keyClick(window._page, Qt.Key.Key_S)
    assert session.chosen[-1] == ("appearance.player", "small")
    window.close()
    assert len(session.ended) == 1


def test_the_small_window_stands_in_the_corner_free_of_panels(session: Session) -> None:
    window = session.open(two_moves(), wishes=Wishes(PlayerSize.SMALL))
    room = window.screen().availableGeometry()
    assert room.contains(window.frameGeometry())
    assert room.right() - window.frameGeometry().right() < 40
    window.close()


def test_it_blocks_nothing(session: Session) -> None:
    window = session.open(two_moves())
    assert window.windowModality() is Qt.WindowModality.NonModal
    assert not window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    window.close()


@pytest.mark.parametrize("size", list(PlayerSize))
def test_every_control_has_a_name_and_a_tip(session: Session, size: PlayerSize) -> None:
    window = session.open(two_moves(), wishes=Wishes(size))
    shown = [each for each in window.findChildren(QPushButton) if each.isVisible()]
    assert len(shown) >= 8
    for each in shown:
        assert each.accessibleName(), each
        assert "(" in each.toolTip(), f"{each.accessibleName()} does not say its key"
    window.close()


def test_marking_the_step_moves_no_line(session: Session) -> None:
    window = session.open(two_moves())
    settle()
    page = window._page
    heights = [[made.height() for made in page._step_rows]]  # type: ignore[attr-defined]
    for kind in (PhaseKind.MOVE_IN, PhaseKind.HOLD, PhaseKind.RELEASE):
        go_to(window, kind)
        settle()
        heights.append([made.height() for made in page._step_rows])  # type: ignore[attr-defined]
    assert all(each == heights[0] for each in heights)
    window.close()


@pytest.mark.parametrize("size", list(PlayerSize))
def test_what_is_to_be_minded_and_the_muscles_are_there_in_each_size(session: Session, size: PlayerSize) -> None:
    scenes = move_scenes([(MOVES["chair-chest"], True)])
    window = session.open(scenes, wishes=Wishes(size))
    shown = [each for each in window.findChildren(QLabel) if each.isVisible()]
    assert "Half the range, half the hold" in words_of(window)
    told = " | ".join(each.accessibleName() or each.text() for each in shown)
    tips = " | ".join(each.toolTip() or each.text() for each in shown)
    for words in (*scenes[0].cautions, *scenes[0].plain_muscles):
        assert words in told
        assert words in tips
    window.close()


def test_the_small_page_says_why_a_cue_comes_and_forgets_it_with_the_next(session: Session) -> None:
    why = "Stretches are off until the short safety questions are answered."
    scenes = [*scenes_for(Size.STRETCH, "desk", why_cue=why), *move_scenes([(MOVES["blade-squeeze"], False)])]
    window = session.open(scenes, wishes=Wishes(PlayerSize.SMALL))
    assert "Stretches are off until" in words_of(window)
    assert why in [each.toolTip() for each in window.findChildren(QLabel) if each.isVisible()]
    window._session.skip()
    assert "Stretches are off until" not in words_of(window)
    assert "Squeeze only as hard as is comfortable." in words_of(window)
    window.close()


@pytest.fixture
def long_language() -> Iterator[None]:
    install(Pseudo())
    yield
    install(gettext.NullTranslations())


@pytest.mark.parametrize("kind", [PhaseKind.NEXT, PhaseKind.MOVE_IN, PhaseKind.HOLD, PhaseKind.RELEASE])
def test_the_small_page_has_room_on_a_small_screen_at_200_percent(
    session: Session, kind: PhaseKind, long_language: None
) -> None:
    window = session.open(move_scenes([(MOVES["wall-pushup"], True)]), wishes=Wishes(PlayerSize.SMALL))
    window.resize(window.size().boundedTo(QSize(616, 302)))  # 1280 x 720 at 200 %, without a panel and a title bar
    go_to(window, kind)
    settle()
    for made in window.findChildren(QPushButton):
        if made.isVisible():
            assert made.height() >= 30, made.accessibleName()
            assert made.width() + 1 >= made.minimumSizeHint().width(), made.accessibleName()
    for made in window.findChildren(QLabel):
        if made.isVisible() and made.text():
            assert made.height() + 1 >= made.heightForWidth(made.width()), made.text()
            assert window.rect().contains(made.mapTo(window, made.rect().bottomRight())), made.text()
    window.close()


# --- pain


def test_what_hurts_ends_it_at_once_and_asks_how_much(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    go_to(window, PhaseKind.HOLD)
    qtbot.keyClick(window._page, Qt.Key.Key_H)
    assert not window._player.is_running
    assert session.ends == [("neck-side", 0, 2, "hurt"), ("blade-squeeze", 0, 5, "ended")]
    assert "Come out of the position slowly" in words_of(window)
    page = window._stack.currentWidget()
    qtbot.keyClick(page, Qt.Key.Key_4)
    press(window, "Next: a few questions")
    settle()
    assert session.hurt == [Hurt("neck-side", 4)]
    assert session.felt == []


def test_what_hurts_may_be_switched_off_and_ten_is_typed_as_one_and_nought(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    press(window, "This hurts")
    page = window._stack.currentWidget()
    page._off.setChecked(True)  # type: ignore[attr-defined]
    page._signs.setChecked(True)  # type: ignore[attr-defined]
    qtbot.keyClick(page, Qt.Key.Key_1)
    qtbot.keyClick(page, Qt.Key.Key_0)
    press(window, "Next: a few questions")
    settle()
    assert session.hurt == [Hurt("neck-side", 10, has_signs=True, switch_off=True)]


@pytest.mark.parametrize(("key", "stops"), [(None, True), (Qt.Key.Key_2, False), (Qt.Key.Key_4, True)])
def test_that_stretches_stop_is_said_only_where_they_do(
    session: Session, qtbot: QtBot, key: Qt.Key | None, stops: bool
) -> None:
    window = session.open(two_moves())
    press(window, "This hurts")
    page = window._stack.currentWidget()
    if key is not None:
        qtbot.keyClick(page, key)
    assert ("No more stretches until it has settled" in words_of(window)) is stops
    assert ("Stop if pain spreads" in words_of(window)) is not stops
    page._signs.setChecked(True)  # type: ignore[attr-defined]
    assert "No more stretches until it has settled" in words_of(window)
    window.close()


def test_closed_without_an_answer_it_is_told_that_none_was_given(session: Session) -> None:
    window = session.open(two_moves())
    press(window, "This hurts")
    window.close()
    assert session.hurt == [Hurt("neck-side")]
    assert len(session.ended) == 1


@pytest.mark.parametrize(("keys", "score"), [((Qt.Key.Key_0,), 0), ((Qt.Key.Key_7,), 7)])
def test_how_it_feels_is_answered_by_a_digit(
    session: Session, qtbot: QtBot, keys: tuple[Qt.Key, ...], score: int
) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    play_to_the_end(window, scenes)
    for key in keys:
        qtbot.keyClick(window._stack.currentWidget().scale.buttons[0], key)  # type: ignore[attr-defined]
    settle()
    assert session.felt == [score]


def test_ten_is_typed_as_one_and_nought_on_the_last_page_too(session: Session, qtbot: QtBot) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    play_to_the_end(window, scenes)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_1)
    settle()
    assert session.felt == []
    assert window.isVisible(), "a nought may follow"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_0)
    settle()
    assert session.felt == [10]


def test_a_one_that_stays_alone_is_one(session: Session, qtbot: QtBot) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    play_to_the_end(window, scenes)
    scale = window._stack.currentWidget().scale  # type: ignore[attr-defined]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_1)
    assert scale._typed_one.isActive()
    scale._typed_one.timeout.emit()
    settle()
    assert session.felt == [1]


def test_who_goes_on_to_another_number_did_not_mean_one(session: Session, qtbot: QtBot) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    play_to_the_end(window, scenes)
    scale = window._stack.currentWidget().scale  # type: ignore[attr-defined]
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_1)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Right)
    assert not scale._typed_one.isActive()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert session.felt == [2]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_key_meant_for_the_move_is_no_answer(session: Session, qtbot: QtBot, key: Qt.Key) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    play_to_the_end(window, scenes)
    qtbot.keyClick(window.focusWidget(), key)
    settle()
    assert session.felt == []
    assert window.isVisible()
    window.close()


def test_a_key_meant_for_the_move_does_not_say_that_it_hurts_little(session: Session, qtbot: QtBot) -> None:
    window = session.open(two_moves())
    for key in (Qt.Key.Key_H, Qt.Key.Key_Space, Qt.Key.Key_Return):
        qtbot.keyClick(window.focusWidget(), key)
        settle()
    assert window.isVisible()
    window.close()
    assert session.hurt == [Hurt("neck-side")]


def test_the_arrow_keys_go_from_number_to_number(session: Session, qtbot: QtBot) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    window.activateWindow()
    play_to_the_end(window, scenes)
    settle()
    scale = window._stack.currentWidget().scale  # type: ignore[attr-defined]
    scale.buttons[0].setFocus()
    for _time in range(3):
        qtbot.keyClick(window.focusWidget() or scale.buttons[0], Qt.Key.Key_Right)
    qtbot.keyClick(window.focusWidget() or scale.buttons[3], Qt.Key.Key_Space)
    settle()
    assert session.felt == [3]


def test_the_last_page_says_what_was_done_and_what_comes_next(session: Session) -> None:
    scenes = two_moves()
    window = session.open(scenes)
    play_to_the_end(window, scenes)
    words = words_of(window)
    played_s = sum(phase.seconds for scene in scenes for phase in scene.phases)
    assert played_s > 90, "long enough to be told in minutes"
    assert f" | 2 moves in {round(played_s / 60)} minutes | " in words
    assert "Neck side stretch" in words
    assert "Next: a stretch in 30 min" in words
    window.close()


def test_ten_windows_leave_nothing_in_memory(session: Session) -> None:
    import gc
    import weakref

    left = []
    for _time in range(10):
        window = session.open(two_moves(), wishes=Wishes(PlayerSize.SMALL))
        window._resize()
        left.append(weakref.ref(window))
        window.close()
        del window
    settle()
    gc.collect()
    settle()
    assert [each for each in left if each() is not None] == []


def test_a_theme_of_its_own_needs_no_more_windows(session: Session) -> None:
    session.look.choose(Wish.DARK)
    window = session.open(two_moves())
    assert window.property("dark")
    window.close()


def test_what_was_told_before_may_end_the_stretch_before_it_begins(look: Theme) -> None:
    asked: list[int] = []

    def before(score: int) -> bool:
        asked.append(score)
        return score < 8

    ended: list[Ended] = []
    window = StretchWindow(
        two_moves(),
        gate=lambda _move: True,
        on_ended=ended.append,
        on_felt=lambda _entry: None,
        look=look,
        wishes=Wishes(asks_before=True),
        wires=Wires(before=before),
    )
    window.show()
    settle()
    window._told_before(9)
    settle()
    assert asked == [9]
    assert [how.done for how in ended] == [False]
