"""`licensetui key`: what a key says fills what is empty; the key itself is kept nowhere."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from licensetui.domain.license import License
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.secret import kept
from licensetui.vendors.atlassian import MY_ATLASSIAN
from tests.builders import a_contact, a_license, a_term
from tests.cli.program import a_file_of, fed, printed, records, start
from tests.vendors.keys_made import a_key

KEY = a_key()
BARE = License("Jira", id=1, product="Jira Software", sen="sen 1001", portal=MY_ATLASSIAN)


def a_file(tmp_path: Path, *licenses: License) -> str:
    portfolio = Portfolio(licenses, (a_contact(),))
    return str(a_file_of(tmp_path / "licenses.json", portfolio))


def test_it_shows_what_it_would_fill_and_saves_with_apply(tmp_path: Path) -> None:
    file, pasted = a_file(tmp_path, BARE), tmp_path / "key.txt"
    pasted.write_text(f"\n> {KEY}\n".replace("\n", "\n> "))
    shown = printed("key", str(pasted), "--file", file)
    assert "organization  Acme GmbH" in shown
    assert "server_id     B8KN-XXXX-YYYY-ZZZZ" in shown
    assert (
        f"Only ...{KEY[-6:]} and the SHA-256 of the key are stored. Received 2026-11-22." in shown
    )
    assert "who is not a contact here" in shown
    assert records("list", "--file", file)[0]["seats"] is None
    again = shown.splitlines()[-1].split()
    assert again[-1] == "--apply"
    assert "licensetui undo" in printed(*again[1:])
    (license,) = records("list", "--file", file)
    assert (license["seats"], license["hosting"]) == (500, "data center")
    assert (license["terms"][0]["end"], license["end"]) == ("2027-12-01", "2027-12-01")
    assert license["terms"][0]["key_received"] == "2026-11-22"
    assert license["terms"][0]["key_installed"] is None
    assert "Nothing to save." in printed("key", str(pasted), "--file", file)


def test_what_is_recorded_stays_unless_a_field_is_named_or_all_are(tmp_path: Path) -> None:
    term = a_term(9)
    license = a_license(id=1, seats=100, organization="Acme", terms=(term,))
    file = a_file(tmp_path, license)

    def end_of(*options: str) -> tuple[object, ...]:
        run = fed(KEY.encode(), "key", "-", "--file", file, "--apply", *options)
        assert run.returncode == 0, run.stderr
        (found,) = records("list", "--file", file)
        return found["seats"], found["organization"], found["end"]

    assert end_of() == (100, "Acme", str(term.end))
    assert end_of("--overwrite", "seats") == (500, "Acme", str(term.end))
    shown = fed(KEY.encode(), "key", "-", "--file", file).stdout.decode()
    assert "for a later term, until 2027-12-01, and the current one ends on 2026-12-01" in shown
    assert end_of("--overwrite", "all") == (500, "Acme GmbH", str(term.end))  # by a renewal only


def test_an_end_that_is_a_few_days_off_is_a_difference_and_the_key_is_of_that_term(
    tmp_path: Path,
) -> None:
    file = a_file(tmp_path, a_license(id=1, terms=(a_term(date(2027, 12, 2)),)))
    run = fed(KEY.encode(), "key", "-", "--file", file)
    assert b"and the SHA-256 of the key are stored. Received 2026-11-22." in run.stdout
    run = fed(KEY.encode(), "key", "-", "--file", file, "--overwrite", "end", "--apply")
    assert b"2027-12-01" in run.stdout
    (license,) = records("list", "--file", file)
    assert (license["end"], license["terms"][0]["key_received"]) == ("2027-12-01", "2026-11-22")


def test_it_asks_whose_key_it_is_where_several_fit_or_none(tmp_path: Path) -> None:
    two = [a_license(f"Jira {n}", id=n, sen="", server_id="B8KN-XXXX-YYYY-ZZZZ") for n in (1, 2)]
    file = a_file(tmp_path, *two)
    run = fed(KEY.encode(), "key", "-", "--file", file)
    assert run.returncode == 2
    assert b"matches 1 Jira 1; 2 Jira 2: choose one with --license ID, or use --new" in run.stderr
    other = a_key(SEN="SEN-9", ServerID="B999-XXXX-YYYY-ZZZZ").encode()
    run = fed(other, "key", "-", "--file", file)
    assert b"no license here matches this key (Jira Software, SEN-9, Acme GmbH)" in run.stderr
    (said,) = map(
        json.loads,
        fed(other, "key", "-", "--file", file, "--new", "--json", "--apply").stdout.splitlines(),
    )
    assert (said["state"], said["license"], said["name"]) == ("new", None, "Jira Software")
    assert records("list", "--file", file)[-1]["sen"] == "SEN-9"
    run = fed(other, "key", "-", "--file", file, "--license", "Jira 2", "--apply")
    assert run.returncode == 0
    by_name = {x["name"]: x for x in records("list", "--file", file)}
    assert (by_name["Jira 1"]["sen"], by_name["Jira 2"]["sen"]) == ("", "SEN-9")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (KEY[:-3], "copy the key again"),
        (KEY + a_key(seed=2), "These are two keys: paste one at a time"),
        ("hello", "This is not an Atlassian license key"),
        ("", "There is no key"),
        ("A" * 2_000_000, "so not a license key"),
    ],
)
def test_damage_is_explained_and_nothing_is_changed(
    tmp_path: Path, text: str, sentence: str
) -> None:
    file = a_file(tmp_path, BARE)
    before = Path(file).read_bytes()
    run = fed(text.encode(), "key", "-", "--file", file, "--apply")
    assert run.returncode == 65
    assert run.stderr.decode().startswith("licensetui: standard input: ")
    assert sentence in run.stderr.decode()
    assert Path(file).read_bytes() == before


def test_a_key_on_the_command_line_is_refused_and_not_repeated(tmp_path: Path) -> None:
    run = start("key", KEY.replace("\n", ""), "--file", a_file(tmp_path, BARE))
    assert run.returncode == 2
    assert KEY[:20].encode() not in run.stderr
    assert b"run licensetui key - instead" in run.stderr


def test_the_key_itself_is_nowhere(tmp_path: Path) -> None:
    file = a_file(tmp_path, BARE)
    outputs = [
        fed(KEY.encode(), "key", "-", "--file", file, "--apply", "--json"),
        start("history", "1", "--file", file),
        start("undo", "--file", file),
        start("redo", "--file", file),
        start("backup", "--file", file),
        start("list", "--json", "--file", file),
        fed(KEY[:-1].encode(), "key", "-", "--file", file),
    ]
    said = b"".join(x.stdout + x.stderr for x in outputs)
    everything = said + b"".join(x.read_bytes() for x in tmp_path.rglob("*") if x.is_file())
    assert kept(KEY).sha256.encode() in everything
    for line in KEY.splitlines():
        assert line[:16].encode() not in everything


def test_a_key_in_a_column_of_a_list_fills_what_the_list_leaves_empty(tmp_path: Path) -> None:
    file, rows = a_file(tmp_path, BARE), tmp_path / "list.csv"
    one = KEY.replace("\n", "")
    rows.write_text(f"Name,Organization,Users,License key\nJira,,25,{one}\nOther,X,,{one[:-9]}\n")
    plan = start("import", str(rows), "--file", file, "--apply", "--verbose")
    assert b"from its license key: number, organization, server id" in plan.stdout
    found = {x["name"]: x for x in records("list", "--file", file)}
    jira = found["Jira"]
    assert (jira["organization"], jira["seats"], jira["server_id"]) == (
        "Acme GmbH",
        25,
        "B8KN-XXXX-YYYY-ZZZZ",
    )
    assert (found["Other"]["organization"], found["Other"]["server_id"]) == ("X", "")
    said = plan.stdout + plan.stderr + Path(file).read_bytes()
    assert one[:20].encode() not in said
