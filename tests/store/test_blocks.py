"""What is kept from one version for the next never shows in what is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licensetui.store.file import blocks, layout
from licensetui.store.file.blocks import Blocks
from licensetui.store.file.layout import Contents

DOCUMENTS = st.sampled_from([b"{}", b'{"name":"x"}', b'{"name":"a longer one"}'])
TABLE = st.dictionaries(st.integers(1, 30).map(str), DOCUMENTS.map(msgspec.Raw), max_size=12)
VERSIONS = st.lists(
    st.dictionaries(st.sampled_from(["licenses", "contacts", "é"]), TABLE, max_size=3),
    min_size=2,
    max_size=5,
)


@pytest.fixture(scope="module", autouse=True)
def _small_blocks() -> Iterator[None]:
    """Let few lines fill many blocks."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(blocks, "_LINES", 3)
        yield


@settings(max_examples=150, deadline=None)
@given(VERSIONS)
def test_each_version_is_written_as_if_it_were_the_first(
    versions: list[Mapping[str, Mapping[str, msgspec.Raw]]],
) -> None:
    contents = Contents({}, 1)
    for tables in versions:
        contents = replace(
            contents,
            tables={**tables},
            generation=contents.generation + 1,
            noted=contents.next,
        )
        afresh = replace(contents, blocks=Blocks())
        assert layout.render(contents) == layout.render(afresh)
        assert layout.render(contents) == layout.render(contents)
        read = layout.parse(layout.render(contents), "test")
        assert (read.foreign, read.tables, read.next) == ("", contents.tables, afresh.next)


def test_after_an_edit_only_the_lines_around_it_are_made_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[list[str]] = []
    real = blocks._block

    def counted(ids: list[str], documents: list[msgspec.Raw], is_first: bool) -> blocks._Block:
        made.append(ids)
        return real(ids, documents, is_first)

    monkeypatch.setattr(blocks, "_block", counted)
    table = {str(id): msgspec.Raw(b"{}") for id in range(1, 10)}
    contents = Contents({"licenses": table}, 1)
    layout.render(contents)
    assert made == [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]
    made.clear()
    edited = {**table, "5": msgspec.Raw(b'{"a":1}')}
    layout.render(replace(contents, tables={"licenses": edited}, generation=2))
    assert made == [["4", "5", "6"]]
