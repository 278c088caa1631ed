"""The facts about the internet: in order, read fast, and without the typos of the lists."""

import re
import subprocess
import sys
from collections.abc import Callable, Set
from pathlib import Path

import pytest

from licensetui.addresses import facts
from licensetui.addresses.domain_parts import is_ending, parts
from tests import facts as made

SQUATS = (
    *("gmai.com", "gmial.com", "gamil.com", "gmal.com", "gmil.com", "gnail.com"),
    *("gmaill.com", "gmail.co", "gmail.cm", "gmaik.com", "gmali.com", "gmailcom.com"),
    *("hotmial.com", "hotmai.com", "hotmal.com", "hotmil.com", "homail.com"),
    *("hotnail.com", "hotmail.co", "hotmaill.com", "hotmali.com", "yaho.com"),
    *("yahooo.com", "yahoo.co", "yhoo.com", "yahho.com", "ymial.com", "outlok.com"),
    *("outloo.com", "outlook.co", "outllok.com", "oulook.com", "iclod.com", "icloud.co"),
    *("icoud.com", "icould.com", "orang.fr", "organe.fr", "wanado.fr", "comcat.net"),
    *("verison.net", "webde.de"),
)
"""Typos that are registered to catch mail, and that careless lists call providers."""
DOMAIN = re.compile(r"(?!-)(?:[a-z0-9-]{1,63}(?<!-)\.)+[a-z][a-z0-9-]{1,62}")
FILES: dict[str, Callable[[], Set[str]]] = {
    "free_domains.txt": facts.free_domains,
    "relays.txt": facts.relays,
    "second_endings.txt": facts.second_endings,
}


def domains(name: str) -> list[str]:
    return [line.partition("\t")[0] for line in facts.lines(name)]


ALL = (*FILES, "lookalikes.txt", "words.txt", "sites.txt", "providers.txt")


@pytest.mark.parametrize("name", [*ALL, "endings.txt"])
def test_a_file_is_sorted_and_says_nothing_twice(name: str) -> None:
    found = domains(name)
    assert found == sorted(set(found))
    assert len(found) > 30


@pytest.mark.parametrize("name", ALL)
def test_a_file_holds_domains_with_endings_that_exist(name: str) -> None:
    for domain in domains(name):
        assert DOMAIN.fullmatch(domain), domain
        assert is_ending(domain.rpartition(".")[2]), domain


def test_endings_are_labels_of_the_domain_name_system() -> None:
    for ending in facts.endings():
        assert re.fullmatch(r"[a-z]{2,63}|xn--[a-z0-9-]{2,59}", ending), ending
    assert {"com", "fr", "web", "xn--p1ai"} <= facts.endings()
    assert len(facts.endings()) > 1_400


def test_every_file_says_where_it_is_from() -> None:
    for path in made.DATA.glob("*.txt"):
        assert "\n# Source: " in path.read_text("utf-8").partition("\n\n")[0], path.name


@pytest.mark.parametrize("squat", SQUATS)
def test_a_squatted_typo_is_known_nowhere(squat: str) -> None:
    assert squat not in facts.providers()
    assert squat not in facts.free_domains()
    assert squat not in facts.lookalikes()
    assert squat not in facts.relays()


def test_a_domain_is_said_once() -> None:
    known = facts.providers().keys()
    assert not known & facts.free_domains()
    assert not known & facts.relays()
    assert not known & facts.lookalikes()
    assert not facts.free_domains() & facts.relays()


def test_no_provider_is_disposable() -> None:
    assert [domain for domain in facts.providers() if facts.is_disposable(domain)] == []
    assert [domain for domain in facts.free_domains() if facts.is_disposable(domain)] == []


def test_what_is_below_a_disposable_domain_is_disposable() -> None:
    assert facts.is_disposable("mailinator.com")
    assert facts.is_disposable("anything.mailinator.com")
    assert not facts.is_disposable("notmailinator.com.example")
    assert not facts.is_disposable("com")


def test_a_provider_is_not_disposable_whatever_the_list_says() -> None:
    assert not facts.is_disposable("21cn.com")


