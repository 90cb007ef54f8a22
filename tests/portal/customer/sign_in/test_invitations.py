"""An operator has a customer invited: with an account, and a link by mail that lets the customer
in. No password is made."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from pydantic import SecretStr

from contracts.actors import Actor
from contracts.portal import TooManyAttempts
from contracts.problems import ActionIsNotAllowed, ObjectIsNotFound
from portal.identity.domain.attempts import LINKS_TO_ADDRESSEE
from stack.state.keys import Keys, write_private
from stack.state.layout import Layout
from tests.portal.customer.people import cookie_of, customer_of, invited, portal_of
from tests.portal.world import PortalWorld
from tests.services.orders.world import key
from tests.stack.commands.part_of_a_stack import record, served, turnup

pytestmark = pytest.mark.engines


async def test_the_link_lets_the_invited_customer_in(pages: PortalWorld) -> None:
    customer_id, email = await customer_of(pages)
    made = await portal_of(pages).invite(pages.partner_id, customer_id, key=key())
    assert (made.customer_id, made.email) == (customer_id, email)
    again = await portal_of(pages).invite(pages.partner_id, customer_id, key=key())
    assert again.id == made.id
    path = await invited(pages, email)
    browser = pages.anonymous()
    await browser.get(path)
    await browser.follow(await browser.post(path))
    assert cookie_of(browser)
    assert (await browser.get("/services")).status_code == 200


async def test_only_operators_invite_and_only_customers_that_are_there(pages: PortalWorld) -> None:
    customer_id, _ = await customer_of(pages)
    admin = Actor(kind="admin", id="ada", partner_id=pages.partner_id)
    with pytest.raises(ActionIsNotAllowed):
        await portal_of(pages, admin).invite(pages.partner_id, customer_id, key=key())
    with pytest.raises(ObjectIsNotFound):
        await portal_of(pages).invite(pages.partner_id, "nobody", key=key())


async def test_nobody_is_flooded_with_invitations(pages: PortalWorld) -> None:
    customer_id, _ = await customer_of(pages)
    for _ in range(LINKS_TO_ADDRESSEE.free):
        await portal_of(pages).invite(pages.partner_id, customer_id, key=key())
    with pytest.raises(TooManyAttempts):
        await portal_of(pages).invite(pages.partner_id, customer_id, key=key())


async def test_one_request_mails_once(pages: PortalWorld) -> None:
    customer_id, _ = await customer_of(pages)
    once = key()
    for _ in range(LINKS_TO_ADDRESSEE.free + 1):
        await portal_of(pages).invite(pages.partner_id, customer_id, key=once)


async def test_the_command_says_whom_it_mailed(
    pages: PortalWorld, token_keys: dict[str, SecretStr], tmp_path: Path
) -> None:
    customer_id, email = await customer_of(pages)
    keys = Keys(token_keys={kid: one.get_secret_value() for kid, one in token_keys.items()})
    write_private(Layout(tmp_path).keys_file, json.dumps(asdict(keys)))
    command = ("portal", "account", customer_id, "--partner", str(pages.partner_id))
    async with served(pages.portal, works=False) as url:
        record(tmp_path, {"portal": url})
        code, output = await turnup(tmp_path, *command)
    assert (code, f"{email} was mailed a link" in output) == (0, True), output
    await invited(pages, email)
