"""Every setting, declared once: key, type, unit, default, range, label, the page it is on and who may change it.

The settings file, the command line, the settings window and IT's policy all go by these declarations. How a value is
read is told in `setting_values`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any

from postureapp.core.events import Busy
from postureapp.core.hours import WEEKDAYS, WeekHours, every_day, on_weekdays
from postureapp.core.moves import Place
from postureapp.core.text import Text, text

CAUSES = ("desk", "phone", "sleep", "lifting", "repetitive", "sports", "backpack")
Value = int | str | bool | tuple[str, ...] | WeekHours  # what a setting is changed to


class Owner(StrEnum):
    """Who may set a value besides the person. Nobody else ever may where health is concerned."""

    PERSON = "person"
    ORGANISATION = "organisation"
    RECOMMENDED = "recommended"  # an organisation may give a default, never a lock


class Page(StrEnum):
    """The page of the settings window a setting is on."""

    REMINDERS = "reminders"
    HOURS = "hours"
    PHONE = "phone"
    BUSY = "busy"
    MOVES = "moves"
    PAIN = "pain"
    SOUND = "sound"
    LOOK = "look"
    APP = "app"


class Style(StrEnum):
    """What a reminder of sitting asks for."""

    STRETCH = "stretch"
    NUDGE = "nudge"


class Theme(StrEnum):
    """Colours of the windows."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class FigureBody(StrEnum):
    """The build of the figure that shows the moves."""

    SLENDER = "slender"
    MEDIUM = "medium"
    FULL = "full"


class FigureSkin(StrEnum):
    """The skin tone of the figure."""

    LIGHT = "light"
    TAN = "tan"
    DARK = "dark"


class PlayerSize(StrEnum):
    """How the stretch window opens: in a corner, or large."""

    SMALL = "small"
    LARGE = "large"


class ReturnCard(StrEnum):
    """Whether the card after an idle gap is shown."""

    LEARN = "learn"
    ALWAYS = "always"
    NEVER = "never"


