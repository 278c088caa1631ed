from __future__ import annotations

import pytest

from tests.pictures import FOLDER, SHOTS, picture


@pytest.mark.parametrize("name", SHOTS)
async def test_a_picture_shows_the_program_as_it_is(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    stored = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")

    assert await picture(name) == stored, "stale: run `python -m tests.pictures` and look at them"


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(SHOTS)
