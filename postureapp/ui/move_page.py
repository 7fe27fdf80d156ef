"""A move with everything that is known of it: the moving figure, the steps, the dose, the sources, and what one's own
answers say to it.

Reading is always allowed. Whether it may be done now is asked of the rules and shown with the reason; the player asks
the gate again as it starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from postureapp.core.clinic import Approval
from postureapp.core.library import whole_s
from postureapp.core.move_words import (
    dose_words,
    length_spoken,
    length_words,
    muscle_words,
    place_words,
    position_words,
    review_words,
    verdict_source,
    verdict_words,
)
from postureapp.core.moves import Move
from postureapp.core.safety import Verdict, gate, judge
from postureapp.core.state import World
from postureapp.core.text import _, listed, text
from postureapp.ui import theme
from postureapp.ui.controls import StepRow, box, button, label, page, row
from postureapp.ui.figure_view import FigureView
from postureapp.ui.flow_layout import FlowLayout
from postureapp.ui.motion import wants_less
from postureapp.ui.motion_loop import MotionLoop, still
from postureapp.ui.scene_notes import chip
from postureapp.ui.scenes import move_scenes
from postureapp.ui.standing_words import mild_stretch
from postureapp.ui.theme import Theme, Type
from postureapp.ui.wrapped import unbroken


@dataclass(frozen=True, slots=True)
class Actions:
    """What the person can ask for; each takes the id of a move."""

    play: Callable[[str], object]
    favourite: Callable[[str, bool], object]
    switch_off: Callable[[str, bool], object]
    ask_safety: Callable[[], object]
    open: Callable[[str], object]


class MovePage(QWidget):
    """The page of one move."""

    def __init__(
        self,
        move: Move,
        world: World,
        look: Theme,
        actions: Actions,
        back: Callable[[], object],
        approval: Approval | None = None,
    ) -> None:
        super().__init__()
        self._approval = approval
        self.move_, self._world, self._look, self._actions = move, world, look, actions
        self._loop = MotionLoop(self)
        self._wants_motion = True
        self._favourite = self._off = False
        self._manner = (False, False)  # half range, reduced motion: as it is played now
        self._instead: Move | None = None
        self.back = button(f"‹  {_('All moves')}", back, "quiet", name=_("All moves"), described=_("Escape"))
        self.play = button(_("Do it now"), self._play, "primary")
        self.favourite = button("", self._toggle_favourite)
        self.off = button("", self._toggle_off)
        self.motion = button(_("Stop the motion"), self._toggle_motion, "quiet")
        self.instead = button(_("Another move"), self._open_instead)
        self._lay_out()
        self.show_world(world)

    # --- building -----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.L, theme.M, theme.L, theme.M)
        whole.setSpacing(theme.S)
        whole.addLayout(row(self.back, None))
        middle = QHBoxLayout()
        middle.setSpacing(theme.L)
        middle.addLayout(self._figure_side(), 10)
        middle.addWidget(self._words_side(), 11)
        whole.addLayout(middle, 1)
        whole.addSpacing(theme.XS)
        whole.addLayout(row(self.play, self.favourite, None, self.off))

    def _figure_side(self) -> QVBoxLayout:
        move = self.move_
        self.figure = FigureView(self._look, QSize(230, 180))
        self.figure.setAccessibleName(str(text("Figure showing: {move}", move=_(move.name))))
        legend = QWidget()
        flow = FlowLayout(6)
        legend.setLayout(flow)
        for muscle in move.plain_muscles:
            flow.addWidget(chip(muscle))
        names = QVBoxLayout()
        names.setContentsMargins(0, theme.S, 0, 0)  # the first line of names is level with the words of the button
        names.addWidget(legend)
        below = QHBoxLayout()
        below.addLayout(names, 1)
        below.addWidget(self.motion, 0, Qt.AlignmentFlag.AlignTop)
        side = QVBoxLayout()
        side.setSpacing(theme.S)
        side.addWidget(self.figure, 1)
        side.addLayout(below)
        return side

    def _words_side(self) -> QWidget:
        self._closed_words, self._verdict_words = label("", Type.BODY, bold=True), label("", Type.BODY, bold=True)
        self.questions = button(_("Safety questions"), self._actions.ask_safety)
        reading = label(_("You can read about every move all the same."), Type.SMALL)
        self.closed = box("warm", self._closed_words, reading, margin=theme.M)
        inside = self.closed.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.addLayout(row(self.questions, None))
        self._verdict_source = label("", Type.SMALL, tone="soft")
        self.verdict = box("warm", self._verdict_words, self._verdict_source, margin=theme.M)
        below = self.verdict.layout()
        assert isinstance(below, QVBoxLayout)
        below.addLayout(row(self.instead, None))
        self._off_words = label(_("You have switched this move off: it is not suggested."), Type.SMALL, tone="warm")
        facts = [position_words(self.move_), place_words(self.move_), length_words(whole_s(self.move_))]
        told = unbroken(" · ".join(str(fact) for fact in facts if fact), str(facts[-1]))
        below_title = label(_first_large(told), tone="soft")
        title = label(_(self.move_.name), Type.TITLE)
        return page(title, below_title, self.closed, self.verdict, self._off_words, *self._sections())

    def _sections(self) -> Iterator[QWidget]:
        """All that the move's file says, under headings."""
        move, causes = self.move_, self._world.causes.by_id
        named = [_(causes[cause].name) for cause in move.causes if cause in causes]
        need = str(listed(_(thing) for thing in move.equipment))
        takes = text("Takes about {length}.", length=length_spoken(whole_s(move)))
        dose = [" ".join(str(sentence) for sentence in dose_words(move.dose)), str(takes)]
        source = text("Source: {source}", source=_(move.dose.source))
        yield from _section(_("What it is for"), _lines(named))
        yield from _section(_("Muscles"), _lines(_first_large(str(each)) for each in muscle_words(move)))
        yield from _section(_("Position"), _lines([_first_large(_(move.position))]))
        yield from _section(_("What you need"), _lines([_first_large(need)]))
        yield from _section(
            _("How it is done"), [StepRow(n + 1, _(step), self._look) for n, step in enumerate(move.steps)]
        )
        yield from _section(_("How much"), [*_lines(dose), *_small([str(source)])])
        yield from _section(_("Take care"), _lines([mild_stretch(), *(_(caution) for caution in move.cautions)]))
        yield from _section(_("Good to know"), _lines([_(move.note)]))
        yield from _section(_("Sources"), _small(_(each) for each in move.sources))
        yield from _section(_("Review"), _small([_first_large(str(review_words(move, self._approval)))]))

    # --- what holds now -----------------------------------------------------------------------------------------------

    def show_world(self, world: World) -> None:
        """Show what holds now: the answers to the safety questions, favourites, moves switched off."""
        self._world = world
        move_id, decided = self.move_.id, gate(world.safety, world.rules)
        found = judge(self.move_, world.safety, world.rules)
        said = verdict_words(found, world.rules)
        self._closed_words.setText(str(decided.why))
        self.closed.setVisible(not decided.is_open)
        self._verdict_words.setText(str(said))
        self._verdict_source.setText(str(verdict_source(found)))
        self.verdict.setProperty("box", "accent" if found.verdict is Verdict.OK else "warm")
        self.verdict.setVisible(bool(said))
        self._offer(world.comes_for(self.move_), str(said if decided.is_open else decided.why))
        self._favourite, self._off = move_id in world.settings.favourites, move_id in world.settings.switched_off
        _say(self.favourite, _("Remove from favourites") if self._favourite else _("Add to favourites"))
        _say(self.off, _("Switch this move on") if self._off else _("Switch this move off"))
        self._off_words.setVisible(self._off)
        if self.isVisible() and self._manner != self._wanted_manner():
            self._begin(moving=self.isActiveWindow())

    def _offer(self, comes: Move | None, why_not: str) -> None:
        """What can be played: this move, or in its place the one that the person's answers let through."""
        self._instead = comes if comes is not self.move_ else None
        self.instead.setVisible(self._instead is not None)
        if self._instead is not None:
            _say(self.instead, str(text("Instead: {move}", move=_(self._instead.name))))
            why_not = f"{why_not} {self.instead.text()}"
        _say(self.play, _("Do it now") if self._instead is None else _("Do the other move now"))
        self.play.setEnabled(comes is not None)
        for tell in (self.play.setAccessibleDescription, self.play.setToolTip):
            tell("" if comes is self.move_ else why_not)

    # --- what is asked for --------------------------------------------------------------------------------------------

    def _play(self) -> None:
        self._actions.play(self.move_.id)

    def _toggle_favourite(self) -> None:
        self._actions.favourite(self.move_.id, not self._favourite)

    def _toggle_off(self) -> None:
        self._actions.switch_off(self.move_.id, not self._off)

    def _open_instead(self) -> None:
        if self._instead is not None:
            self._actions.open(self._instead.id)

    # --- the figure ---------------------------------------------------------------------------------------------------

    def _wanted_manner(self) -> tuple[bool, bool]:
        half = judge(self.move_, self._world.safety, self._world.rules).verdict is Verdict.MODIFY
        return half, wants_less(self._world.settings.reduced_motion)

    def _begin(self, *, moving: bool) -> None:
        """Play the move from its start, with the range that the answers leave."""
        self._manner = half, reduced = self._wanted_manner()
        scene = move_scenes([(self.move_, half)])[0]
        self.figure.still = reduced
        self._loop.play(scene, self.figure, reduced=reduced)
        if not (moving and self._wants_motion):
            self._loop.pause()
            shown = still(scene)
            self.figure.show_pose(shown.pose, shown.effort)

    def _toggle_motion(self) -> None:
        self._wants_motion = not self._wants_motion
        if self._wants_motion:
            self._loop.resume()
        else:
            self._loop.pause()
        _say(self.motion, _("Stop the motion") if self._wants_motion else _("Show the motion"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._begin(moving=True)

    def show_motion(self, on: bool) -> None:
        """Let the figure move, where the person has not stopped it, or let it stand still."""
        if on and self._wants_motion and self.isVisible():
            self._loop.resume()
        elif not on:
            self._loop.pause()

    def hideEvent(self, event: QHideEvent) -> None:
        self._loop.stop()
        super().hideEvent(event)


def _say(made: QWidget, words: str) -> None:
    """Give a button other words, for the eye and for the ear."""
    made.setText(words)  # type: ignore[attr-defined]
    made.setAccessibleName(words)


def _lines(lines: Iterable[str]) -> list[QWidget]:
    return [label(line) for line in lines if line]


def _small(lines: Iterable[str]) -> list[QWidget]:
    return [label(line, Type.SMALL, tone="soft") for line in lines if line]


def _section(heading: str, shown: Sequence[QWidget]) -> Iterator[QWidget]:
    """A heading with what belongs to it close below; nothing where there is nothing."""
    if not shown:
        return
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, theme.S, 0, 0)
    inside.setSpacing(theme.XXS)
    inside.addWidget(label(heading, Type.SMALL, tone="accent", bold=True))
    for each in shown:
        inside.addWidget(each)
    yield made


def _first_large(words: str) -> str:
    """The same with a capital letter at its beginning."""
    return words[:1].upper() + words[1:]
