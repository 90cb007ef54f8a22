"""Mails that sign somebody in: sent whole, kept without their secret, and not repeated."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import select

from chassis.ids import new_id
from clients.http import HttpClient
from clients.notifications import NotificationsClient
from contracts.actors import Actor
from contracts.mails import MailIsNotRepeated, MailView
from contracts.notifications import SendSignInMail
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound, ServiceIsUnavailable
from services.notifications.app import build_app
from services.notifications.channels.port import Delivery, Letter
from services.notifications.settings import NotificationsSettings
from services.notifications.tables import mails
from services.notifications.use_cases.mail_sign_in import NOTICES
from tests.callers import PortalAndWorker
from tests.patience import eventually
from tests.services.notifications.orders import OrdersBook, orders_stub
from tests.services.notifications.world import OPERATOR, WORKER, admin, customer, key

pytestmark = pytest.mark.engines
LINK = "https://portal.example/sign-in/link/lnk_1.5ec4e7"
CODE = "271828"


@dataclass
class Relay:
    """A mail server of somebody else."""

    letters: list[Letter] = field(default_factory=list)
    is_away: bool = False

    async def deliver(self, letter: Letter) -> Delivery:
        if self.is_away:
            raise ServiceIsUnavailable("no_answer", service="mail", error="away")
        self.letters.append(letter)
        return Delivery(accepted=letter.recipients)


@pytest.fixture(scope="module")
async def sending(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr]
) -> AsyncIterator[FastAPI]:
    """With a mail server behind it, so that its list of mails is no mailbox."""
    settings = NotificationsSettings(
        profile="test",
        database_url=SecretStr(new_database("sign_in_mails")),
        token_keys=token_keys,
        orders_url="http://orders.test",
        smtp_url=SecretStr("smtp://127.0.0.1:1"),
    )
    transport = httpx.ASGITransport(app=orders_stub(OrdersBook(), token_keys))
    built = build_app(settings, http=HttpClient("notifications", token_keys, transport))
    object.__setattr__(built.state.context, "channel", Relay())
    async with built.router.lifespan_context(built):
        yield built


@pytest.fixture
async def acting_there(
    sending: FastAPI, token_keys: dict[str, SecretStr]
) -> AsyncIterator[Callable[[Actor], NotificationsClient]]:
    http = PortalAndWorker(token_keys, transport=httpx.ASGITransport(app=sending))
    yield lambda actor: NotificationsClient(http, "http://notifications.test", actor)
    await http.close()


def wanted(**more: object) -> SendSignInMail:
    given: dict[str, object] = {
        "key": new_id("lnk"),
        "kind": "sign_in",
        "partner_id": 1,
        "customer_id": "carl",
        "email": f"{new_id('cus')}@example.org",
        "link": LINK,
        "code": CODE,
    }
    return SendSignInMail.model_validate(given | more)


async def test_a_link_is_sent_and_nobody_can_read_it_afterwards(
    sending: FastAPI, acting_there: Callable[[Actor], NotificationsClient]
) -> None:
    relay: Relay = sending.state.context.channel
    relay.is_away = True
    mail = wanted()
    await acting_there(OPERATOR).send_sign_in_mail(mail)
    await acting_there(OPERATOR).send_sign_in_mail(mail)
    (kept,) = [one for one in await _mails(acting_there, OPERATOR) if one.to == [mail.email]]
    waiting = await acting_there(OPERATOR).mail(kept.id)
    assert waiting.state == "queued"
    assert CODE not in waiting.model_dump_json()
    assert LINK not in waiting.model_dump_json()
    relay.is_away = False
    sending.state.outbox.wake()

    async def is_sent() -> bool:
        return (await acting_there(OPERATOR).mail(kept.id)).state == "sent"

    await eventually(is_sent)
    (letter,) = [one for one in relay.letters if one.to == [mail.email]]
    assert CODE in letter.subject
    assert CODE in letter.body
    assert LINK in letter.html
    async with sending.state.context.database.autocommit() as connection:
        (row,) = await connection.execute(select(mails).where(mails.c.id == kept.id))
    assert CODE not in str(row)
    assert LINK not in str(row)
    for actor in (OPERATOR, admin(1)):
        with pytest.raises(MailIsNotRepeated):
            await acting_there(actor).resend_mail(kept.id, key=key())


async def test_on_a_machine_of_ones_own_the_mailbox_shows_it(
    acting: Callable[[Actor], NotificationsClient],
) -> None:
    mail = wanted()
    await acting(OPERATOR).send_sign_in_mail(mail)
    (kept,) = [one for one in await _mails(acting, OPERATOR) if one.to == [mail.email]]
    assert CODE in kept.body
    assert LINK in kept.body


@pytest.mark.parametrize("actor", [WORKER, admin(1), customer(1)])
async def test_only_operators_have_them_sent(
    acting: Callable[[Actor], NotificationsClient], actor: Actor
) -> None:
    with pytest.raises(ActionIsNotAllowed):
        await acting(actor).send_sign_in_mail(wanted())


@pytest.mark.parametrize("kind", NOTICES)
@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.parametrize("customer_id", ["carl", None])
async def test_a_notice_is_an_ordinary_mail(
    acting: Callable[[Actor], NotificationsClient],
    kind: str,
    language: str,
    customer_id: str | None,
) -> None:
    mail = wanted(
        kind=kind,
        link=None,
        code=None,
        language=language,
        device="Firefox · Android",
        by="eve@provider.example",
        customer_id=customer_id,
    )
    await acting(OPERATOR).send_sign_in_mail(mail)
    (kept,) = [one for one in await _mails(acting, OPERATOR) if one.to == [mail.email]]
    assert kept.event == "sign_in_notice"
    assert ("Firefox · Android" in kept.body) == (kind == "new_sign_in")


@pytest.mark.parametrize("partner_id", [1, None])
async def test_staff_is_written_to_by_its_partner_or_by_nobody_in_particular(
    acting: Callable[[Actor], NotificationsClient], partner_id: int | None
) -> None:
    """No customer reads it, and no other partner's admin."""
    mail = wanted(
        kind="staff_invitation",
        partner_id=partner_id,
        customer_id=None,
        code=None,
        by="eve@provider.example",
    )
    await acting(OPERATOR).send_sign_in_mail(mail)
    (kept,) = [one for one in await _mails(acting, OPERATOR) if one.to == [mail.email]]
    assert (kept.audience, kept.partner_id, kept.customer_id) == ("staff", partner_id, None)
    assert "eve@provider.example lets you into the admins' portal" in kept.body
    assert LINK in kept.body
    for actor, sees in ((admin(1), partner_id == 1), (admin(2), False), (customer(1), False)):
        assert (kept.id in [one.id for one in await _mails(acting, actor)]) is sees
        if not sees:
            with pytest.raises(ObjectIsNotFound):
                await acting(actor).mail(kept.id)


async def test_an_invitation_holds_no_code(
    acting: Callable[[Actor], NotificationsClient],
) -> None:
    mail = wanted(kind="invitation", code=None)
    await acting(OPERATOR).send_sign_in_mail(mail)
    (kept,) = [one for one in await _mails(acting, OPERATOR) if one.to == [mail.email]]
    assert "A customer account was made for you" in kept.body
    assert LINK in kept.body
    assert "code" not in kept.subject


async def _mails(acting: Callable[[Actor], NotificationsClient], actor: Actor) -> list[MailView]:
    return list((await acting(actor).mails(limit=100)).items)
