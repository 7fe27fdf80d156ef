"""Whether the person sits, is on the phone, or is away; the three clocks; and what an idle gap was.

Idle time counts as sitting until it is known to have been a break: on return, on the person's answer, or when nobody
was asked. Time under a lock or a suspend stops the clocks, and clears them once it is as long as a natural break.
"""

from __future__ import annotations

from dataclasses import replace

from postureapp.core import repetition
from postureapp.core.events import (
    Clocks,
    CloseReturnCard,
    FactKind,
    GapAnswer,
    Moment,
    ShowReturnCard,
    Size,
)
from postureapp.core.settings import ReturnCard
from postureapp.core.state import (
    CARD_GAP_S,
    CARDS_A_DAY,
    EPSILON_S,
    LEARNED_AFTER,
    MEDIA,
    PHONE_FORGOTTEN_S,
    STAND_BREAK_S,
    Armed,
    Card,
    Gap,
    Learned,
    Repetition,
    State,
    Turn,
)
from postureapp.core.text import Text, ntext, text

AWAY_S = 60.0  # a shorter lock or sleep is not worth a line in the diary
_BUCKETS_S = (5 * 60.0, 10 * 60.0, 20 * 60.0)


def advance(turn: Turn) -> float:
    """Let the clocks run up to now; gives the seconds that were slept through."""
    state, now, presence = turn.state, turn.now, turn.state.presence
    slept_s = max(0.0, now.asleep_s - state.asleep_s)
    awake_s = max(0.0, now.elapsed_s - state.at_s - slept_s)
    clocks, toggle_s = state.clocks, state.toggle_s
    if not (presence.locked or presence.suspended):
        if presence.standing_since_s is None:
            clocks = replace(clocks, posture_s=clocks.posture_s + awake_s, spell_s=clocks.spell_s + awake_s)
        if presence.on_phone:
            clocks = replace(clocks, phone_s=clocks.phone_s + awake_s)
        if presence.phone_on:
            toggle_s += awake_s
    turn.set(at_s=now.elapsed_s, asleep_s=now.asleep_s, clocks=clocks, toggle_s=toggle_s)
    return slept_s


def clocks_at(state: State, now: Moment) -> Clocks:
    """The clocks as they stand now (the state itself may be older)."""
    turn = Turn(state, now)
    advance(turn)
    return turn.state.clocks


def slept_unseen(turn: Turn, slept_s: float) -> None:
    """The machine slept and woke and nobody told: what `Suspending` would have done."""
    gap = turn.state.presence.gap
    if gap is None:
        _open_gap(turn, turn.now_s - slept_s, hard=True, unseen_s=0.0)
    else:
        turn.set_presence(gap=replace(gap, hard=True))
    turn.set_presence(suspended=False)


def _open_gap(turn: Turn, start_s: float, hard: bool, unseen_s: float | None = None) -> None:
    """`unseen_s`: how much of the gap so far was taken for sitting."""
    counted_s = turn.now_s - start_s if unseen_s is None else unseen_s
    turn.set_presence(gap=Gap(start_s, hard), sat_s=max(0.0, turn.state.clocks.spell_s - counted_s))


def settle(turn: Turn) -> None:
    """Open or close the gap, after an event or when hours change."""
    presence = turn.state.presence
    idle = presence.idle_since_s is not None
    shut = presence.locked or presence.suspended
    _forget_phone(turn)
    phone_idle = idle and not shut and turn.settings.phone_hours.contains(turn.now.local)
    if phone_idle and not presence.phone_idle:
        _begin_phone_idle(turn)
    elif presence.phone_idle and not phone_idle:
        length_s = turn.state.clocks.phone_s - presence.phone_idle_from_s
        turn.record(FactKind.PHONE_TIME, length_s=max(0.0, length_s), why=_PHONE_HOURS)
    override = bool(presence.busy & MEDIA) or turn.state.presence.phone_on or phone_idle
    if presence.override or override:
        turn.set_presence(present_until_s=turn.now_s)
    turn.set_presence(override=override, phone_idle=phone_idle)
    away = shut or (idle and not override)
    gap = turn.state.presence.gap
    if away and gap is None:
        since_s = presence.idle_since_s if presence.idle_since_s is not None else turn.now_s
        _open_gap(turn, max(since_s, turn.state.presence.present_until_s), hard=shut)
    elif away and gap is not None and shut and not gap.hard:
        turn.set_presence(gap=replace(gap, hard=True))
    elif gap is not None and not away:
        turn.set_presence(gap=None, present_until_s=turn.now_s)  # what was judged once is not judged again
        repetition.note_pause(turn, gap.start_s)
        _close_gap(turn, gap)


