"""Tries the lowest and the highest versions that are allowed: `python -m tests.versions`.

Each trial is a fresh environment: the lowest dependencies with the oldest Python, the highest with
each newer Python that is found here. A Python that is not found is said, loudly: NOT TESTED.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NEWEST = "3.14"
"""Of the Pythons that there are; what is claimed stands in the classifiers."""
NOT_FOR_TESTS = ("build", "hatchling", "import-linter", "mypy", "ruff")
"""Tools that look at the source, whatever it runs on."""
TESTS = (
    *("tests/exchange/test_ics.py", "tests/exchange/test_absences.py"),
    *("tests/tables/test_encodings.py", "tests/tables/test_workbooks.py"),
    *("tests/store/test_round_trip.py", "tests/store/test_storage.py", "tests/test_registries.py"),
    *("tests/addresses/test_syntax.py", "tests/addresses/test_mail_servers.py"),
    *("tests/postgres/test_pgstore.py", "tests/postgres/test_address.py"),
    *("tests/vendors/test_license_key.py", "tests/tui/test_licenses.py"),
)
"""What each dependency is needed for, and a few screens."""
_LOWEST = re.compile(r"([\w.-]+)(?:\[\w+\])?>=([\w.]+)")


def lowest() -> list[str]:
    """Return constraints on the lowest version of each dependency."""
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["postgres"]]
    found = [_LOWEST.match(one) for one in wanted]
    return [f"{one[1]}=={one[2]}" for one in found if one]


def tools_of_tests() -> list[str]:
    """Return what tests want beside the program; what the program wants too is not pinned here."""
    own = {one.partition("==")[0] for one in lowest()}
    names = {
        wanted: re.split(r"[<>=\[]", wanted)[0]
        for wanted in PROJECT["optional-dependencies"]["dev"]
    }
    return [wanted for wanted, name in names.items() if name not in {*own, *NOT_FOR_TESTS}]


def claimed() -> list[str]:
    """Return the Pythons of the classifiers, oldest first."""
    found = (re.search(r":: (3\.\d+)$", classifier) for classifier in PROJECT["classifiers"])
    return sorted((one[1] for one in found if one), key=_minor)


def _minor(version: str) -> int:
    return int(version.partition(".")[2])


def python(version: str) -> str | None:
    """Return a Python of this version: one on the path, or of pyenv."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    on_path = shutil.which(f"python{version}")
    for place in (sys.executable, on_path, *sorted(root.glob(f"{version}.*/bin/python3"))):
        if place is not None and _says(place) == version:
            return str(place)
    return None


def _says(place: str | Path) -> str:
    """Return the version of a Python that can make environments; empty if it cannot."""
    asked = "import ensurepip, ssl, sys; print('{}.{}'.format(*sys.version_info))"
    run = subprocess.run([place, "-c", asked], capture_output=True, text=True, check=False)
    return run.stdout.strip()


def trial(interpreter: str, constraints: list[str]) -> None:
    """Install the program with its tests' tools in a fresh environment, and try it there.

    Raises `CalledProcessError` at the first that fails, and `AssertionError` for the screens.
    """
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        subprocess.run([interpreter, "-m", "venv", place / "env"], check=True)
        run, wanted = place / "env" / "bin", place / "constraints.txt"
        wanted.write_text("\n".join(constraints))
        pip = [str(run / "python"), "-m", "pip", "--disable-pip-version-check"]
        subprocess.run(
            [
                *pip,
                "install",
                "--quiet",
                "-c",
                str(wanted),
                "-e",
                f"{ROOT}[postgres]",
                *tools_of_tests(),
            ],
            check=True,
        )
        subprocess.run([*pip, "check"], check=True)
        home = {name: str(place / name) for name in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
        environ = {**os.environ, **home, "XDG_CONFIG_HOME": str(place / "settings")}
        due = [str(run / "licensetui"), "--demo", "due"]
        subprocess.run(due, env=environ, stdout=subprocess.DEVNULL, check=True)
        open_and_quit([str(run / "licensetui"), "--demo"], environ)
        tests = [str(run / "python"), "-m", "pytest", "-p", "no:cacheprovider", "-n", "2", *TESTS]
        subprocess.run(tests, cwd=ROOT, check=True)


def open_and_quit(command: list[str], environ: dict[str, str], limit: float = 60) -> None:
    """Start the program on a terminal, wait for its screen, and leave with `q`.

    Raises `AssertionError` where no license is shown or the program does not end well.
    """
    child, terminal = pty.fork()
    if not child:
        sizes = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
        os.execvpe(command[0], command, {**environ, **sizes})  # noqa: S606  # it wants a terminal
    shown, until, has_left = b"", time.monotonic() + limit, False
    for part in _read(terminal, until):
        shown += part
        if not has_left and b"Jira" in shown:
            os.write(terminal, b"q")
            has_left = True
    os.close(terminal)
    if time.monotonic() > until:
        os.kill(child, 9)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert has_left, f"no screen: {shown[-2000:]!r}"
    assert code == 0, f"exit {code}: {shown[-2000:]!r}"


def _read(terminal: int, until: float) -> Iterator[bytes]:
    while time.monotonic() < until:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                part = os.read(terminal, 65536)
            except OSError:  # the program has gone
                return
            if not part:
                return
            yield part


def main() -> None:
    """Try what is found here, and say what is not."""
    pythons = claimed()
    untested = []
    for version in [*pythons, *([NEWEST] if NEWEST not in pythons else [])]:
        interpreter = python(version)
        if interpreter is None:
            untested.append(version)
            continue
        is_oldest = version == pythons[0]
        print(f"-- Python {version}, {'lowest' if is_oldest else 'highest'} versions", flush=True)
        trial(interpreter, lowest() if is_oldest else [])
    for version in untested:
        print(f"NOT TESTED: Python {version} is not on this machine", flush=True)


if __name__ == "__main__":
    main()
