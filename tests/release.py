"""Checks that a release is whole, `python -m tests.release [FOLDER]`: it builds wheel and sdist.

They are written into FOLDER if one is named. It prints what is missing, and ends with 1 then.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from email.parser import Parser
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from licensetui import __version__
from licensetui.manual import TOPICS
from tests.manual import PARTS, place_of
from tests.pages import MANUAL, PICTURES, ROOT, WEB, broken, links, pages, unsized
from tests.pictures import SHOTS, picture, use_all_colors
from tests.shipped import shipped

PACKAGE = "licensetui"
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "pyproject.toml")
SOURCES = (PACKAGE, "tests", PICTURES, ".ci")
"""Folders of which the sdist has everything."""
INSTALLED = (
    "entry_points.txt",
    "licenses/LICENSE",
    "share/man/man1/licensetui.1",
    "share/bash-completion/completions/licensetui",
    "share/zsh/site-functions/_licensetui",
    "share/fish/vendor_completions.d/licensetui.fish",
)
"""What a wheel has, wherever in it."""
NOT_IN_A_WHEEL = re.compile(r"__pycache__|\.pyc$|(?:^|/)tests/|\.(?:svg|toml)$")
_HEAD = re.compile(r"^## (\S+)(?: - (\S+))?$", re.MULTILINE)


@dataclass(frozen=True)
class Built:
    """What was built: the files in it, and its metadata."""

    files: frozenset[str]
    """Their paths, without the folder in which an sdist has them all."""
    metadata: str


def main() -> int:
    """Print what is missing."""
    with TemporaryDirectory() as scratch:
        wheel, sdist = build(Path(sys.argv[1] if sys.argv[1:] else scratch))
        missing = [*of_release(ROOT, wheel, sdist), *of_pictures(), *of_manual(), *of_shipped()]
    print(*missing or [f"{PACKAGE} {__version__} is whole"], sep="\n")
    return 1 if missing else 0


def build(folder: Path) -> tuple[Built, Built]:
    """Build wheel and sdist into a folder, with what is installed, and read them."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return read(_only(folder, "*.whl")), read(_only(folder, "*.tar.gz"))


def read(path: Path) -> Built:
    """Read a wheel or an sdist."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            names = [name for name in wheel.namelist() if not name.endswith("/")]
            (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
            return Built(frozenset(names), wheel.read(metadata).decode())
    with tarfile.open(path) as sdist:
        files = {member.name.partition("/")[2] for member in sdist if member.isfile()}
        root = sdist.getnames()[0].partition("/")[0]
        about = sdist.extractfile(f"{root}/PKG-INFO")
        return Built(frozenset(files), about.read().decode() if about else "")


def of_release(root: Path, wheel: Built, sdist: Built) -> Iterator[str]:
    """Yield what is missing in the version, the changelog, the pages, and both files."""
    tracked = _tracked(root)
    yield from of_changelog((root / "CHANGELOG.md").read_text("utf-8"), __version__)
    yield from filter(None, (broken(link) for page in pages(root) for link in links(page)))
    yield from filter(None, (unsized(path) for path in sorted((root / PICTURES).glob("*.svg"))))
    yield from of_wheel(wheel, tracked)
    yield from of_sdist(sdist, tracked)
    for name, built in (("wheel", wheel), ("sdist", sdist)):
        yield from (f"{name}: {said}" for said in of_metadata(built.metadata, __version__))


def of_changelog(text: str, version: str) -> Iterator[str]:
    """Yield why a changelog is not that of a release."""
    heads = [(found[1], found[2], found.end()) for found in _HEAD.finditer(text)]
    if not heads or heads[0][0] == "Unreleased":
        yield "CHANGELOG.md: what is unreleased has no version"
        return
    newest, day, end = heads[0]
    if newest != version:
        yield f"CHANGELOG.md: the newest release is {newest}, the version is {version}"
    try:
        is_ahead = date.fromisoformat(day or "") > date.today()  # noqa: DTZ011  # of who releases
    except ValueError:
        yield f"CHANGELOG.md: {newest} has no day, as in ## {version} - 2026-11-27"
    else:
        if is_ahead:
            yield f"CHANGELOG.md: {newest} is of a day to come"
    if not re.search(r"^- ", text[end:].partition("\n## ")[0], re.MULTILINE):
        yield f"CHANGELOG.md: nothing is told of {newest}"


def of_wheel(wheel: Built, tracked: Iterable[str]) -> Iterator[str]:
    """Yield what a wheel has not, and what it has that nobody needs."""
    wanted = {name for name in tracked if name.startswith(f"{PACKAGE}/")}
    wanted |= {f"{MANUAL}/{topic}.md" for topic in TOPICS}
    yield from _absent("wheel", wanted, wheel.files)
    for end in INSTALLED:
        if not any(name.endswith(f"/{end}") for name in wheel.files):
            yield f"wheel: no {end}"
    for name in sorted(wheel.files):
        if NOT_IN_A_WHEEL.search(name):
            yield f"wheel: {name} is not for those who install it"


def of_sdist(sdist: Built, tracked: Iterable[str]) -> Iterator[str]:
    """Yield what an sdist has not."""
    wanted = {name for name in tracked if name.startswith(tuple(f"{each}/" for each in SOURCES))}
    yield from _absent("sdist", wanted | {*DOCUMENTS}, sdist.files)


def of_metadata(metadata: str, version: str) -> Iterator[str]:
    """Yield what is wrong in the page that a package index shows."""
    about = Parser().parsestr(metadata)
    if about["Version"] != version:
        yield f"its version is {about['Version']}"
    if about["Description-Content-Type"] != "text/markdown":
        yield "its description is not Markdown"
    for link in links(ROOT / "README.md", str(about.get_payload())):
        if not link.target.startswith(WEB):
            yield f"{link.target} leads nowhere on a package index"


def of_pictures() -> Iterator[str]:
    """Yield which pictures are not of the program as it is."""
    use_all_colors()
    for name in SHOTS:
        path = ROOT / PICTURES / f"{name}.svg"
        if not path.exists() or asyncio.run(picture(name)) != path.read_text("utf-8"):
            yield f"{PICTURES}/{path.name} is stale: run `python -m tests.pictures`"


def of_manual(texts: Mapping[str, str] | None = None) -> Iterator[str]:
    """Yield which parts of the manual are not of the program as it is; of other texts, if given."""
    for part, (topic, made) in PARTS.items():
        page = ROOT / MANUAL / f"{topic}.md"
        found = place_of(part).search(page.read_text("utf-8") if texts is None else texts[topic])
        if found is None or found[0] != made():
            yield f"{MANUAL}/{page.name} is stale: run `python -m tests.manual`"


def of_shipped() -> Iterator[str]:
    """Yield which of man page and completions are not of the program as it is."""
    for path, text in shipped().items():
        if not path.exists() or path.read_text("utf-8") != text:
            yield f"{path.relative_to(ROOT)} is stale: run `python -m tests.shipped`"


def _absent(name: str, wanted: Iterable[str], there: frozenset[str]) -> Iterator[str]:
    return (f"{name}: {path} is not in it" for path in sorted({*wanted} - there))


def _tracked(root: Path) -> list[str]:
    """Return the files that Git knows, those of today included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    names = [name for name in done.stdout.split("\0") if name]
    return [name for name in names if (root / PurePosixPath(name)).exists()]


def _only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


if __name__ == "__main__":
    sys.exit(main())