def _forget_phone(turn: Turn) -> None:
    """The switch for the phone was forgotten: no key for hours."""
    presence = turn.state.presence
    if presence.phone_on and presence.idle_since_s is not None:
        on_s = min(turn.now_s - presence.idle_since_s, turn.state.toggle_s)
        if on_s + EPSILON_S >= PHONE_FORGOTTEN_S:
            turn.set_presence(phone_on=False)
            turn.record(FactKind.PHONE_OFF)


def _begin_phone_idle(turn: Turn) -> None:
    _count_idle_as_phone(turn)
    presence, phone_s = turn.state.presence, turn.state.clocks.phone_s
    idle_s = turn.now_s - max(presence.idle_since_s or turn.now_s, presence.present_until_s)
    turn.set_presence(phone_idle_from_s=max(0.0, phone_s - idle_s))


def _count_idle_as_phone(turn: Turn) -> None:
    """In declared phone hours the idle time before it was noticed was phone time too, unless known otherwise."""
    presence, state = turn.state.presence, turn.state
    if presence.idle_since_s is None or presence.on_phone:
        return
    if presence.gap is not None:  # idle from before the phone hours: that part is judged by itself
        turn.set_presence(gap=None)
        judge_unasked(turn, turn.now_s - presence.gap.start_s, presence.gap.hard)
        return
    missed_s = max(0.0, turn.now_s - max(presence.idle_since_s, presence.present_until_s))
    turn.set(clocks=replace(state.clocks, phone_s=state.clocks.phone_s + missed_s))


def _close_gap(turn: Turn, gap: Gap) -> None:
    length_s = turn.now_s - gap.start_s
    if gap.told:
        _begin_anew(turn, turn.now_s)
        turn.record(FactKind.AWAY, size=Size.STAND, length_s=length_s, why=_away_words(length_s, gap.hard))
        return
    if gap.hard or not _askable(turn, length_s):
        judge_unasked(turn, length_s, gap.hard)
        if gap.hard and AWAY_S <= length_s < turn.settings.natural_break_min * 60 - EPSILON_S:
            turn.record(FactKind.AWAY, length_s=length_s, why=_away_words(length_s, hard=True))
        return
    assumed = assumed_answer(turn.state, length_s)
    if assumed is not None:
        _judge(turn, assumed, length_s, turn.now_s, _ASSUMED[assumed])
        return
    today = turn.now.local.date().isoformat()
    count = turn.state.cards_on[1] if turn.state.cards_on[0] == today else 0
    turn.set(card=Card(length_s, turn.now_s), cards_on=(today, count + 1))
    turn.emit(ShowReturnCard(length_s))
    turn.record(FactKind.CARD_SHOWN, length_s=length_s, why=_away_words(length_s, hard=False))


def _askable(turn: Turn, length_s: float) -> bool:
    state, presence, now = turn.state, turn.state.presence, turn.now
    today = now.local.date().isoformat()
    asked = state.cards_on[1] if state.cards_on[0] == today else 0
    return (
        CARD_GAP_S[0] - EPSILON_S <= length_s <= CARD_GAP_S[1] + EPSILON_S
        and turn.settings.return_card is not ReturnCard.NEVER
        and asked < CARDS_A_DAY
        and turn.settings.working_hours.contains(now.local)
        and not presence.busy
        and presence.standing_since_s is None
        and not presence.on_phone
        and now.elapsed_s >= presence.quiet_until_s
        and state.stretching is None
        and not is_paused(state, now)
        and not state.world.settings.quiet_hours.contains(now.local)
    )


