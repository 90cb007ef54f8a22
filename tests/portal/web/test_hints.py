"""Pages hear of what changed within the transaction that changed it, through a role that reads
nothing, and whatever the server does meanwhile."""

from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Column, MetaData, Table, Text, insert

from chassis.database import Database
from chassis.hints import CHANNEL, about, hint
from portal.web.hints import Hints
from stack.engines.databases import create_database, create_listener_role
from stack.engines.postgres import PostgresServer

pytestmark = pytest.mark.engines
PATIENCE = 20.0
THINGS = Table("things", MetaData(), Column("id", Text))
ADD = insert(THINGS).returning(hint("order", THINGS.c.id))


class Heard:
    """A database of a server of one's own, who writes in it, and who listens."""

    def __init__(self, server: PostgresServer) -> None:
        self.server = server
        admin = create_database(server.url(), "hints")
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS public.things (id text)")
        self.database = Database(admin.replace("postgresql:", "postgresql+psycopg:"), "public")
        self.listener = create_listener_role(admin, "listener-password")
        self.hints = Hints([self.listener])

    async def write(self, *ids: str) -> None:
        async with self.database.begin() as connection:
            for one in ids:
                await connection.execute(ADD, {"id": one})


@pytest.fixture(scope="module")
async def heard(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Heard]:
    server = PostgresServer(Path(tmp_path_factory.mktemp("hinting")))
    server.start()
    made = Heard(server)
    async with made.hints.of("order", "any") as bell:
        assert await bell.wait(PATIENCE), "a connection is there"
    yield made
    await made.hints.close()
    await made.database.close()
    server.stop()


async def test_a_bell_rings_for_its_own_object_alone(heard: Heard) -> None:
    async with heard.hints.of("order", "ord_1") as bell, heard.hints.of("order", "ord_2") as other:
        await heard.write("ord_1")
        assert await bell.wait(PATIENCE)
        assert not await other.wait(0)


async def test_what_is_rolled_back_was_never_told(heard: Heard) -> None:
    async with heard.hints.of("order", "undone") as bell, heard.hints.of("order", "done") as after:
        async with heard.database.begin() as connection:
            await connection.execute(ADD, {"id": "undone"})
            await connection.rollback()
        await heard.write("done")
        assert await after.wait(PATIENCE)
        assert not await bell.wait(0)


async def test_a_ring_before_one_waits_is_not_lost(heard: Heard) -> None:
    async with heard.hints.of("order", "early") as bell, heard.hints.of("order", "late") as late:
        await heard.write("early", "late")
        assert await late.wait(PATIENCE)
        assert await bell.wait(0)
        assert not await bell.wait(0)


async def test_after_a_restart_all_look_again_and_hear_on(heard: Heard) -> None:
    async with heard.hints.of("order", "ord_3") as bell:
        await heard.write("ord_3")
        assert await bell.wait(PATIENCE)
        heard.server.kill()
        heard.server.start()
        assert await bell.wait(PATIENCE), "what was told meanwhile is not known"
        await heard.database.close()
        await heard.write("ord_3")
        assert await bell.wait(PATIENCE)


def test_the_listener_reads_nothing_and_makes_nothing(heard: Heard) -> None:
    with psycopg.connect(heard.listener, autocommit=True) as connection:
        connection.execute(f'LISTEN "{CHANNEL}"')
        for forbidden in ("SELECT * FROM public.things", "CREATE TABLE public.mine (id int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden)


async def test_without_a_database_nothing_rings() -> None:
    async with Hints([]).of("order", "ord_1") as bell:
        assert not await bell.wait(0)


def test_a_hint_holds_kind_and_id() -> None:
    assert about("order", "ord_1") == "order/ord_1"
