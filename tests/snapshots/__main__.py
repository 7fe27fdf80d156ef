"""Renew the expected pictures: `python3 dev.py sheet --accept [NAME ...]`. Look at what git then shows as changed."""

from __future__ import annotations

import argparse
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QGuiApplication

from tests.snapshots.strips import EXPECTED, accept, strips


def main() -> int:
    """Paint and keep them, and say how many and how large."""
    _application = QGuiApplication(sys.argv[:1])
    parser = argparse.ArgumentParser(prog="dev.py sheet --accept", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(strips())}; none: all")
    made = accept(parser.parse_args().names)
    size = sum(path.stat().st_size for path in EXPECTED.glob("*.png"))
    print(f"{len(made)} pictures renewed in {EXPECTED}; all together {size / 1024:.0f} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
