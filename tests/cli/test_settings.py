"""The settings file and the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from io import StringIO
from pathlib import Path

import pytest

from licensetui.cli.arguments import parse
from licensetui.cli.context import Context
from licensetui.cli.places import StorePlace
from licensetui.cli.results import Results
from licensetui.clock import Clock, clock_from
from licensetui.domain.portfolio import Portfolio
from licensetui.domain.settings import WEEKDAYS, Settings, SettingsError
from licensetui.home import settings_path
from licensetui.settings import read_settings
from licensetui.store.memory import MemoryStore
from tests.cli.program import refused


def read(tmp_path: Path, text: str | bytes) -> Settings:
    """Read settings from a file with this content."""
    path = tmp_path / "settings.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_settings(path)


def test_without_a_file_the_usual_settings_hold(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "absent.toml") == Settings()
    assert read(tmp_path, "") == Settings()


def test_all_settings_can_be_set(tmp_path: Path) -> None:
    text = """
        me = "anna@example.org"
        week_start = "sunday"
        urgent_days = 14
        soon_days = 60
        order_lead_days = 10
        decision_lead_days = 45
        reminder_days = [30, 0, -15]
        unread_days = 5
        weekend = ["friday", "saturday"]
        currency = "CHF"
        currency_order = ["USD", "CHF"]
        theme = "nord"
        keys = { renew = "f5" }
        mouse = false
        output = "plain"
        ask_dns = false
        own_domains = ["acme.com", "münchen.example"]
        mail_from = "licensetui@acme.com"
        smtp_host = "mail.acme.com"
        smtp_port = 2525
        smtp_security = "tls"
        smtp_user = "licensetui"
        smtp_password_command = "pass show mail"
        smtp_ca_file = "~/acme.pem"
    """
    assert read(tmp_path, text) == Settings(
        me="anna@example.org",
        week_start="sunday",
        urgent_days=14,
        soon_days=60,
        order_lead_days=10,
        decision_lead_days=45,
        reminder_days=(30, 0, -15),
        unread_days=5,
        weekend=("friday", "saturday"),
        currency="CHF",
        currency_order=("USD", "CHF"),
        theme="nord",
        keys=(("renew", "f5"),),
        mouse=False,
        output="plain",
        ask_dns=False,
        own_domains=("acme.com", "münchen.example"),
        mail_from="licensetui@acme.com",
        smtp_host="mail.acme.com",
        smtp_port=2525,
        smtp_security="tls",
        smtp_user="licensetui",
        smtp_password_command="pass show mail",  # noqa: S106  # the command, no password
        smtp_ca_file="~/acme.pem",
    )


@pytest.mark.parametrize("words", [["due", "--no-dns"], ["--no-dns", "due"], ["--no-dns"]])
def test_no_name_server_is_asked_with_no_dns(tmp_path: Path, words: list[str]) -> None:
    settings_file = tmp_path / "settings.toml"
    settings_file.write_text('me = "anna@example.org"\nask_dns = true')
    context = partial(
        Context,
        find_place=lambda _settings: StorePlace(None, lambda _: MemoryStore(Portfolio()), "demo"),
        environ={"LICENSETUI_SETTINGS": str(settings_file)},
        clock=Clock(),
        out=Results(StringIO()),
        err=StringIO(),
        answers=None,
    )
    assert context(no_dns=parse(["due"], Clock().today).no_dns).settings.ask_dns
    quiet = context(no_dns=parse(words, Clock().today).no_dns).settings
    assert quiet == Settings(me="anna@example.org", ask_dns=False)


def test_a_byte_order_mark_is_no_error(tmp_path: Path) -> None:
    assert read(tmp_path, b'\xef\xbb\xbfcurrency = "USD"').currency == "USD"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("urgent_days = ", "not valid TOML"),
        ("mouse = true\nurgent_days = \n", "at line 2"),
        (
            "\nwek_start = 'monday'",
            (", line 2: wek_start: is not a known setting; did you mean week_start?"),
        ),
        ("wek_start = 'monday'", "did you mean week_start?"),
        ("zzz = 1", "choose from store, me"),
        ("[colors]\nred = 1", ", line 1: colors: is not a known setting"),
        ("'bad\\u001bkey' = 1", "is not a known setting"),
        (
            "mouse = true\nweek_start = 'mondy'",
            ", line 2: week_start: must be one of monday, sunday, saturday (did you mean monday?)",
        ),
        ("week_start = 7", "week_start: must be one of"),
        ("urgent_days = '7'", "urgent_days: must be a whole number"),
        ("urgent_days = 7.5", "urgent_days: must be a whole number"),
        ("urgent_days = true", "urgent_days: must be a whole number"),
        ("urgent_days = -1", "urgent_days: must be a number of days"),
        ("mouse = 1", "mouse: must be true or false"),
        ("currency_order = 'EUR'", "currency_order: must be a list of quoted texts"),
        ("currency_order = ['EUR', 'eur']", "currency_order: must be ISO codes such as"),
        ("currency_order = [1]", "currency_order: must be ISO codes such as"),
        ("me = 3", "me: must be text in quotes"),
        ("reminder_days = 30", "reminder_days: must be a list of whole numbers"),
        ("reminder_days = ['x']", "reminder_days: must be whole numbers"),
        ("mouse = true\nunread_days = -1", ", line 2: unread_days: must be a number of days"),
        ("unread_days = 1.5", "unread_days: must be a whole number"),
        ("weekend = 'sunday'", "weekend: must be a list of quoted texts in brackets"),
        ("weekend = ['sun']", "weekend: must be days such as \"saturday\"; 'sun' is not one"),
        ("weekend = [6]", "6 is not one"),
        (f"weekend = {[*WEEKDAYS]}", "weekend: must leave at least one working day"),
        ("currency = 'Euro'", "currency: must be an ISO code"),
        ("own_domains = 'acme.com'", "own_domains: must be a list of quoted texts in brackets"),
        ("own_domains = [1]", 'own_domains: must be domains such as "acme.com"; 1 is not one'),
        (
            "mouse = true\nown_domains = ['a.com', '@b.com']",
            ", line 2: own_domains: must be domains",
        ),
        ("own_domains = ['@b.com']", "'@b.com' is not one"),
        ("own_domains = ['anna@b.com']", "'anna@b.com' is not one"),
        ("own_domains = ['acme']", "'acme' is not one"),
        ("own_domains = ['acme.com.']", "'acme.com.' is not one"),
        ("own_domains = ['acme .com']", "'acme .com' is not one"),
        ('own_domains = ["a\\u001b.com"]', "is not one"),
        ("\nurgent_days = 99\n", "soon_days: must not be less than urgent_days"),
        (b"me = '\xff'", "UTF-8"),
        ("mail_from = 'anna'", ", line 1: mail_from: 'anna' is not an address: it has no @"),
        ('mail_from = "a@b.org\\nBcc: c@d.org"', "is not a plain address"),
        ("smtp_host = 'mail acme.com'", "'mail acme.com' is not one"),
        ("smtp_host = '-oProxy'", 'smtp_host: must be a name such as "mail.acme.com"'),
        ("smtp_port = 65536", "smtp_port: must be from 1 to 65535"),
        ("smtp_port = '25'", "smtp_port: must be a whole number"),
        ("smtp_security = 'ssl'", "smtp_security: must be one of starttls, tls, none"),
        ("smtp_user = 'x'", "smtp_user: needs smtp_password_command as well"),
        ("smtp_password_command = 'x'", "smtp_password_command: needs smtp_user as well"),
        ('smtp_password_command = "echo \'x"', "has an unclosed quote"),
        (
            "smtp_user = 'x'\nsmtp_password_command = 'y'\nsmtp_security = 'none'",
            (
                ', line 3: smtp_security: must be "starttls" or "tls": otherwise the password is '
                "sent"
            ),
        ),
        ("\ntheme = 'nrod'", "line 2: theme: must be one of dark, light, terminal, "),
        ("theme = 'nrod'", "(did you mean nord?)"),
        ("keys = 'x'", "line 1: keys: must be a table: [keys], and below it"),
        ("[keys]\nrenew = 5", "line 2: keys.renew: must be keys in quotes"),
        ("keys.renew = ''", "line 1: keys.renew: must be keys in quotes"),
        ("smtp_password = 'x'", "did you mean smtp_password_command?"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_setting(
    tmp_path: Path, text: str | bytes, says: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        read(tmp_path, text)
    said = str(caught.value)
    assert said.startswith(str(tmp_path / "settings.toml"))
    assert says in said
    assert said.isprintable()


def test_a_directory_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(tmp_path)


def test_where_the_settings_are(home: Path) -> None:
    assert settings_path({"LICENSETUI_SETTINGS": "/x/y.toml"}) == Path("/x/y.toml")
    assert settings_path({}) == home / "config" / "licensetui" / "settings.toml"


def test_a_clock_that_stands_still() -> None:
    day = clock_from({"LICENSETUI_TODAY": "2026-11-22"})
    assert day.today() == date(2026, 11, 22)
    moment = clock_from({"LICENSETUI_TODAY": " 2026-11-22T10:31 "})
    assert moment.today() == date(2026, 11, 22)
    assert (moment.now().hour, moment.now().minute) == (10, 31)
    assert moment.now().tzinfo is not None


@pytest.mark.parametrize("environ", [{}, {"LICENSETUI_TODAY": " "}])
def test_a_clock_that_runs(environ: dict[str, str]) -> None:
    clock = clock_from(environ)
    assert clock == Clock()
    assert abs(clock.now() - datetime.now().astimezone()) < timedelta(seconds=5)
    assert abs(clock.today() - datetime.now().astimezone().date()) <= timedelta(days=1)


@pytest.mark.parametrize(
    "text", ["tomorrow", "2026-13-01", "22.11.2026", "0001-01-01", "9999-12-31", "2026"]
)
def test_a_day_that_is_none(text: str) -> None:
    with pytest.raises(SettingsError, match="LICENSETUI_TODAY"):
        clock_from({"LICENSETUI_TODAY": text})


def test_a_settings_file_that_was_named_is_there(tmp_path: Path) -> None:
    missing = tmp_path / "none.toml"
    assert read_settings(missing) == Settings()
    with pytest.raises(SettingsError, match="not exist, but LICENSETUI_SETTINGS names it"):
        read_settings(missing, must_exist=True)
    assert "none.toml" in refused(78, "--demo", "due", LICENSETUI_SETTINGS=str(missing))
