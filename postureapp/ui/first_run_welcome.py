"""The first page of the welcome: what the app is, in one picture and three promises. It asks nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from postureapp.core.postures import PAIRS, Posture
from postureapp.core.text import _
from postureapp.ui import theme
from postureapp.ui.controls import label
from postureapp.ui.figure_view import FigureView
from postureapp.ui.first_run_answers import FirstRunWires
from postureapp.ui.first_run_pages import Page, scene_of
from postureapp.ui.first_run_signs import Sign
from postureapp.ui.standing_words import no_diagnosis
from postureapp.ui.theme import Theme, Type

_MOST_HEIGHT = 320  # of the picture


class WelcomePage(Page):
    """What this is, in one picture and three promises."""

    def __init__(self, wires: FirstRunWires, look: Theme) -> None:
        super().__init__(wires)
        lead = _("It notices when you have sat in one position for long, and suggests a small change at a good moment.")
        whole = QWidget()
        beside = QHBoxLayout(whole)
        beside.setContentsMargins(0, theme.XS, 0, theme.XS)
        beside.setSpacing(theme.XL)
        beside.addWidget(_Turn(look), 12)
        promises = QVBoxLayout()
        promises.setSpacing(theme.M)
        promises.addStretch(1)
        for sign, title, sentence in (
            ("home", _("Nothing leaves this computer"), _("No account, and nothing is sent. Your answers stay here.")),
            ("quiet", _("Quiet"), _("It waits while you type, call or present, and never locks your screen.")),
            (
                "light",
                _("Light on your computer"),
                _("It rests in the background and does next to nothing until it is time."),
            ),
        ):
            promises.addWidget(_Promise(sign, title, sentence, look))
        promises.addStretch(1)
        beside.addLayout(promises, 10)
        self.lay(
            label(_("Welcome to PostureApp"), Type.DISPLAY),
            label(lead, Type.LARGE),
            whole,
            label(_("A few questions, about a minute. Each can be skipped, and changed later."), tone="soft"),
            label(no_diagnosis(), Type.SMALL, tone="soft"),
            grows=whole,
        )


class _Turn(QWidget):
    """One person at a desk twice: as one often sits, and after a small change."""

    def __init__(self, look: Theme) -> None:
        super().__init__()
        pair = PAIRS["desk"]
        laid = QGridLayout(self)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setHorizontalSpacing(theme.S)
        laid.setVerticalSpacing(theme.XS)
        for column, (posture, words) in enumerate(
            ((pair.strains, _("For long like this")), (pair.spares, _("A small change, now and then")))
        ):
            view = _standing_still(posture, look, QSize(150, 190))
            view.setMaximumHeight(_MOST_HEIGHT)
            told = label(words, Type.SMALL, tone="soft")
            told.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            laid.addWidget(view, 0, column)
            laid.addWidget(told, 1, column)
            laid.setColumnStretch(column, 1)
        laid.setRowStretch(0, 1)


class _Promise(QWidget):
    """A sign, and what is promised."""

    def __init__(self, sign: str, title: str, sentence: str, look: Theme) -> None:
        super().__init__()
        laid = QHBoxLayout(self)
        laid.setContentsMargins(0, 0, 0, 0)
        laid.setSpacing(theme.M)
        laid.addWidget(Sign(sign, look), 0, Qt.AlignmentFlag.AlignTop)
        said = QVBoxLayout()
        said.setSpacing(theme.XXS)
        said.addWidget(label(title, Type.BODY, bold=True))
        said.addWidget(label(sentence, Type.BODY, tone="soft"))
        laid.addLayout(said, 1)


def _standing_still(posture: Posture, look: Theme, least: QSize) -> FigureView:
    """The figure in a posture, as a picture."""
    view = FigureView(look, least, interactive=False)
    scene = scene_of(posture)
    view.stage(scene.key_poses(), motion=scene.motion, view=scene.view, muscles=())
    view.show_pose(scene.pose(1.0, False), 0.0)
    return view
