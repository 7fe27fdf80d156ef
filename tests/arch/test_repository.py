"""The repository builds anywhere: no address of a registry, no path of one machine, and every pin has its hashes."""

import re
import tomllib

import pytest

from tests.arch.repository import ROOT, files, matching, read

MACHINE_PATH = re.compile(r"(?<![\w.~-])/(work|root|opt/(pypi|wheels)|home/(?!user\b|you\b|\$|<))/?\w")
REGISTRY = re.compile(r"(pypi|pythonhosted|npmjs)\.(org|com)|://[^\s/]+/simple\b|\bdeb\.debian\.org")
LOCK_FILES = ("constraints*.txt", "*requirements*.txt", "*.lock", "*package-lock.json")
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^\s;]+)(?P<marker> ;[^\\]+)? \\$")


def normal(name: str) -> str:
    """The form in which names of packages are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["path of a machine", "address of a registry"])
def test_no_file_depends_on_one_machine(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:160]}"
        for path in files()
        for number, line in enumerate((read(path) or "").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, "\n".join(found)


def test_lock_files_hold_no_address() -> None:
    found = [path for path in matching(*LOCK_FILES) if "://" in (read(path) or "")]
    assert not found


def test_every_pin_has_a_version_and_hashes() -> None:
    blocks = re.split(r"\n(?! )", (ROOT / "constraints.txt").read_text(encoding="utf-8").strip())
    for block in blocks:
        first, *hashes = block.splitlines()
        assert PIN.match(first), first
        assert hashes, first
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes), first


def test_every_dependency_is_pinned() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = declared["project"]
    wanted = [
        *declared["build-system"]["requires"],
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    pinned = {normal(line.partition("==")[0]) for line in (ROOT / "constraints.txt").read_text().splitlines()}
    missing = {normal(re.match(r"[\w.-]+", line)[0]) for line in wanted} - pinned
    assert not missing, f"make constraints.txt anew (docs/adr/0001-dependencies.md says how): {missing}"
