"""Recipients whom the mail server refuses, or puts off until later or for good."""

import pytest

from chassis.checks import Trouble
from services.notifications.use_cases.check_mail import mail_check
from tests.services.notifications.channels.house import STAFF, House
from tests.services.notifications.world import customer, happened

pytestmark = pytest.mark.engines


async def test_a_recipient_refused_for_good_is_visible_and_blocks_no_other(house: House) -> None:
    house.server.refusals = {"gone@example.org": "550 No such user"}
    refused = happened("item_approved", customer_email="gone@example.org")
    fine = happened("item_approved")
    async with house.server.running():
        await house.worker.notify(refused)
        await house.worker.notify(fine)
        await house.until(fine.order_id, "sent")
        (mail,) = await house.until(refused.order_id, "quarantined")
        carl = house.worker.as_actor(customer(refused.partner_id))
        [seen] = (await carl.mails(order_id=refused.order_id)).items
    assert mail.failure == "gone@example.org: 550 No such user"
    assert mail.sent_at is None
    assert (seen.id, seen.state, seen.failure) == (mail.id, "quarantined", None)


async def test_one_refused_recipient_of_several_does_not_keep_the_mail_from_the_rest(
    house: House,
) -> None:
    house.server.refusals = {STAFF[0]: "550 No such user"}
    event = happened("attention_needed", channel="email", mail_recipients=STAFF)
    async with house.server.running():
        await house.worker.notify(event)
        (mail,) = await house.until(event.order_id, "sent")
        assert (await house.server.next_mail())[0] == STAFF[1:]
    assert mail.failure == f"{STAFF[0]}: 550 No such user"


async def test_a_recipient_put_off_is_served_later_and_the_others_not_again(
    house: House,
) -> None:
    house.server.refusals = {STAFF[0]: "450 Try again later"}
    event = happened("attention_needed", channel="email", mail_recipients=STAFF)
    async with house.server.running():
        await house.worker.notify(event)
        assert (await house.server.next_mail())[0] == STAFF[1:]
        assert [mail.state for mail in await house.mails(event.order_id)] == ["queued"]
        house.server.refusals = {}
        await house.retry_now()
        (mail,) = await house.until(event.order_id, "sent")
        assert (await house.server.next_mail())[0] == STAFF[:1]
    assert mail.failure is None
    assert house.server.received.empty()


async def test_mail_that_is_put_off_for_long_shows_in_the_services_health(house: House) -> None:
    check = mail_check(house.app.state.context)
    house.server.refusals["a@example.org"] = "451 try later"
    event = happened("order_received", 1, customer_email="a@example.org")
    async with house.server.running():
        await house.worker.notify(event)
        await house.tried(1)
        await check.look()

        house.later(minutes=20)
        with pytest.raises(Trouble) as told:
            await check.look()
        assert "1, the oldest since" in told.value.what
        assert "example.org" not in told.value.what + told.value.fix

        house.server.refusals.clear()
        await house.until(event.order_id, "sent", retrying=True)
    await check.look()


async def test_a_recipient_put_off_for_days_is_given_up(house: House) -> None:
    house.server.refusals = {STAFF[0]: "450 Try again later"}
    event = happened("attention_needed", channel="email", mail_recipients=STAFF[:1])
    async with house.server.running():
        await house.worker.notify(event)
        house.later(days=2)
        await house.tried(times=4)
        (waiting,) = await house.until(event.order_id, "queued")
        assert "450 Try again later" in (waiting.trouble or "")
        assert waiting.next_try_at is not None
        house.later(days=2)
        (mail,) = await house.until(event.order_id, "quarantined", retrying=True)
    assert mail.failure == f"{STAFF[0]}: 450 Try again later"


@pytest.mark.parametrize(
    "address", ["no address", "a@example.org\r\nBcc: b@example.org", "a@b.c, d@e.f", ""]
)
async def test_an_unusable_address_is_quarantined_and_injects_nothing(
    house: House, address: str
) -> None:
    event = happened("item_approved", customer_email=address)
    async with house.server.running():
        await house.worker.notify(event)
        (mail,) = await house.until(event.order_id, "quarantined")
    assert mail.failure == f"{address}: not a mail address"
    assert house.server.received.empty()
