"""The world outside, one folder per capability, one file per backend.

Each folder's `__init__` selects: it says what it chose and why not the others, and its last choice, `null`, always
works. Capabilities don't know each other; what several of them build on stands beside them: the bus (`dbus`), the X
display (`xcb`), files being opened (`inotify`) and the clocks (`clock`). No decision is made here.
"""
