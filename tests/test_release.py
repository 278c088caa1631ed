from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from licensetui import __version__
from licensetui.manual import TOPICS
from tests import release
from tests.manual import PARTS
from tests.pages import MANUAL, ROOT, pages
from tests.pictures import SHOTS
from tests.release import Built

HEAD = f"# Changelog\n\n## {__version__} - 2026-11-27\n\n### Added\n- A line.\n"
CODE, PAGE = "licensetui/app.py", f"{MANUAL}/start.md"
INSTALLED = [f"licensetui-{__version__}.data/{each}" for each in release.INSTALLED]
PAGES = (f"{MANUAL}/{topic}.md" for topic in TOPICS)
WHEEL = Built(frozenset((CODE, *PAGES, *INSTALLED)), "")
SDIST = Built(frozenset((CODE, "tests/test_app.py", ".ci/run", *release.DOCUMENTS)), "")
METADATA = f"""\
Metadata-Version: 2.4
Name: licensetui
Version: {__version__}
Description-Content-Type: text/markdown

# licensetui
[TinyDB](https://tinydb.readthedocs.io/)
"""


def test_what_is_built_here_is_whole_but_for_what_is_unreleased(tmp_path: Path) -> None:
    said = release.of_release(ROOT, *release.build(tmp_path))
    assert [line for line in said if not line.startswith("CHANGELOG.md: ")] == []


def test_the_manual_of_a_release_is_fresh() -> None:
    assert [*release.of_manual()] == []
    texts = {topic: f"{topic} of yesterday" for topic, _ in PARTS.values()}
    assert len([*release.of_manual(texts)]) == len(PARTS)


def test_a_whole_changelog() -> None:
    assert [*release.of_changelog(HEAD, __version__)] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("## ", "## Unreleased\n- More.\n\n## "), "has no version"),
        (lambda _text: "# Changelog\n", "has no version"),
        (lambda text: text.replace(__version__, "9.9.9"), "is 9.9.9, the version is"),
        (lambda text: text.replace(" - 2026-11-27", ""), "has no day"),
        (lambda text: text.replace("2026-11-27", "today"), "has no day"),
        (lambda text: text.replace("2026", "2999"), "a day to come"),
        (lambda text: text.replace("- A line.\n", "\n## 0.1.0 - 2026-11-01\n- B\n"), "nothing is"),
    ],
)
def test_what_a_changelog_has_not_is_said(change: Callable[[str], str], said: str) -> None:
    (line,) = release.of_changelog(change(HEAD).replace("### Added\n", ""), __version__)
    assert said in line


def test_a_whole_wheel_and_a_whole_sdist() -> None:
    tracked = [CODE, "tests/test_app.py", ".ci/run", "README.md"]
    assert [*release.of_wheel(WHEEL, tracked)] == []
    assert [*release.of_sdist(SDIST, tracked)] == []


@pytest.mark.parametrize("lost", [CODE, PAGE, *INSTALLED])
def test_what_a_wheel_has_not_is_said(lost: str) -> None:
    (line,) = release.of_wheel(replace(WHEEL, files=WHEEL.files - {lost}), [CODE])
    assert Path(lost).name in line


@pytest.mark.parametrize(
    "more", ["tests/test_app.py", "licensetui/__pycache__/app.cpython-311.pyc"]
)
def test_what_a_wheel_should_not_have_is_said(more: str) -> None:
    (line,) = release.of_wheel(replace(WHEEL, files=WHEEL.files | {more}), [CODE])
    assert more in line


@pytest.mark.parametrize("lost", ["README.md", "CONTRIBUTING.md", "tests/test_app.py", ".ci/run"])
def test_what_an_sdist_has_not_is_said(lost: str) -> None:
    tracked = [CODE, "tests/test_app.py", ".ci/run"]
    (line,) = release.of_sdist(replace(SDIST, files=SDIST.files - {lost}), tracked)
    assert lost in line


def test_a_description_for_a_package_index_is_whole() -> None:
    assert [*release.of_metadata(METADATA, __version__)] == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("\nVersion: 0", "\nVersion: 9", "its version"),
        ("text/markdown", "text/plain", "not Markdown"),
        ("https://tinydb.readthedocs.io/", "CHANGELOG.md", "CHANGELOG.md leads nowhere"),
        ("[TinyDB](https:", "![The dashboard](screenshots/a.svg) [TinyDB](https:", "a.svg leads"),
    ],
)
def test_what_a_package_index_would_show_wrong_is_said(old: str, new: str, said: str) -> None:
    assert METADATA.count(old) == 1
    (line,) = release.of_metadata(METADATA.replace(old, new), __version__)
    assert said in line


def test_stale_pictures_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    async def other(_name: str) -> str:
        return "<svg/>"

    monkeypatch.setattr(release, "picture", other)
    monkeypatch.setattr(release, "use_all_colors", lambda: None)
    assert len([*release.of_pictures()]) == len(SHOTS)


def test_stale_completions_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [*release.of_shipped()] == []
    monkeypatch.setattr(release, "shipped", lambda: {ROOT / "README.md": "other"})
    assert len([*release.of_shipped()]) == 1


def test_all_pages_are_checked() -> None:
    names = {page.relative_to(ROOT).as_posix() for page in pages()}
    assert {"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "screenshots/README.md", PAGE} <= names
