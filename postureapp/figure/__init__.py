"""The figure that shows a move: a person painted from a pose, from any side, at any size. It decides nothing."""

import os

# WORKAROUND: Qt 6 shares out every larger half-transparent or shaded fill over a pool of threads, which costs three
# times what the fill itself does (measured with 6.11: 0.19 ms against 0.06 ms for 200 x 200 pixels) and keeps threads.
# https://doc.qt.io/qt-6/ knows no setting for it but this one, read by qtgui_threadpool at the first such fill.
os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