class CheckIn(StrEnum):
    """When the daily check-in of the pain diary is offered."""

    WHILE_IT_HURTS = "while-it-hurts"
    DAILY = "daily"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What is known of a setting. `low` and `high` bound whole numbers; `choices` bound words (none: any word).

    `hint` is a sentence below the label, or nothing; `words` name the choices for people, in the order of the enum or
    of `choices`, and are empty where the content, the calendar or the library has the names.
    """

    key: str
    label: Text
    page: Page
    hint: Text = Text("")
    unit: str = ""
    low: int = 0
    high: int = 0
    choices: tuple[str, ...] = ()
    words: tuple[Text, ...] = ()
    owner: Owner = Owner.RECOMMENDED


def _setting(key: str, default: Any, label: Text, page: Page, **more: Any) -> Any:
    return field(default=default, metadata={"declaration": Declaration(key, label, page, **more)})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, with their defaults."""

    causes: tuple[str, ...] = _setting(
        "causes",
        ("desk", "phone"),
        text("What applies to you"),
        Page.REMINDERS,
        hint=text("Each has reminders, words and moves of its own."),
        choices=CAUSES,
        owner=Owner.PERSON,
    )
    style: Style = _setting(
        "reminders.style",
        Style.STRETCH,
        text("Stretch, or only a posture cue"),
        Page.REMINDERS,
        words=(text("A stretch"), text("Only a posture cue")),
    )
    stretch_min: int = _setting(
        "reminders.stretch_min",
        30,
        text("Change posture after"),
        Page.REMINDERS,
        hint=text("Of sitting without a change. In studies, half a minute every 20 minutes felt best."),
        unit="min",
        low=10,
        high=120,
    )
    stand_min: int = _setting(
        "reminders.stand_min",
        60,
        text("Stand or walk after"),
        Page.REMINDERS,
        hint=text("Of sitting without a real break."),
        unit="min",
        low=20,
        high=240,
    )
    natural_break_min: int = _setting(
        "reminders.natural_break_min",
        5,
        text("Away this long is a break"),
        Page.REMINDERS,
        hint=text("The clocks begin again when you come back."),
        unit="min",
        low=2,
        high=30,
    )
    working_hours: WeekHours = _setting(
        "working_hours",
        on_weekdays("08:00-18:00"),
        text("Working hours"),
        Page.HOURS,
        hint=text("Outside them, reminders of sitting do not come."),
    )
    quiet_hours: WeekHours = _setting(
        "quiet_hours",
        WeekHours(),
        text("Quiet hours"),
        Page.HOURS,
        hint=text("Nothing is shown in them. What became due comes afterwards, if it still applies."),
        owner=Owner.PERSON,
    )
    phone_relief_min: int = _setting(
        "phone.relief_min",
        20,
        text("Phone relief after"),
        Page.PHONE,
        hint=text("Of looking down at a phone, all spells of the time since a break together."),
        unit="min",
        low=5,
        high=120,
    )
    phone_toggle_min: int = _setting(
        "phone.toggle_min",
        15,
        text("While on the phone, remind after"),
        Page.PHONE,
        hint=text("Counts while “I'm on my phone” is on."),
        unit="min",
        low=5,
        high=120,
    )
    phone_hours: WeekHours = _setting(
        "phone_hours",
        WeekHours(),
        text("Hours when idle means phone"),
        Page.PHONE,
        hint=text("For example a lunch hour: a pause at the keyboard then counts as phone time, not as rest."),
        owner=Owner.PERSON,
    )
    return_card: ReturnCard = _setting(
        "phone.return_card",
        ReturnCard.LEARN,
        text("Ask what an idle gap was"),
        Page.PHONE,
        hint=text("A small card when you come back: a break, the phone, or a meeting."),
        words=(text("Until the answer is known"), text("Always"), text("Never")),
        owner=Owner.PERSON,
    )
    held_by: tuple[str, ...] = _setting(
        "busy.held_by",
        tuple(kind.value for kind in Busy),
        text("Reminders wait during"),
        Page.BUSY,
        hint=text("They come once you are free. Video, calls and full screen count as sitting either way."),
        choices=tuple(kind.value for kind in Busy),
        words=(
            text("A program in full screen"),
            text("A video"),
            text("A presentation"),
            text("Do not disturb"),
            text("The camera in use"),
            text("The microphone in use"),
        ),
    )
    pause_min: int = _setting(
        "pause.minutes",
        30,
        text("Length of a pause"),
        Page.BUSY,
        hint=text("What “Pause” in the home window gives."),
        unit="min",
        low=5,
        high=480,
        owner=Owner.PERSON,
    )
    tip_hours: WeekHours = _setting(
        "tips.hours",
        every_day("07:00-22:00"),
        text("Hours for tips"),
        Page.HOURS,
        hint=text("Tips on sleep, lifting, sport and bags: at most one a day."),
    )
    sports_days: tuple[str, ...] = _setting(
        "tips.sports_days", (), text("Days of sport"), Page.HOURS, choices=WEEKDAYS, owner=Owner.PERSON
    )
    lifting_days: tuple[str, ...] = _setting(
        "tips.lifting_days", (), text("Days of lifting"), Page.HOURS, choices=WEEKDAYS, owner=Owner.PERSON
    )
    place: Place = _setting(
        "moves.place",
        Place.OFFICE,
        text("Where you are"),
        Page.MOVES,
        hint=text("Moves on the floor come at home only."),
        words=(text("At the office"), text("At home")),
        owner=Owner.PERSON,
    )
    stretch_length_min: int = _setting(
        "moves.minutes",
        1,
        text("Length of a stretch"),
        Page.MOVES,
        hint=text("One to three moves are chosen to fit."),
        unit="min",
        low=1,
        high=5,
        owner=Owner.PERSON,
    )
    favourites: tuple[str, ...] = _setting(
        "moves.favourites",
        (),
        text("Moves you like"),
        Page.MOVES,
        hint=text("They come more often."),
        owner=Owner.PERSON,
    )
    switched_off: tuple[str, ...] = _setting(
        "moves.off", (), text("Moves switched off"), Page.MOVES, hint=text("They never come."), owner=Owner.PERSON
    )
    check_in: CheckIn = _setting(
        "pain.check_in",
        CheckIn.WHILE_IT_HURTS,
        text("Ask how your back is"),
        Page.PAIN,
        hint=text("Once a day, at a good moment; never on a locked screen or in a presentation."),
        words=(text("While it hurts"), text("Every day"), text("Never")),
        owner=Owner.PERSON,
    )
    check_in_hour: int = _setting(
        "pain.check_in_hour",
        16,
        text("From this hour of the day"),
        Page.PAIN,
        unit="h",
        low=0,
        high=23,
        owner=Owner.PERSON,
    )
    voice: bool = _setting(
        "sound.voice",
        False,
        text("Speak the cues"),
        Page.SOUND,
        hint=text("So that you can follow a stretch without looking."),
    )
    tones: bool = _setting(
        "sound.tones", False, text("Soft tones"), Page.SOUND, hint=text("At the start and the end of each hold.")
    )
    player_size: PlayerSize = _setting(
        "appearance.player",
        PlayerSize.LARGE,
        text("Size of the stretch window"),
        Page.LOOK,
        words=(text("Small, in a corner"), text("Large")),
        owner=Owner.PERSON,
    )
    figure_body: FigureBody = _setting(
        "appearance.figure_body",
        FigureBody.MEDIUM,
        text("Build of the figure"),
        Page.LOOK,
        words=(text("Slender"), text("Medium"), text("Full")),
        owner=Owner.PERSON,
    )
    figure_skin: FigureSkin = _setting(
        "appearance.figure_skin",
        FigureSkin.TAN,
        text("Skin of the figure"),
        Page.LOOK,
        words=(text("Light"), text("Tan"), text("Dark")),
        owner=Owner.PERSON,
    )
    theme: Theme = _setting(
        "appearance.theme",
        Theme.SYSTEM,
        text("Theme"),
        Page.LOOK,
        words=(text("As the system"), text("Light"), text("Dark")),
    )
    language: str = _setting(
        "appearance.language",
        "",
        text("Language"),
        Page.LOOK,
        hint=text("Open windows change when they are opened again."),
    )
    reduced_motion: bool = _setting(
        "appearance.reduced_motion",
        False,
        text("Reduced motion"),
        Page.LOOK,
        hint=text("Pictures fade into each other instead of moving. The system's own wish is followed too."),
        owner=Owner.PERSON,
    )
    start_at_login: bool = _setting(
        "app.start_at_login",
        False,
        text("Start at login"),
        Page.APP,
        hint=text("The icon comes with your desktop. Nothing else opens."),
        owner=Owner.ORGANISATION,
    )


def toggled(words: tuple[str, ...], word: str) -> tuple[str, ...]:
    """A list such as the favourites, without the word if it has it, else with the word behind the others."""
    return tuple(each for each in words if each != word) if word in words else (*words, word)


def declarations() -> Iterator[tuple[str, Declaration, Any]]:
    """Every setting as (field name, declaration, default), in the order they are declared."""
    for item in fields(Settings):
        yield item.name, item.metadata["declaration"], item.default
