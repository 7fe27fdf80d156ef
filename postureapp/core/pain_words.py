"""The words of the pain diary: the names of what is ticked, and what a rule found, with its figures.

They tell what the person noted and what the fixed rules say of it: never what it is, where it comes from, or what will
become of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from postureapp.core import date_words
from postureapp.core.pain_diary import Earlier, Feel, Hinders, Spot, When
from postureapp.core.persistence import Judgement, Rule, Thresholds, Verdict, Week
from postureapp.core.text import Text, ntext, text

SPOTS = {
    Spot.NECK_BASE: text("Base of the neck"),
    Spot.TRAPEZIUS_LEFT: text("Top of the left shoulder"),
    Spot.TRAPEZIUS_RIGHT: text("Top of the right shoulder"),
    Spot.BLADE_LEFT: text("Left shoulder blade"),
    Spot.BLADE_RIGHT: text("Right shoulder blade"),
    Spot.BETWEEN_BLADES: text("Between the shoulder blades"),
    Spot.MID_BACK: text("Middle of the back"),
    Spot.SIDE_LEFT: text("Left side of the back"),
    Spot.SIDE_RIGHT: text("Right side of the back"),
}
FEELS = {
    Feel.PAIN: text("Pain"),
    Feel.TIGHTNESS: text("Tightness"),
    Feel.STIFFNESS: text("Stiffness"),
    Feel.TENDERNESS: text("Sore to the touch"),
    Feel.HEADACHE: text("Headache"),
    Feel.SPREADING: text("It spreads"),
    Feel.TINGLING: text("Tingling"),
}
EARLIER = {
    Earlier.DESK: text("Desk work"),
    Earlier.PHONE: text("Phone"),
    Earlier.SLEEP: text("Sleep"),
    Earlier.LIFTING: text("Lifting or carrying"),
    Earlier.SPORT: text("Sport"),
    Earlier.BACKPACK: text("Backpack"),
    Earlier.KNOCK: text("A knock or a fall"),
}
HINDERS = {
    Hinders.WORK: text("It kept me from work"),
    Hinders.SLEEP: text("It kept me from sleep"),
}
WHEN = {
    When.NOW: text("Now"),
    When.WORST: text("Worst of the day"),
}


# --- what a rule found ------------------------------------------------------------------------------------------------


def verdict_title(verdict: Verdict) -> Text:
    """What a rule found, in a few words."""
    match verdict.rule:
        case Rule.PERSISTS:
            weeks = len(verdict.weeks)
            return ntext("Your pain has gone on for {n} week", "Your pain has gone on for {n} weeks", weeks)
        case Rule.LONG:
            weeks = _days_ago(verdict) // 7
            return ntext("This pain began {n} week ago", "This pain began {n} weeks ago", weeks)
        case Rule.CHRONIC:
            weeks = verdict.thresholds.chronic_weeks
            return ntext("This pain began more than {n} week ago", "This pain began more than {n} weeks ago", weeks)
        case Rule.WORSENING:
            return text("Your pain is higher than before")
        case Rule.SEVERE:
            return text("You noted severe pain") if verdict.worst else text("You lost work or sleep to pain")
        case Rule.PROVOKED:
            return text("Your pain was higher after a move")


def verdict_sentence(verdict: Verdict, names: Mapping[str, str] | None = None) -> Text:
    """What a rule found, in a sentence; `names` are those of the moves, by their ids."""
    match verdict.rule:
        case Rule.PERSISTS:
            return text("By your entries it has not clearly gone down since your first week.")
        case Rule.LONG:
            return text("By your entries it began on {date} and has not clearly gone down since.", date=_began(verdict))
        case Rule.CHRONIC:
            return text("By your entries it began on {date}.", date=_began(verdict))
        case Rule.WORSENING:
            return text("By your entries this week is clearly higher than the last earlier week with enough entries.")
        case Rule.SEVERE if verdict.worst:
            return text("You noted {worst} of 10 on {date}.", worst=verdict.worst, date=_day(verdict))
        case Rule.SEVERE:
            lost = _hindered(verdict)
            return ntext(
                "You noted work or sleep lost on {n} day of the last 7.",
                "You noted work or sleep lost on {n} days of the last 7.",
                lost,
            )
        case Rule.PROVOKED:
            named = [Text((names or {})[each]) for each in verdict.moves if each in (names or {})]
            hours = verdict.thresholds.provoked_h
            if not named:
                return ntext(
                    "By your entries it stayed higher for more than {n} hour after a move.",
                    "By your entries it stayed higher for more than {n} hours after a move.",
                    hours,
                )
            return ntext(
                "By your entries it stayed higher for more than {n} hour after: {moves}.",
                "By your entries it stayed higher for more than {n} hours after: {moves}.",
                hours,
                moves=_listed(named),
            )


def action(verdict: Verdict) -> Text:
    """What the rule asks for."""
    match verdict.rule:
        case Rule.PERSISTS:
            # Safety words.
            return text("It may be time to book a visit with the clinic.")
        case Rule.LONG:
            # Safety words.
            return text("It may be time to book a visit with the clinic, and to see a doctor too.")
        case Rule.CHRONIC:
            # Safety words.
            return text("Please ask the clinic for a review of your plan.")
        case Rule.WORSENING:
            # Safety words.
            return text("Please speak to a doctor or a health line, or to the clinic.")
        case Rule.SEVERE:
            # Safety words.
            return text("Please speak to a doctor or a health line today.")
        case Rule.PROVOKED:
            # Safety words.
            return ntext("This move is switched off.", "These moves are switched off.", len(verdict.moves))


def not_enough(judgement: Judgement) -> Text:
    """Why nothing is said of the weeks."""
    week, least = judgement.weeks[0], judgement.thresholds.enough_days
    if week.entry_days >= least:
        return text("Not enough entries: none of the last 7 days has a number for the pain of the moment.")
    return ntext(
        "Not enough entries: {n} of the last 7 days has one, and {least} are needed to say something of the week.",
        "Not enough entries: {n} of the last 7 days have one, and {least} are needed to say something of the week.",
        week.entry_days,
        least=least,
    )


# --- its figures ------------------------------------------------------------------------------------------------------


def arithmetic(verdict: Verdict) -> Text:
    """The figures a verdict was found by, oldest first; no whole sentence.

    "weekly means 4.1, 3.8, 3.9; 5, 4, 6 pain days; down 5 % from your first week".
    """
    match verdict.rule:
        case Rule.PERSISTS:
            weeks = verdict.weeks[::-1]
            counts = [str(week.pain_days) for week in weeks]
            days = ntext("{days} pain day", "{days} pain days", weeks[-1].pain_days, days=_listed(counts))
            return text("{means}; {days}; {change}", means=_means(weeks), days=days, change=_change(verdict))
        case Rule.LONG:
            means = _means(verdict.weeks)
            return text("{began}; {means}; {change}", began=_ago(verdict), means=means, change=_change(verdict))
        case Rule.CHRONIC:
            return _ago(verdict)
        case Rule.WORSENING:
            return _rise(verdict)
        case Rule.SEVERE if verdict.worst:
            return text("{worst} of 10 on {date}", worst=verdict.worst, date=_day(verdict))
        case Rule.SEVERE:
            lost = _hindered(verdict)
            return ntext("work or sleep lost on {n} day of 7", "work or sleep lost on {n} days of 7", lost)
        case Rule.PROVOKED:
            before, after, hours = verdict.before or 0, verdict.after or 0, verdict.thresholds.provoked_h
            return ntext(
                "{before} of 10 before, {after} after, and still higher more than {n} hour later",
                "{before} of 10 before, {after} after, and still higher more than {n} hours later",
                hours,
                before=before,
                after=after,
            )


def found_by(verdict: Verdict) -> Text:
    """The figures as a sentence."""
    return text("How this was found: {arithmetic}.", arithmetic=arithmetic(verdict))


def rule_words(rule: Rule, of: Thresholds) -> Text:
    """What the rule is, with its thresholds."""
    fall: dict[str, Text | str] = {
        "points": date_words.decimal(of.fall_points),
        "percent": _percent(of.fall_percent),
    }
    match rule:
        case Rule.PERSISTS:
            return text(
                "The rule: a weekly mean of {mean} or more, pain days in each week: {days} or more, weeks in a row:"
                " {weeks}, and no fall of {points} points or {percent} from your first week.",
                mean=date_words.decimal(of.mean),
                days=of.days,
                weeks=of.weeks,
                **fall,
            )
        case Rule.LONG:
            return ntext(
                "The rule: {n} week since the pain began, a weekly mean of {mean} or more, and no fall of {points}"
                " points or {percent} from your first week.",
                "The rule: {n} weeks since the pain began, a weekly mean of {mean} or more, and no fall of {points}"
                " points or {percent} from your first week.",
                of.long_weeks,
                mean=date_words.decimal(of.long_mean),
                **fall,
            )
        case Rule.CHRONIC:
            return ntext(
                "The rule: more than {n} week since the pain began.",
                "The rule: more than {n} weeks since the pain began.",
                of.chronic_weeks,
            )
        case Rule.WORSENING:
            return text(
                "The rule: a weekly mean {points} points and {percent} or more above that of the last earlier week"
                " with enough entries.",
                points=date_words.decimal(of.worse_points),
                percent=_percent(of.worse_percent),
            )
        case Rule.SEVERE:
            return ntext(
                "The rule: {worst} of 10 or more, or work or sleep lost on {n} day of 7 or more.",
                "The rule: {worst} of 10 or more, or work or sleep lost on {n} days of 7 or more.",
                of.severe_days,
                worst=of.severe,
            )
        case Rule.PROVOKED:
            return ntext(
                "The rule: pain that is {points} higher after a move, or more, for longer than {n} hour.",
                "The rule: pain that is {points} higher after a move, or more, for longer than {n} hours.",
                of.provoked_h,
                points=of.provoked_points,
            )


def _means(weeks: Sequence[Week]) -> Text:
    means = [date_words.decimal(week.mean) for week in weeks if week.mean is not None]
    return ntext("weekly mean {means}", "weekly means {means}", len(means), means=_listed_means(means))


def _change(verdict: Verdict) -> Text:
    """From the baseline to the latest week, in whole percents that never seem to reach what they do not."""
    baseline = verdict.episode.baseline if verdict.episode else None
    mean = verdict.weeks[0].mean
    if baseline is None or mean is None:
        return text("your first week has no mean to compare with")
    if not baseline:
        return text("from 0 in your first week")
    first, fall = date_words.decimal(baseline), 100 * (baseline - mean) / baseline
    whole, limit = round(fall), verdict.thresholds.fall_percent
    if whole >= limit > fall:
        whole -= 1
    if whole > 0:
        return text("down {percent} from your first week ({mean})", percent=_percent(whole), mean=first)
    if whole < 0:
        return text("up {percent} from your first week ({mean})", percent=_percent(-whole), mean=first)
    return text("the same as your first week")


def _percent(value: float) -> Text:
    return text("{n} %", n=date_words.decimal(value))


def _rise(verdict: Verdict) -> Text:
    week, earlier = verdict.weeks
    now, before = week.rough_mean or 0.0, earlier.mean or 0.0
    values: dict[str, Text | str] = {
        "now": date_words.decimal(now),
        "before": date_words.decimal(before),
        "dates": date_words.days(earlier.first, earlier.last),
        "points": date_words.decimal(now - before),
    }
    if not before:
        return text("mean {now} this week, {before} on {dates}; up {points} points", **values)
    percent = round(100 * (now - before) / before)
    return text(
        "mean {now} this week, {before} on {dates}; up {points} points, {percent}", percent=_percent(percent), **values
    )


def _ago(verdict: Verdict) -> Text:
    days = _days_ago(verdict)
    return ntext("began on {date}, {n} day ago", "began on {date}, {n} days ago", days, date=_began(verdict))


def _days_ago(verdict: Verdict) -> int:
    return (verdict.weeks[0].last - verdict.episode.began).days if verdict.episode else 0


def _began(verdict: Verdict) -> Text:
    return date_words.full_date(verdict.episode.began) if verdict.episode else Text("")


def _day(verdict: Verdict) -> Text:
    return date_words.full_day(verdict.day) if verdict.day else Text("")


def _hindered(verdict: Verdict) -> int:
    return verdict.weeks[0].hindered_days


def _listed(things: Sequence[Text | str]) -> Text | str:
    first, *rest = things
    return text("{thing}, {others}", thing=first, others=_listed(rest)) if rest else first


def _listed_means(means: Sequence[Text | str]) -> Text | str:
    """A list of its own, for where a comma is in the numbers."""
    first, *rest = means
    return text("{mean}, {others}", mean=first, others=_listed_means(rest)) if rest else first
