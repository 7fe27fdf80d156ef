"""From real keys and a real mouse to a reminder, a stretch and the diary, with time running sixty times as fast."""

from __future__ import annotations

from collections.abc import Callable

from tests.helpers.running_app import App, own_windows
from tests.helpers.virtual_desktop import Desktop, eventually

SPEED = 60
FAST = ("--speed", str(SPEED))


def test_half_an_hour_of_sitting_leads_to_a_stretch_that_the_diary_keeps(desktop: Desktop, app: App) -> None:
    app.prepare(stretch_min=30)
    with desktop.watching_notifications() as watch, desktop.window("Editor"):
        with desktop.typing():
            app.start(*FAST)
            shown = eventually(lambda: watch.shown, 45, "the reminder arrives at the notification service")[0]
            labels = ["Start", "Start", "Snooze 5 min", "Skip", "Already did", "Snooze 10 min"]
            assert list(shown.actions.values()) == labels
            assert "30 min" in shown.title or "31 min" in shown.title, shown.title
            desktop.click_notification()
            eventually(lambda: own_windows(desktop), 5, "Start opens the stretch window")
            eventually(lambda: not desktop.displayed(), 3, "the notification is gone")
        eventually(lambda: app.diary("posture_change"), 20, "the stretch comes to its end by itself")
        assert own_windows(desktop), "it stays to ask how the upper back feels"
        desktop.key("2")
        eventually(lambda: not own_windows(desktop), 5, "an answer closes the window")
    kinds = app.kinds()
    story = ["started", "due", "shown", "answered", "move_done", "posture_change", "felt"]
    assert [kind for kind in kinds if kind in story and kind != "move_done"] == [k for k in story if k != "move_done"]
    assert kinds.index("answered") < kinds.index("move_done")
    [(_, _, told)] = app.diary("shown")
    assert 1800 <= told["posture_s"] < 1800 + 5 * 60 + 60
    assert app.diary("answered")[0][2]["answer"] == "start"
    assert app.diary("felt")[0][2]["score"] == 2
    assert app.status()["posture_s"] < 25 * 60, "the sitting clock began anew"
    assert app.quit() == 0
    assert app.said() == ""


def test_skip_and_snooze_are_answered_from_the_list_of_actions(desktop: Desktop, app: App) -> None:
    app.prepare(stretch_min=10)
    with desktop.watching_notifications() as watch, desktop.typing():
        app.start(*FAST)
        eventually(lambda: watch.shown, 20, "the reminder arrives")
        desktop.choose_action("Snooze 5 min")
        eventually(lambda: app.diary("answered"), 3, "the answer is in the diary")
        snoozed_s = watch.shown[0].at_s
        eventually(lambda: len(watch.shown) > 1, 10, "it comes again after the snooze")
        assert watch.shown[1].at_s - snoozed_s >= 5 * 60 / SPEED
        desktop.choose_action("Skip")
        eventually(lambda: len(app.diary("answered")) > 1, 3, "the answer is in the diary")
    assert [data["answer"] for _, _, data in app.diary("answered")] == ["snooze", "skip"]
    assert not own_windows(desktop)


def test_a_fullscreen_window_holds_the_reminder_and_it_comes_after(desktop: Desktop, app: App) -> None:
    app.prepare(stretch_min=10)
    with desktop.watching_notifications() as watch, desktop.typing():
        app.start(*FAST)
        with desktop.window("Cinema", state="fullscreen"):
            eventually(lambda: app.status()["busy"] == ["fullscreen"], 5, "the fullscreen window is noticed")
            eventually(lambda: app.diary("held"), 20, "the reminder is due, and held back")
            assert "full" in app.status()["held"].lower(), app.status()["held"]
            desktop.type_for(2)
            assert not watch.shown
        eventually(lambda: not app.status()["busy"], 5, "the end of the fullscreen window is noticed")
        ended = app.status()
        assert ended["due"]
        eventually(lambda: watch.shown, 10, "the reminder comes after")
        eventually(lambda: app.diary("shown"), 3, "it is in the diary")
    [(_, _, shown)], (_, _, left_fullscreen) = app.diary("shown"), app.diary("held")[1]
    assert shown["posture_s"] - left_fullscreen["posture_s"] >= 59, "it leaves a minute after the fullscreen window"


def test_killed_while_a_reminder_stands_it_comes_again_and_nothing_is_lost(desktop: Desktop, app: App) -> None:
    app.prepare(stretch_min=10)
    with desktop.watching_notifications() as watch, desktop.typing():
        app.start(*FAST)
        eventually(lambda: watch.shown, 20, "the reminder arrives")
        app.kill()
        before = app.diary()
        assert [kind for _, kind, _ in before][-1] == "shown"
        app.start(*FAST)
        status = app.status()
        assert status["posture_s"] >= 600, "the clocks go on"
        assert status["due"], "what stood on the screen comes again"
        eventually(lambda: len(watch.shown) > 1, 20, "the reminder arrives again")
    assert app.diary()[: len(before)] == before, "nothing is lost"
    after = [kind for _, kind, _ in app.diary()[len(before) :]]
    assert after.count("started") == 1
    assert after.count("due") <= 1, after
    assert app.check_diary() == "ok"


def test_killed_while_sitting_the_clock_goes_on(desktop: Desktop, app: App) -> None:
    app.prepare()
    with desktop.typing():
        app.start("--speed", "600")
        eventually(lambda: app.status()["posture_s"] > 300, 10, "some sitting is counted")
        app.command("phone", "on")  # an event: what follows it is kept
        app.command("phone", "off")
        kept_s, before = app.status()["posture_s"], app.diary()
        app.kill()
        app.start()
        assert app.status()["posture_s"] > kept_s / 2
        assert app.diary()[: len(before)] == before
        assert app.kinds() == ["started", "phone_on", "phone_off", "started"]
        assert app.check_diary() == "ok"
        assert app.quit() == 0


def test_without_a_notification_service_our_own_card_comes(
    make_desktop: Callable[..., Desktop], tmp_path: object
) -> None:
    desktop = make_desktop(notifications=False)
    app = App(desktop.env, desktop.folder / "app")
    app.prepare(stretch_min=10)
    try:
        with desktop.window("Editor"), desktop.typing():
            app.start(*FAST)
            assert app.status()["capabilities"]["notify"]["chosen"] != "freedesktop"
            editor = desktop.active_window()
            (card,) = eventually(lambda: own_windows(desktop), 20, "the card is on the screen").values()
            left, top, width, height = desktop.geometry(card)
            assert (left + width, top + height) > (1280 - 60, 800 - 80), "it stands at the corner"
            assert left > 640
            assert top > 400
            assert desktop.active_window() == editor, "it takes no focus"
            desktop.click_window(card, 0.2, 0.62)
            eventually(lambda: desktop.active_window() not in ("", editor), 5, "Start opens the stretch window")
        assert app.diary("answered")[0][2]["answer"] == "start"
        assert card not in own_windows(desktop).values()
    finally:
        app.close()
