"""What the app has loaded once it rests in the tray: no window, no figure, no plotting, nothing that is not needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROBE = """
import sys
from PySide6.QtCore import QTimer
from postureapp import app, cli
arm = app.App.arm
def and_look(self):
    arm(self)
    self._probe = QTimer()
    self._probe.setSingleShot(True)
    self._probe.timeout.connect(lambda: (print("LOADED", *sys.modules), self._application.quit()))
    self._probe.start(200)
app.App.arm = and_look
sys.exit(cli.main(["--temp-profile"]))
"""
NOT_AT_REST = (
    "postureapp.figure.paint",
    "postureapp.core.body",
    "postureapp.core.history",
    "postureapp.core.preview",
    "postureapp.core.replay",
    "postureapp.devtools",
    "postureapp.platforms.program",
    "postureapp.platforms.speech",
    "postureapp.platforms.tones",
    "postureapp.reports",
    "postureapp.runtime.sounder",
    "postureapp.storage.erase",
    "postureapp.storage.export",
    "plyer",
    "numpy",
    "matplotlib",
    "pyqtgraph",
    "cryptography",
    "PySide6.QtDBus",
    "PySide6.QtSvg",
)

# What opens windows and draws the icon. All else in `ui` is a window, or only of use to one.
UI_AT_REST = frozenset(
    {
        "card_notifier",
        "card_place",
        "care",
        "doors",
        "icons",
        "language",
        "medical_words",
        "open_windows",
        "pain_desk",
        "screen",
        "shelf",
        "stretch_choice",
        "stylesheet",
        "theme",
        "tokens",
        "tray",
        "tray_status",
        "tray_watch",
    }
)


OF_THE_TRIAL = ("postureapp.devtools", "postureapp.devtools.trial")  # the throw-away profile that it is started with


def test_at_rest_nothing_is_loaded_that_only_a_window_needs(tmp_path: Path) -> None:
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "POSTUREAPP_HOME": str(tmp_path / "home"),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "DBUS_SESSION_BUS_ADDRESS": "",
    }
    tmp_path.chmod(0o700)
    run = subprocess.run(
        [sys.executable, "-c", PROBE], env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )
    line = next((line for line in run.stdout.splitlines() if line.startswith("LOADED ")), "")
    loaded = [name for name in line.split()[1:] if name not in OF_THE_TRIAL]
    assert "apscheduler.schedulers.base" in loaded, run.stderr
    unwanted = [name for name in loaded if any(name == bad or name.startswith(f"{bad}.") for bad in NOT_AT_REST)]
    assert not unwanted
    of_ui = {name.removeprefix("postureapp.ui.") for name in loaded if name.startswith("postureapp.ui.")}
    assert not of_ui - UI_AT_REST
