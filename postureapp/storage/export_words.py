"""What is in an export, explained for whoever opens it: each file, each column, each kind of entry.

The names of columns and kinds are the same in every language, so that a table can be read by programs too.
"""

from __future__ import annotations

from postureapp.core.events import FactKind
from postureapp.core.text import Text, _, text

COLUMNS: dict[str, Text] = {
    "number": text("The number of the entry. Entries are only ever added."),
    "at_local": text("When it was, on the clock where you were then."),
    "at_utc": text("The same moment in universal time."),
    "kind": text("What happened: see the list below."),
    "cause": text("What the reminder or stretch was for, such as “desk” or “phone”."),
    "size": text("What was asked for: nudge (a posture cue), stretch, stand, tip, check-in."),
    "answer": text("What you answered: start, snooze, skip, done; or ignore, where nothing was answered."),
    "why": text("The reason, as a sentence."),
    "length_s": text("How long it was, in seconds."),
    "sat_s": text("With a break: how long you had sat before it, in seconds."),
    "posture_s": text("Seconds since your last change of posture."),
    "spell_s": text("Seconds since your last real break."),
    "phone_s": text("Seconds of phone time."),
    "move": text("The move, by its short name."),
    "score": text("How your upper back felt, or how much a move hurt: 0 (none) to 10."),
    "when": text("With pain: worst (of the day); without it, of the moment."),
    "note": text("With pain: what you wrote."),
    "more": text("What else was kept with it, as JSON."),
}
KINDS: dict[FactKind, Text] = {
    FactKind.DUE: text("A reminder was due."),
    FactKind.HELD: text("It was held back for a better moment."),
    FactKind.SHOWN: text("It was shown."),
    FactKind.WITHDRAWN: text("It was taken off the screen."),
    FactKind.ANSWERED: text("You answered it."),
    FactKind.BREAK: text("A real break ended."),
    FactKind.POSTURE_CHANGE: text("A change of posture."),
    FactKind.CARD_SHOWN: text("You were asked what a gap was."),
    FactKind.CARD_ANSWERED: text("You answered that, or the card closed."),
    FactKind.END: text("The end of a replayed day; never in a diary."),
    FactKind.PHONE_ON: text("“I'm on my phone” was switched on."),
    FactKind.PHONE_OFF: text("“I'm on my phone” was switched off."),
    FactKind.STANDING_ON: text("“I'm standing” was switched on."),
    FactKind.STANDING_OFF: text("“I'm standing” was switched off."),
    FactKind.PAUSED: text("Reminders were paused."),
    FactKind.RESUMED: text("The pause ended."),
    FactKind.PHONE_TIME: text("Time on the phone ended."),
    FactKind.MEETING: text("A meeting or video ended."),
    FactKind.AWAY: text("The screen was locked or the computer asleep."),
    FactKind.MOVE_DONE: text("A move was done to its end."),
    FactKind.FELT: text("You said how your upper back felt."),
    FactKind.HURT: text("You said that a move hurt."),
    FactKind.SESSION: text("A stretch ended, with what became of each of its moves."),
    FactKind.PAIN: text("An entry of the pain diary, or the correction of one."),
    FactKind.NOTICE: text("You were shown what the pain diary says."),
    FactKind.BOOKED: text("You said that you booked a visit."),
    FactKind.VISIT: text("You said how a visit went."),
    FactKind.REPORT: text("You saved a report for your next session."),
    FactKind.ASKED_LESS: text("You were asked whether to remind less."),
    FactKind.STARTED: text("PostureApp was started."),
    FactKind.STOPPED: text("PostureApp was ended."),
}
FILES: dict[str, Text] = {
    "diary.csv": text("The diary as a table: one entry in a line. Any spreadsheet opens it."),
    "diary.json": text("The same for programs, with everything that was kept of each entry."),
    "settings.toml": text("Your settings, as the app reads them."),
    "safety.json": text("Your answers to the safety questions."),
    "session.json": text("How the clocks stood when you exported."),
    "first-run.json": text("Whether you have been through the welcome."),
    "postureapp.log": text("The program's log. Nothing of the diary is in it."),
    "other": text("Copies, and files that were set aside because they could not be read."),
}


def readme() -> str:
    """The page that explains the zip."""
    parts = [
        _("Your data from PostureApp"),
        _("All of it was kept on your computer only. Who has this file can read it: keep it as you would a letter."),
        _("The files (those that you have)") + "\n" + _listed(FILES),
        _("The columns of diary.csv; diary.json has those of one entry in “data”") + "\n" + _listed(COLUMNS),
        _("Kinds of entries") + "\n" + _listed({kind.value: words for kind, words in KINDS.items()}),
    ]
    return "\r\n\r\n".join(part.replace("\n", "\r\n") for part in parts) + "\r\n"


def _listed(explained: dict[str, Text]) -> str:
    wide = max(map(len, explained)) + 2
    return "\n".join(f"  {name:<{wide}}{words}" for name, words in explained.items())