def test_providers_are_in_their_country_and_class() -> None:
    gmail, orange = facts.providers()["gmail.com"], facts.providers()["orange.fr"]
    assert (gmail.country, gmail.frequency) == ("-", 5)
    assert (orange.country, orange.frequency) == ("FR", 4)
    for provider in facts.providers().values():
        assert 1 <= provider.frequency <= 5, provider
        assert re.fullmatch("-|[A-Z]{2}", provider.country), provider


@pytest.mark.parametrize(
    "ending", ["co.uk", "org.uk", "com.br", "com.au", "co.jp", "co.in", "com.tr", "co.za", "com.mx"]
)
def test_usual_second_endings_are_known(ending: str) -> None:
    assert ending in facts.second_endings()
    assert parts(f"it.acme.{ending}").registered == f"acme.{ending}"


def test_all_is_read_fast_enough_for_a_keystroke() -> None:
    script = (
        "from time import perf_counter as now\n"
        "from licensetui.addresses import facts\n"
        "def read(start=now()):\n"
        "    for name in ('endings', 'second_endings', 'providers', 'free_domains', 'relays',\n"
        "                 'lookalikes'):\n"
        "        getattr(facts, name).cache_clear(); getattr(facts, name)()\n"
        "def once():\n"
        "    start = now(); read(); return now() - start\n"
        "print(min(once() for _ in range(5)))"
    )
    taken = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
    assert float(taken) < 0.05  # 0.008 alone on a slow machine


def test_endings_are_made_from_the_list_as_it_is_published() -> None:
    source = "# Version 2026093003, Last Updated Wed Sep 30 07:07:01 2026 UTC\nAAA\nCOM\nXN--P1AI\n"
    assert made.endings(source) == ["aaa", "com", "xn--p1ai"]
    assert made.version(source) == "2026093003"


def test_the_endings_file_is_written_again_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = (made.DATA / "endings.txt").read_bytes()
    (tmp_path / "endings.txt").write_bytes(shipped.replace(b"\nfr\n", b"\n"))
    source = tmp_path / "tlds-alpha-by-domain.txt"
    version = made.version(shipped.decode())
    source.write_text("\n".join([f"# Version {version}", *map(str.upper, facts.endings()), ""]))
    monkeypatch.setattr(made, "DATA", tmp_path)
    made.main(["endings", str(source)])
    assert (tmp_path / "endings.txt").read_bytes() == shipped


def test_without_a_list_nothing_is_written() -> None:
    with pytest.raises(SystemExit, match=r"tests\.facts endings"):
        made.main(["endings"])


def test_second_endings_are_of_the_official_part_and_under_a_country() -> None:
    source = """// VERSION: 2026-10-22_08-36-41_UTC
// ===BEGIN ICANN DOMAINS===
uk
co.uk
*.ck
!www.ck
// a town
london.uk
xn--55qx5d.cn
nsw.edu.au
*.sch.uk
// ===END ICANN DOMAINS===
co.blogs
com.de
"""
    assert made.second_endings(source) == ["co.uk", "london.uk", "sch.uk", "xn--55qx5d.cn"]
    assert made.version(source) == "2026-10-22_08-36-41_UTC"


def test_free_mail_is_what_all_lists_say_but_no_typo_and_nothing_disposable() -> None:
    everywhere = "hikers-mail.example.com\nmyfreepost.org\nyaho.com\ngmail.com\nmailinator.com\n"
    lists = [everywhere, everywhere, everywhere, everywhere + "acme.com\n"]
    assert made.free_domains(lists) == ["hikers-mail.example.com", "myfreepost.org"]


def test_sites_are_listed_if_they_are_near_a_provider_and_no_squat_of_a_large_one() -> None:
    lists = ['{"site": "https://www.bigland.com/"}', "gmai.com\nhotmial.com\nacme.com\npcloud.com"]
    assert made.sites(lists) == ["bigland.com", "pcloud.com"]


def test_words_are_listed_if_they_are_near_a_provider_of_their_country() -> None:
    assert "charmer.net" in made.words_as_domains(["Charmer"], frozenset({"net"}))
    assert made.words_as_domains(["Charmer"], frozenset({"de"})) == set()
    assert made.words_as_domains(["xylophone"], frozenset({"com", "net"})) == set()
