"""Domains in another's disguise are told, and real ones of unusual letters are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from licensetui.addresses.characters import unicode_domain
from licensetui.addresses.check import check
from licensetui.addresses.domains import judge
from tests.addresses.scores import CASES, NOTHING
from tests.addresses.test_check import known
from tests.bench.address_rows import lookalikes

PEOPLE = known("zoe.quill@acme.com", "it@acme.com", "lea.petit@acme.fr", "dsi@acme.fr")
IDN = tuple(
    line
    for line in Path(CASES, "idn.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
)


def meant(domain: str) -> str:
    suggestion = check(f"mia.stern@{domain}", PEOPLE).suggestion
    return suggestion.address.partition("@")[2] if suggestion else ""


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        *(("www.acme.com", "acme.com"), ("www.gmail.com", "gmail.com")),
        *(("wwwacme.com", "acme.com"), ("www.it.acme.com", "it.acme.com")),
        *(("acme.com.com", "acme.com"), ("gmail.com.fr", "gmail.com"), ("acme.com.fr", "acme.com")),
        *(("gmail.con.fr", "gmail.com"), ("hotmail.fr.fr", "hotmail.fr")),
        *(("acme.comfr", "acme.com"), ("gmail.comcom", "gmail.com")),
        *(("gmail", "gmail.com"), ("gmial", "gmail.com"), ("acme", "acme.com")),
        *(("acme.r", "acme.fr"), ("orange.r", "orange.fr")),
        *(("zqnqdoo.fr", "wanadoo.fr"), ("zahoo.de", "yahoo.de")),
        *(("atlasian.com", "atlassian.com"), ("mircosoft.com", "microsoft.com")),
        *(("jetbrians.com", "jetbrains.com"), ("atlassian.con", "atlassian.com")),
        *(("acme.onmicrosft.com", "acme.onmicrosoft.com"), ("x.atlasian.net", "x.atlassian.net")),
        *(("acrne.com", "acme.com"), ("acme.c0m", "acme.com"), ("rnicrosoft.com", "microsoft.com")),
        *(
            ("acmé.com", "acme.com"),
            ("gmáil.com", "gmail.com"),
            ("gma\N{LATIN SMALL LETTER DOTLESS I}l.com", "gmail.com"),
        ),
        *(("gma1l.com", "gmail.com"), ("atiassian.com", "atlassian.com")),
        *(("gmail.fr.com", "gmail.com"), ("gmail.frr", "gmail.com"), ("it.acme", "it.acme.com")),
        *(("yahoo.com.bt", "yahoo.com.br"), ("hotmail.com.fr", "hotmail.com")),
        *(("x.onmicosoft.com", "x.onmicrosoft.com"), ("x.onmicrosoft.co", "x.onmicrosoft.com")),
        *(("g,qil:co,", "gmail.com"), ("hot;qil.fr", "hotmail.fr")),
    ],
)
def test_what_hides_a_known_domain_is_undone(typed: str, right: str) -> None:
    assert meant(typed) == right


@pytest.mark.parametrize(
    "domain",
    [
        *("acme.com.br", "acme.co.uk", "microsoft.com.br", "adobe.fr", "atlassian.fr", "sap.com"),
        *("it.acme.com", "web.acme.com", "www2.acme.fr", "kist.com", "dockers.com", "docket.com"),
        *(
            "bechtel.com",
            "aa.com",
            "müller.de",
            "straße.de",
            "\N{LATIN SMALL LETTER DOTLESS I}rmak.com.tr",
            "þing.is",
        ),
        *("outlook.live.com", "laposte.fr.net", "atlassian.co", "yahoo.com.my", "gmail.acme.com"),
        *("acme.onmicrosoft.com", "acme.atlassian.net", "hotmail.com.br", "yahoo.com.br"),
    ],
)
def test_what_may_be_somebodys_is_left_alone(domain: str) -> None:
    report = check(f"mia.stern@{domain}", PEOPLE)
    assert (report.suggestion, report.oddity) == (None, "")


def test_a_label_that_is_written_as_numbers_is_shown_as_what_it_is() -> None:
    report = check("zoe.quill@xn--cme-5cd.com", PEOPLE)
    assert "xn--cme-5cd.com is \N{CYRILLIC SMALL LETTER A}cme.com" in report.oddity
    assert "only look Latin" in report.oddity
    assert report.suggestion is not None
    assert report.suggestion.address == "zoe.quill@acme.com"


@pytest.mark.parametrize("label", ["xn--", "xn--a", "xn--\u00e9", "xn--99999999", "XN--CME-5CD"])
def test_a_label_that_cannot_be_read_stays(label: str) -> None:
    shown = unicode_domain(f"{label}.com")
    assert shown.endswith(".com")
    check(f"zoe.quill@{label}.com", PEOPLE)


def test_every_generated_look_alike_is_told_and_its_domain_named() -> None:
    """Of vendors' and own names: one letter of another script or accent, rn, digits, punycode."""
    missed = [
        look
        for domain in ("acme.com", "atlassian.com", "microsoft.com", "gmail.com", "orange.fr")
        for look in lookalikes.lookalikes(domain)
        if domain not in (meant(look), check(f"mia.stern@{look}", PEOPLE).domain)
    ]
    assert missed == []


def test_no_real_domain_outside_ascii_is_suspected() -> None:
    assert len(IDN) > 400
    suspected = [
        domain
        for domain in IDN
        if judge(unicode_domain(domain)).meant or check(f"zoe@{domain}", NOTHING).oddity
    ]
    assert suspected == []


def test_a_name_that_nobody_else_has_gets_a_note_under_an_ending_that_is_not_known() -> None:
    assert check("zoe@gmail.fr", NOTHING).note == "gmail.fr is not known to be gmail.com's"
    for domain in ("free.com", "orange.com", "web.com", "hotmail.fr", "protonmail.ch"):
        assert check(f"zoe@{domain}", NOTHING).note == ""