def is_paused(state: State, now: Moment) -> bool:
    """Whether the person has paused the app."""
    return state.paused_until_utc is not None and now.utc < state.paused_until_utc


def judge_unasked(turn: Turn, length_s: float, hard: bool) -> None:
    """Nobody is asked what the gap was: it was a break if it was long enough for one, else sitting."""
    if length_s + EPSILON_S < turn.settings.natural_break_min * 60:
        return
    if hard and turn.state.presence.phone_on:  # whoever locks the screen and goes is no longer on the phone here
        turn.set_presence(phone_on=False)
        turn.record(FactKind.PHONE_OFF)
    if turn.state.presence.standing_since_s is not None:  # nor does anybody stand at the desk through lunch
        turn.set_presence(standing_since_s=None)
        turn.record(FactKind.STANDING_OFF)
    take_break(turn, length_s, turn.now_s, _away_words(length_s, hard))


def _away_words(length_s: float, hard: bool) -> Text:
    minutes = int(length_s // 60)
    if hard:
        return ntext("Locked or asleep for {n} minute.", "Locked or asleep for {n} minutes.", minutes)
    return ntext("Away from the keyboard for {n} minute.", "Away from the keyboard for {n} minutes.", minutes)


def take_break(turn: Turn, length_s: float, returned_s: float, why: Text, size: Size | None = None) -> None:
    """A real break ended at `returned_s`: all three clocks begin again from there. `size`: it was one we offered."""
    gap = turn.state.presence.gap
    sat_s = turn.state.presence.sat_s if gap is not None or size is None else turn.state.clocks.spell_s
    if gap is not None and size is not None:
        turn.set_presence(gap=replace(gap, told=True))
    _begin_anew(turn, returned_s)
    turn.record(FactKind.BREAK, why=why, length_s=length_s, sat_s=sat_s, size=size, cause="desk" if size else "")


def _begin_anew(turn: Turn, returned_s: float) -> None:
    since_s = 0.0 if turn.state.presence.standing_since_s is not None else max(0.0, turn.now_s - returned_s)
    turn.set(
        clocks=Clocks(since_s, since_s, 0.0),
        toggle_s=0.0,
        armed=Armed(),
        snoozed_until_s=0.0,
        repetition=Repetition(returned_s, (), turn.state.repetition.last_s),
    )


def change_posture(turn: Turn, cause: str, size: Size | None, why: Text, since_s: float = 0.0) -> None:
    """The posture clock begins again; phone relief clears the phone clock too."""
    armed = replace(turn.state.armed, posture_s=0.0)
    clocks = replace(turn.state.clocks, posture_s=since_s)
    if cause == "phone":
        armed, clocks = replace(armed, phone_s=0.0, toggle_s=0.0), replace(clocks, phone_s=0.0)
        turn.set(toggle_s=0.0)
    turn.set(clocks=clocks, armed=armed)
    turn.set(repetition=Repetition(turn.now_s, (), turn.state.repetition.last_s))
    turn.record(FactKind.POSTURE_CHANGE, cause=cause, size=size, why=why)


# --- the return card --------------------------------------------------------------------------------------------------


def bucket(gap_s: float) -> int:
    """Which length of gap this is: under 5, 10, 20, or up to 30 minutes."""
    return sum(gap_s >= edge_s for edge_s in _BUCKETS_S)


def bucket_words(index: int) -> Text:
    """A length of gap in words."""
    edges = (2, 5, 10, 20, 30)
    return text("gaps of {low} to {high} minutes", low=edges[index], high=edges[index + 1])


def assumed_answer(state: State, gap_s: float) -> GapAnswer | None:
    """The answer that was given often enough to be assumed; None: ask."""
    if state.world.settings.return_card is not ReturnCard.LEARN:
        return None
    for known in state.learned:
        if known.bucket == bucket(gap_s) and known.run >= LEARNED_AFTER:
            return GapAnswer(known.answer)
    return None


def answer_card(turn: Turn, answer: GapAnswer) -> None:
    """The return card was answered, or closed unanswered (`GapAnswer.NONE`)."""
    card = turn.state.card
    if card is None:
        return
    turn.set(card=None)
    turn.emit(CloseReturnCard())
    turn.record(FactKind.CARD_ANSWERED, answer=answer.value, length_s=card.gap_s, why=_SAID[answer])
    _learn(turn, card.gap_s, answer)
    _judge(turn, answer, card.gap_s, card.returned_s, _SAID[answer])


def expire_card(turn: Turn) -> None:
    """Close the card after its half minute, or when the person has gone again."""
    card, presence = turn.state.card, turn.state.presence
    if card is not None and (
        turn.now_s + EPSILON_S >= card.returned_s + turn.state.world.card_for_s
        or presence.locked
        or presence.suspended
        or presence.busy
    ):
        answer_card(turn, GapAnswer.NONE)


def _learn(turn: Turn, gap_s: float, answer: GapAnswer) -> None:
    if answer is GapAnswer.NONE:
        return
    index = bucket(gap_s)
    others = tuple(known for known in turn.state.learned if known.bucket != index)
    before = next((known for known in turn.state.learned if known.bucket == index), None)
    run = before.run + 1 if before and before.answer == answer.value else 1
    turn.set(learned=(*others, Learned(index, answer.value, run)))


def _judge(turn: Turn, answer: GapAnswer, gap_s: float, returned_s: float, why: Text) -> None:
    long_enough = gap_s + EPSILON_S >= turn.settings.natural_break_min * 60
    if answer is GapAnswer.PHONE:
        clocks = turn.state.clocks
        turn.set(clocks=replace(clocks, phone_s=clocks.phone_s + gap_s))
        turn.record(FactKind.PHONE_TIME, length_s=gap_s, why=why)
    elif answer is GapAnswer.MEETING:
        turn.record(FactKind.MEETING, length_s=gap_s, why=why)
    elif long_enough:
        take_break(turn, gap_s, returned_s, why)
    elif answer is GapAnswer.BREAK:  # up and about, but too short for a real break
        change_posture(turn, "", None, why, since_s=max(0.0, turn.now_s - returned_s))


_PHONE_HOURS = text("Idle in your phone hours.")
_SAID = {
    GapAnswer.BREAK: text("You said it was a break."),
    GapAnswer.PHONE: text("You said you were on your phone."),
    GapAnswer.MEETING: text("You said it was a meeting or reading."),
    GapAnswer.NONE: text("Nobody answered what the gap was."),
}
_ASSUMED = {
    GapAnswer.BREAK: text("Taken as a break, as you usually answer."),
    GapAnswer.PHONE: text("Taken as phone time, as you usually answer."),
    GapAnswer.MEETING: text("Taken as a meeting or reading, as you usually answer."),
}


# --- standing ---------------------------------------------------------------------------------------------------------


def toggle_standing(turn: Turn, on: bool) -> None:
    """Standing is a change of posture and stops the sitting clocks; five minutes of it are a real break."""
    if on == (turn.state.presence.standing_since_s is not None):
        return
    if on:
        change_posture(turn, "", None, text("You stood up."))
        turn.set_presence(standing_since_s=turn.now_s)
        turn.set(standing_armed_s=turn.now_s, standing_counted=False)
    else:
        change_posture(turn, "", None, text("You sat down."))
        turn.set_presence(standing_since_s=None)
    turn.record(FactKind.STANDING_ON if on else FactKind.STANDING_OFF)


def count_standing(turn: Turn) -> None:
    """Once five minutes have been stood, that was the break."""
    since_s = turn.state.presence.standing_since_s
    if since_s is None or turn.state.presence.gap is not None:
        return  # who has gone is judged on return
    if turn.state.standing_counted or turn.now_s + EPSILON_S < since_s + STAND_BREAK_S:
        return
    turn.set(standing_counted=True)
    take_break(turn, turn.now_s - since_s, turn.now_s, text("You stood for five minutes."), Size.STAND)
