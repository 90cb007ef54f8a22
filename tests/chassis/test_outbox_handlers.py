"""What a handler says decides: delivered, later, an outage, a failure that counts, or hopeless."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from chassis.outbox import (
    POISON_AFTER_FAILURES,
    ComeBackLater,
    MessageIsHopeless,
    OutboxMessage,
)
from contracts.problems import RequestIsInFlight, ServiceIsUnavailable, UnexpectedAnswer
from tests.chassis.outboxes import TestedOutbox, an_outbox

pytestmark = pytest.mark.engines
TOPIC = "news"


class Handling:
    """Raises what a test wants."""

    def __init__(self) -> None:
        self.error: Exception | None = None

    async def __call__(self, _: OutboxMessage) -> None:
        if self.error is not None:
            raise self.error


async def test_only_what_cannot_be_digested_counts(new_database: Callable[[str], str]) -> None:
    handling = Handling()
    async with an_outbox(new_database("handlers"), {TOPIC: handling}) as tested:
        message = await tested.add(TOPIC)
        for number, (error, failures) in enumerate(
            [
                (ComeBackLater(90, "It is on its way."), 0),
                (ServiceIsUnavailable("Away."), 0),
                (RequestIsInFlight("Wait."), 0),
                (UnexpectedAnswer("What?"), 1),
                (ValueError("odd"), 2),
                (KeyError("odder"), 3),
            ],
            start=1,
        ):
            handling.error = error
            await _bring(tested, message)
            row = await tested.read(message)
            assert (row.attempts, row.failures, row.quarantined_at) == (number, failures, None)
        handling.error = None
        await _bring(tested, message)
        row = await tested.read(message)
        assert row.delivered_at is not None
        assert row.last_error is None


async def test_a_handler_ends_with_its_lease_and_that_counts_as_an_outage(
    new_database: Callable[[str], str],
) -> None:
    async def never(_: OutboxMessage) -> None:
        await asyncio.Event().wait()

    async with an_outbox(new_database("slow"), {TOPIC: never}) as tested:
        tested.outbox._lease = timedelta(milliseconds=100)
        message = await tested.add(TOPIC)
        assert not await tested.outbox.deliver(message)
        row = await tested.read(message)
    assert (row.failures, row.last_error, row.delivered_at) == (0, "TimeoutError", None)


async def test_whoever_comes_late_says_nothing_of_a_message_that_was_delivered(
    new_database: Callable[[str], str],
) -> None:
    async with an_outbox(new_database("late"), {}) as tested:

        async def overtaken(message: OutboxMessage) -> None:
            await tested.change(message.id, delivered_at=datetime.now(UTC))
            raise ServiceIsUnavailable("Away.")

        tested.outbox._handlers = {TOPIC: overtaken}
        message = await tested.add(TOPIC)
        assert not await tested.outbox.deliver(message)
        row = await tested.read(message)
    assert row.delivered_at is not None
    assert row.last_error is None


async def test_what_is_put_off_comes_back_when_the_handler_said(
    new_database: Callable[[str], str],
) -> None:
    handling = Handling()
    async with an_outbox(new_database("put_off"), {TOPIC: handling}) as tested:
        message = await tested.add(TOPIC)
        handling.error = ComeBackLater(86_400, "It is on its way.")
        await _bring(tested, message)
        row = await tested.read(message)
        assert row.last_error == "put off: It is on its way."
        assert 86_000 < (row.due_at - row.created_at).total_seconds() < 87_000


async def test_an_outage_before_it_does_not_make_a_message_poison(
    new_database: Callable[[str], str],
) -> None:
    handling = Handling()
    async with an_outbox(new_database("poison"), {TOPIC: handling}) as tested:
        message = await tested.add(TOPIC, attempts=1_000)
        handling.error = ValueError("odd")
        for _ in range(POISON_AFTER_FAILURES - 1):
            await _bring(tested, message)
        assert (await tested.read(message)).quarantined_at is None
        await _bring(tested, message)
        assert (await tested.read(message)).quarantined_at is not None


async def test_a_hopeless_message_is_quarantined_at_once_and_the_queue_moves_on(
    new_database: Callable[[str], str],
) -> None:
    handling = Handling()
    async with an_outbox(new_database("hopeless"), {TOPIC: handling}) as tested:
        first, second = await tested.add(TOPIC), await tested.add(TOPIC, "two")
        handling.error = MessageIsHopeless("Nobody knows it.")
        await _bring(tested, first)
        handling.error = None
        await _bring(tested, second)
        assert (await tested.read(first)).quarantined_at is not None
        assert (await tested.read(second)).delivered_at is not None


async def test_what_people_wrote_is_not_kept_with_a_failure(
    new_database: Callable[[str], str],
) -> None:
    async def write_twice(_: OutboxMessage) -> None:
        async with tested.database.begin() as connection:
            await connection.execute(text("CREATE TEMPORARY TABLE people (mail text UNIQUE)"))
            for _time in range(2):
                values = {"mail": "mia@example.com"}
                await connection.execute(text("INSERT INTO people VALUES (:mail)"), values)

    async def misread(_: OutboxMessage) -> None:
        TypeAdapter(int).validate_python("mia@example.com")

    handlers = {"written": write_twice, "misread": misread}
    async with an_outbox(new_database("people"), handlers) as tested:
        written = [await tested.add(topic) for topic in handlers]
        for number in written:
            await _bring(tested, number)
        kept = [(await tested.read(number)).last_error for number in written]
        assert kept == ["IntegrityError (UniqueViolation)", ValidationError.__name__]


async def test_an_error_of_the_database_does_not_quote_the_statements_values(
    new_database: Callable[[str], str],
) -> None:
    async with an_outbox(new_database("values"), {}) as tested:
        statement = text("INSERT INTO outbox (topic) VALUES (CAST(:topic AS text) || NULL)")
        async with tested.database.autocommit() as connection:
            with pytest.raises(IntegrityError) as failed:
                await connection.execute(statement, {"topic": "mia@example.com"})
        assert "mia@example.com" not in str(failed.value)


async def test_a_topic_that_nobody_knows_is_a_failure(new_database: Callable[[str], str]) -> None:
    async with an_outbox(new_database("topic"), {}) as tested:
        message = await tested.add("older")
        await _bring(tested, message)
        assert (await tested.read(message)).failures == 1


async def _bring(tested: TestedOutbox, message: int) -> None:
    """Deliver it as the first time, so that no relay is needed."""
    row = await tested.read(message)
    await tested.change(message, attempts=0)
    await tested.outbox.deliver(message)
    await tested.change(message, attempts=row.attempts + 1)


async def test_a_relay_that_is_stopped_ends_what_it_is_doing(
    new_database: Callable[[str], str],
) -> None:
    """Ended in the midst of a statement it would take a connection along."""
    began, may_end = asyncio.Event(), asyncio.Event()

    async def slow(_: OutboxMessage) -> None:
        began.set()
        await may_end.wait()

    async with an_outbox(new_database("handlers"), {TOPIC: slow}) as tested:
        message = await tested.add(TOPIC, due_at=datetime.now(UTC) - timedelta(minutes=1))
        relay = asyncio.create_task(tested.outbox.run())
        await began.wait()
        tested.outbox.stop()
        may_end.set()
        await relay
        assert (await tested.read(message)).delivered_at is not None
