"""The vendors' guides as files: text that anybody can read and mend."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def text_of(package: str, name: str) -> str:
    """Return the text of a guide in the folder `guides` of a vendor's package."""
    return resources.files(package).joinpath("guides", name).read_text("utf-8")
