"""What was agreed travels with the first mail about an order, as a file that can be kept."""

from collections.abc import AsyncIterator
from email.message import Message

import pytest

from contracts.mails import MailFile
from contracts.notifications import Event, Notify
from services.notifications.settings import NotificationsSettings
from tests.services.notifications.channels.house import AheadClock, House, opened
from tests.services.notifications.channels.mail_server import MailServer
from tests.services.notifications.orders import OrdersBook
from tests.services.notifications.world import OPERATOR, happened, key

pytestmark = pytest.mark.engines


@pytest.fixture
def book() -> OrdersBook:
    return OrdersBook()


@pytest.fixture
async def house(
    settings: NotificationsSettings, server: MailServer, book: OrdersBook
) -> AsyncIterator[House]:
    async with opened(settings, server, AheadClock(), book) as house:
        yield house


def contracts_in(message: Message) -> dict[str, str]:
    """The text of each attached file by its name."""
    found = {}
    for part in message.walk():
        if part.get_content_disposition() == "attachment":
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            assert (part.get_content_type(), part.get_content_charset()) == ("text/plain", "utf-8")
            found[str(part.get_filename())] = content.decode()
    return found


async def mailed(house: House, event: Notify) -> dict[str, str]:
    await house.worker.notify(event)
    return contracts_in((await house.server.next_mail())[1])


@pytest.mark.parametrize(
    ("event", "path"), [("order_received", "request"), ("payment_succeeded", "upfront")]
)
async def test_the_first_mail_brings_the_contract_with_its_terms(
    house: House, event: Event, path: str
) -> None:
    told = happened(event, path=path)
    async with house.server.running():
        [(name, text)] = (await mailed(house, told)).items()
        [mail] = await house.until(told.order_id, "sent")
    assert mail.files == [MailFile(kind="contract", name=name)]
    assert name == f"contract-{told.order_id}.txt"
    assert f"Contract summary of order {told.order_id}\r\n" in text
    assert "\r\n\r\nFibre is shared.\r\n\r\nA month's notice." in text


async def test_later_mails_and_those_to_staff_bring_none(house: House) -> None:
    decided = happened("item_approved")
    asked = happened("attention_needed", channel="email", mail_recipients=["a@example.org"])
    async with house.server.running():
        assert await mailed(house, decided) == {}
        assert await mailed(house, asked) == {}


async def test_a_mail_that_is_sent_again_brings_it_again(house: House) -> None:
    told = happened("order_received")
    async with house.server.running():
        first = await mailed(house, told)
        [mail] = await house.until(told.order_id, "sent")
        await house.worker.as_actor(OPERATOR).resend_mail(mail.id, key=key())
        assert contracts_in((await house.server.next_mail())[1]) == first != {}


async def test_an_order_without_a_contract_holds_its_mail_not_up(
    house: House, book: OrdersBook
) -> None:
    told = happened("order_received")
    book.without_contract.add(told.order_id)
    async with house.server.running():
        assert await mailed(house, told) == {}


async def test_a_mail_waits_while_orders_is_away(house: House, book: OrdersBook) -> None:
    book.away = True
    told = happened("order_received")
    async with house.server.running():
        await house.worker.notify(told)
        await house.put_back()
        assert house.server.received.empty()
        book.away = False
        await house.until(told.order_id, "sent", retrying=True)
        assert len(contracts_in((await house.server.next_mail())[1])) == 1
