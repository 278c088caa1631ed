"""The servers of the harness do what they are told: else its figures would mean nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import psycopg
import pytest

from tests.postgres.cluster import Cluster, Node, cluster, until
from tests.postgres.programs import programs
from tests.postgres.proxy import Loss, Proxy

pytestmark = pytest.mark.skipif(
    programs() is None, reason="NOT TESTED: PostgreSQL is not installed"
)


@pytest.fixture(scope="module")
def servers() -> Iterator[Cluster]:
    with cluster() as made:
        made.primary.ask("CREATE TABLE noted (number int PRIMARY KEY)")
        yield made


def test_what_was_confirmed_is_on_the_standby_that_takes_over(servers: Cluster) -> None:
    servers.protect()
    for number in range(50):
        servers.primary.ask(_note(number))
        assert _numbers(servers.standby) == [*range(number + 1)], "at once, to whoever asks there"
    everywhere = servers.address("postgres") + "&target_session_attrs=read-write"
    servers.fail_over()
    with psycopg.connect(everywhere) as connection:
        assert connection.info.port == servers.primary.port
    assert _numbers(servers.primary) == [*range(50)]
    servers.primary.ask(_note(50))
    servers.protect()
    assert _numbers(servers.standby) == [*range(51)]


def test_a_killed_server_is_gone_and_starts_again_with_what_it_had(servers: Cluster) -> None:
    before = _numbers(servers.primary)
    with psycopg.connect(servers.primary.address("postgres")) as connection:
        servers.primary.kill()
        with pytest.raises(psycopg.OperationalError):
            until(lambda: not connection.execute("SELECT 1"), "the server is gone")
    assert not servers.primary.answers()
    servers.primary.start()
    assert _numbers(servers.primary) == before


def test_a_killed_backend_ends_its_connection(servers: Cluster) -> None:
    with psycopg.connect(servers.primary.address("postgres")) as connection:
        process = connection.info.backend_pid
        assert process in servers.primary.backends()
        os.kill(process, signal.SIGKILL)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    until(servers.primary.answers, "the server starts anew by itself")


def test_a_paused_server_answers_nothing_until_it_goes_on(servers: Cluster) -> None:
    servers.primary.pause()
    try:
        with pytest.raises(psycopg.OperationalError, match="timeout"):
            psycopg.connect(servers.primary.address("postgres"), connect_timeout=2)
    finally:
        servers.primary.resume()
    assert servers.primary.answers()


@pytest.mark.parametrize(
    ("loss", "is_there"), [(Loss.QUESTION, False), (Loss.ANSWER, True), (Loss.MIDST, True)]
)
def test_a_proxy_loses_what_it_is_told_to(servers: Cluster, loss: Loss, *, is_there: bool) -> None:
    number = 1000 + [*Loss].index(loss)
    with Proxy(servers.primary.port, lambda asked: loss if b"INSERT" in asked else None) as proxy:
        at = f"postgresql://postgres@127.0.0.1:{proxy.port}/postgres"
        connection = psycopg.connect(at, autocommit=True)
        assert connection.execute("SELECT 7").fetchone() == (7,)
        with pytest.raises(psycopg.OperationalError):
            connection.execute(_note(number).encode())
        connection.close()
        again = psycopg.connect(at)
        assert again.execute("SELECT 7").fetchone() == (7,), "others come through"
        again.close()
    if is_there:
        until(lambda: number in _numbers(servers.primary), "the server has heard it")
    else:
        assert number not in _numbers(servers.primary)


def _note(number: int) -> str:
    return f"INSERT INTO noted VALUES ({number})"  # noqa: S608  # a number of ours


def _numbers(node: Node) -> list[int]:
    return [number for (number,) in node.ask("SELECT number FROM noted ORDER BY number")]
