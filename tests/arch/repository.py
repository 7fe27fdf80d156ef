"""The files of the repository as the architecture tests see them: what git keeps or would keep, nothing generated."""

import ast
import subprocess
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "postureapp"
NEVER_OURS = {".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "build", "dist"}


@cache
def files() -> tuple[Path, ...]:
    """Every file of ours, tracked or new, relative to the top of the repository."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
        found = [Path(name) for name in listed if name]
    except (OSError, subprocess.CalledProcessError):  # an unpacked source archive, or no git
        found = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
    return tuple(path for path in sorted(found) if not NEVER_OURS & set(path.parts) and (ROOT / path).is_file())


def matching(*patterns: str) -> list[Path]:
    """Files of ours whose path from the top matches one of the patterns; a star crosses folders."""
    return [path for path in files() if any(fnmatch(path.as_posix(), pattern) for pattern in patterns)]


def read(path: Path) -> str | None:
    """The text of a file, or None when it is no text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@cache
def syntax(path: Path) -> ast.Module:
    """The syntax tree of a Python file of ours."""
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


def module_name(path: Path) -> str:
    """The dotted name of a Python file: postureapp/core/moves.py is postureapp.core.moves."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
