"""Operators see what does not get through, and release or dismiss it."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import httpx2 as httpx
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from chassis.app import create_app
from chassis.outbox import OutboxMessage
from chassis.settings import ProcessSettings
from clients.http import HttpClient
from clients.operations import OperatedServiceClient
from contracts.actors import Actor
from contracts.operations import DismissMessage, MessageIsNotStuck
from contracts.problems import ActionIsNotAllowed, CursorIsInvalid, ObjectIsNotFound
from tests.callers import PortalAndWorker
from tests.chassis.outboxes import TestedOutbox, an_outbox

pytestmark = pytest.mark.engines
OPERATOR = Actor(kind="operator", id="olga")
NOBODYS = DismissMessage(reason="a test's")
LONG_AGO = datetime(2023, 1, 1, tzinfo=UTC)
NOW = datetime.now(UTC)


class ServiceUnderTest:
    """A process whose outbox delivers to `delivered`; its relay does not run."""

    def __init__(self, tested: TestedOutbox, http: HttpClient) -> None:
        self.tested = tested
        self._http = http

    def acting(self, actor: Actor) -> OperatedServiceClient:
        client = OperatedServiceClient(self._http, "http://service.test", actor)
        client.audience = "service"
        return client

    @property
    def operator(self) -> OperatedServiceClient:
        return self.acting(OPERATOR)

    async def found(self) -> list[tuple[str, str]]:
        page = await self.operator.stuck_messages()
        return [(message.key, message.state) for message in page.items]


@pytest.fixture
async def service(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[ServiceUnderTest]:
    async def digest(_: OutboxMessage) -> None:
        return None

    async with an_outbox(new_database("service"), {"news": digest}) as tested:
        settings = ProcessSettings(profile="test", token_keys=token_keys)
        app = create_app("service", settings, title="Service", outbox=tested.outbox)
        http = PortalAndWorker(token_keys, transport=httpx.ASGITransport(app=app))
        yield ServiceUnderTest(tested, http)
        await http.close()


async def test_the_list_holds_what_was_given_up_and_what_takes_too_long(
    service: ServiceUnderTest,
) -> None:
    add = service.tested.add
    await add("news", "new")
    await add("news", "delivered", delivered_at=LONG_AGO, created_at=LONG_AGO)
    await add("news", "released and delivered", quarantined_at=LONG_AGO, delivered_at=LONG_AGO)
    await add("news", "put off", created_at=LONG_AGO, due_at=NOW + timedelta(hours=3))
    await add("news", "asked again", created_at=LONG_AGO, due_at=NOW, last_error="put off: why")
    await add("news", "overdue", created_at=LONG_AGO, due_at=NOW, last_error="Away.")
    await add("news", "poison", quarantined_at=LONG_AGO, last_error="ValueError: odd", attempts=12)

    assert await service.found() == [("poison", "quarantined"), ("overdue", "overdue")]
    [poison] = (await service.operator.stuck_messages(state="quarantined")).items
    assert (poison.topic, poison.attempts, poison.last_error) == ("news", 12, "ValueError: odd")
    assert poison.stuck_since == LONG_AGO
    [overdue] = (await service.operator.stuck_messages(state="overdue")).items
    assert overdue.stuck_since == overdue.created_at == LONG_AGO


async def test_the_list_has_pages(service: ServiceUnderTest) -> None:
    for number in range(5):
        await service.tested.add("news", str(number), quarantined_at=LONG_AGO)
    first = await service.operator.stuck_messages(limit=3)
    assert [message.key for message in first.items] == ["4", "3", "2"]
    second = await service.operator.stuck_messages(limit=3, cursor=first.next_cursor)
    assert [message.key for message in second.items] == ["1", "0"]
    assert second.next_cursor is None
    with pytest.raises(CursorIsInvalid):
        await service.operator.stuck_messages(cursor="bm9uc2Vuc2U")


async def test_a_released_message_is_due_with_a_fresh_count_and_it_is_on_record(
    service: ServiceUnderTest,
) -> None:
    message_id = await service.tested.add(
        "news", "poison", quarantined_at=LONG_AGO, failures=12, due_at=NOW + timedelta(days=1)
    )
    with capture_logs() as logs:
        released = await service.operator.release_message(message_id)
    assert (released.key, released.state) == ("poison", "quarantined")
    row = await service.tested.read(message_id)
    assert (row.quarantined_at, row.failures) == (None, 0)
    assert row.due_at < NOW + timedelta(hours=12)
    [told] = [entry for entry in logs if entry["event"] == "outbox_message_released"]
    assert (told["actor"], told["topic"], told["key"]) == ("operator/olga", "news", "poison")
    assert await service.found() == []


async def test_what_is_delivered_or_not_there_is_not_released(service: ServiceUnderTest) -> None:
    message_id = await service.tested.add("news", "one", delivered_at=LONG_AGO)
    with pytest.raises(MessageIsNotStuck):
        await service.operator.release_message(message_id)
    with pytest.raises(ObjectIsNotFound):
        await service.operator.release_message(message_id + 1)


async def test_a_dismissed_message_is_delivered_for_good_and_says_by_whom(
    service: ServiceUnderTest,
) -> None:
    message_id = await service.tested.add(
        "news", "foreign", quarantined_at=LONG_AGO, last_error="Nobody's."
    )
    with capture_logs() as logs:
        dismissed = await service.operator.dismiss_message(message_id, NOBODYS)
    assert (dismissed.key, dismissed.state) == ("foreign", "quarantined")
    assert await service.found() == []
    row = await service.tested.read(message_id)
    assert row.delivered_at is not None
    assert row.last_error == "dismissed by operator/olga, a test's: Nobody's."
    [told] = [entry for entry in logs if entry["event"] == "outbox_message_dismissed"]
    assert (told["actor"], told["key"]) == ("operator/olga", "foreign")
    with pytest.raises(MessageIsNotStuck):
        await service.operator.dismiss_message(message_id, NOBODYS)
    with pytest.raises(MessageIsNotStuck):
        await service.operator.release_message(message_id)


async def test_what_is_still_tried_is_not_dismissed(service: ServiceUnderTest) -> None:
    message_id = await service.tested.add(
        "news", "overdue", created_at=LONG_AGO, due_at=NOW, last_error="Away."
    )
    with pytest.raises(MessageIsNotStuck):
        await service.operator.dismiss_message(message_id, NOBODYS)
    assert await service.found() == [("overdue", "overdue")]


async def test_only_operators_release_and_look_besides_the_system(
    service: ServiceUnderTest,
) -> None:
    message_id = await service.tested.add("news", "one", quarantined_at=LONG_AGO)
    system = service.acting(Actor(kind="system", id="worker"))
    assert len((await system.stuck_messages()).items) == 1
    for actor in (
        Actor(kind="admin", id="ada", partner_id=1),
        Actor(kind="customer", id="carl", partner_id=1),
    ):
        with pytest.raises(ActionIsNotAllowed):
            await service.acting(actor).stuck_messages()
        with pytest.raises(ActionIsNotAllowed):
            await service.acting(actor).release_message(message_id)
        with pytest.raises(ActionIsNotAllowed):
            await service.acting(actor).dismiss_message(message_id, NOBODYS)
    with pytest.raises(ActionIsNotAllowed):
        await system.release_message(message_id)
    with pytest.raises(ActionIsNotAllowed):
        await system.dismiss_message(message_id, NOBODYS)
