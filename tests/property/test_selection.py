"""Which moves come: for any person, any place and any past, what was promised holds, and every move has its turn."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from postureapp.core.moves import Move, Place
from postureapp.core.safety import SafetyState, allowed_moves
from postureapp.core.selection import AT_HAND, MOST_MOVES, budget_s, choose, together_s, turns, usable
from postureapp.core.settings import CAUSES, Settings, toggled
from postureapp.storage.content import load_moves, load_safety

MOVES, _ = load_moves()
RULES, _ = load_safety()
IDS = [move.id for move in MOVES]
SOME = st.lists(st.sampled_from([*IDS, "a-move-of-a-newer-library"]), unique=True).map(tuple)
PEOPLE = st.builds(
    Settings,
    place=st.sampled_from(Place),
    stretch_length_min=st.integers(1, 5),
    favourites=SOME,
    switched_off=SOME,
)
CONDITIONS = st.lists(st.sampled_from([condition.id for condition in RULES.conditions]), max_size=3, unique=True)
LEFT = CONDITIONS.map(lambda ids: allowed_moves(MOVES, SafetyState(answered=True, conditions=tuple(ids)), RULES))
PAST = st.lists(st.sampled_from(IDS), max_size=60)
CAUSE = st.sampled_from(CAUSES)


@given(person=PEOPLE, left=LEFT, recent=PAST, cause=CAUSE, halved=st.sets(st.sampled_from(IDS)))
@settings(deadline=None)
def test_a_routine_keeps_to_what_the_person_and_safety_allow(
    person: Settings, left: tuple[Move, ...], recent: list[str], cause: str, halved: set[str]
) -> None:
    chosen = choose(left, cause, recent, person, halved)
    assert chosen == choose(tuple(reversed(left)), cause, list(recent), person, set(halved)), "the same answer"
    assert len({move.id for move in chosen}) == len(chosen) <= MOST_MOVES
    assert bool(chosen) is bool(usable(left, person))
    for move in chosen:
        assert move in left
        assert move.id not in person.switched_off
        assert person.place in move.places
        assert person.place is Place.HOME or "FL" not in move.tags
        assert set(move.equipment) <= AT_HAND[person.place] or move.id in person.favourites
    assert len(chosen) <= 1 or together_s(chosen, halved, budget_s(person)) <= person.stretch_length_min * 60
    if any(cause in move.causes for move in usable(left, person)):
        assert all(cause in move.causes or move.id in person.favourites for move in chosen)


@given(person=PEOPLE, left=LEFT, recent=PAST, cause=CAUSE)
@settings(deadline=None, max_examples=40)
def test_every_move_has_its_turn(person: Settings, left: tuple[Move, ...], recent: list[str], cause: str) -> None:
    fitting = {move.id for move in turns(left, cause, person)}
    past, came = list(recent), set()
    for _round in range(len(recent) + 3 * len(fitting)):
        done = [move.id for move in choose(left, cause, past, person)]
        past += done
        came |= set(done)
    assert came == fitting


@given(person=PEOPLE, recent=PAST, cause=CAUSE)
@settings(deadline=None)
def test_the_same_move_never_comes_twice_running_where_there_is_another(
    person: Settings, recent: list[str], cause: str
) -> None:
    first = choose(MOVES, cause, recent, person)
    fitting = turns(MOVES, cause, person)
    again = choose(MOVES, cause, [*recent, *(move.id for move in first)], person)
    if len(fitting) > len(first):
        assert again != first


@given(person=PEOPLE, favourite=st.sampled_from(IDS), cause=CAUSE)
@settings(deadline=None, max_examples=60)
def test_a_favourite_comes_at_least_as_often(person: Settings, favourite: str, cause: str) -> None:
    def count(who: Settings) -> int:
        past: list[str] = []
        for _round in range(40):
            past += [move.id for move in choose(MOVES, cause, past, who)]
        return past.count(favourite)

    rest = tuple(each for each in person.favourites if each != favourite)
    plain = Settings(place=person.place, favourites=rest, switched_off=person.switched_off)
    liked = Settings(place=person.place, favourites=(*rest, favourite), switched_off=person.switched_off)
    assert count(liked) >= count(plain)


@given(words=SOME, word=st.sampled_from(IDS))
def test_toggling_twice_changes_nothing_but_the_order(words: tuple[str, ...], word: str) -> None:
    once = toggled(words, word)
    assert (word in once) is (word not in words)
    assert set(toggled(once, word)) == set(words)
    assert [each for each in once if each != word] == [each for each in words if each != word], "the others stay"
