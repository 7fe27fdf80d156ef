"""A small program with one window, for tests of what is noticed of other programs' windows.

python -m tests.helpers.window_program TITLE [state=fullscreen] [title_each_ms=100] [kind=desktop]
SIGUSR1 switches between fullscreen and normal.
"""

from __future__ import annotations

import signal
import sys

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget


def main() -> None:
    """Show the window until the process is ended."""
    app = QApplication(sys.argv[:1])
    title, options = sys.argv[1], dict(part.split("=", 1) for part in sys.argv[2:])
    window = QWidget()
    window.setWindowTitle(title)
    window.resize(300, 200)
    if options.get("kind") == "desktop":
        window.setAttribute(Qt.WidgetAttribute.WA_X11NetWmWindowTypeDesktop)
    switched: list[int] = []
    signal.signal(signal.SIGUSR1, lambda *_: switched.append(1))
    ticks = QTimer()

    def tick() -> None:
        if "title_each_ms" in options:
            window.setWindowTitle(f"{title} {ticks.property('count')}")
            ticks.setProperty("count", (ticks.property("count") or 0) + 1)
        if switched:
            switched.clear()
            window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    ticks.timeout.connect(tick)
    ticks.start(int(options.get("title_each_ms", "100")))
    if options.get("state") == "fullscreen":
        window.showFullScreen()
    else:
        window.show()
    app.exec()


if __name__ == "__main__":
    main()
