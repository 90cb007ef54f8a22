"""Links and codes by mail: used once, by a POST, however often they are looked at."""

import asyncio

import pytest
from sqlalchemy import select

from chassis.ids import new_id
from contracts.mails import MailView
from contracts.orders import CustomerFields
from contracts.portal import (
    CodeIsWrong,
    LinkCannotBeUsed,
    NobodyHasThisAddress,
    TooManyAttempts,
)
from portal.identity.tables import links
from portal.identity.use_cases.enter import MOST_CUSTOMERS, ToChoose
from portal.web.cookies import LONGEST_COOKIE
from tests.moved_clock import MovedClock
from tests.patience import eventually
from tests.portal.identity.world import World
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines


async def test_a_link_that_was_fetched_ten_times_still_signs_in_once(world: World) -> None:
    email = await world.customer()
    await world.ask_for_link(email, "/orders/ord_1")
    token = (await world.mailed(email)).token
    for _ in range(10):
        seen = await world.identity.look_at_link(token)
        assert seen
        assert seen.state == "usable"
        assert email not in seen.masked_email
    used = await world.identity.use_link(token, world.browser())
    assert used.next_page == "/orders/ord_1"
    assert (await world.session_of(used.outcome)).email == email
    seen = await world.identity.look_at_link(token)
    assert seen
    assert (seen.state, seen.next_page) == ("used", "/orders/ord_1")


async def test_of_twenty_at_once_one_is_signed_in(world: World) -> None:
    email = await world.customer()
    await world.ask_for_link(email)
    token = (await world.mailed(email)).token
    answers = await asyncio.gather(
        *(world.identity.use_link(token, world.browser()) for _ in range(20)),
        return_exceptions=True,
    )
    refused = [answer for answer in answers if isinstance(answer, LinkCannotBeUsed)]
    assert len(refused) == 19


async def test_an_old_link_leads_on_to_its_page(world: World, clock: MovedClock) -> None:
    email = await world.customer()
    await world.ask_for_link(email, "/finance")
    token = (await world.mailed(email)).token
    clock.advance(minutes=31)
    seen = await world.identity.look_at_link(token)
    assert seen
    assert (seen.state, seen.next_page) == ("expired", "/finance")
    with pytest.raises(LinkCannotBeUsed):
        await world.identity.use_link(token, world.browser())


@pytest.mark.parametrize("token", ["", "lnk_1", "lnk_1." + "0" * 64, "\x00", "a" * 100_000])
async def test_what_was_never_mailed_is_no_link(world: World, token: str) -> None:
    assert await world.identity.look_at_link(token) is None
    with pytest.raises(LinkCannotBeUsed):
        await world.identity.use_link(token, world.browser())


async def test_the_code_works_in_the_browser_that_asked(world: World) -> None:
    email = await world.customer()
    asked_by = await world.ask_for_link(email)
    code = (await world.mailed(email)).code
    with pytest.raises(LinkCannotBeUsed):
        await world.identity.use_code("another browser", code, world.browser())
    typed = f" {code[:3]} {code[3:]}"
    used = await world.identity.use_code(asked_by, typed, world.browser())
    assert (await world.session_of(used.outcome)).kind == "link"


async def test_after_five_wrong_codes_the_right_one_is_refused(world: World) -> None:
    email = await world.customer()
    asked_by = await world.ask_for_link(email)
    mailed = await world.mailed(email)
    wrong = "000000" if mailed.code != "000000" else "000001"
    for _ in range(5):
        with pytest.raises(CodeIsWrong):
            await world.identity.use_code(asked_by, wrong, world.browser())
    with pytest.raises(LinkCannotBeUsed):
        await world.identity.use_code(asked_by, mailed.code, world.browser())
    assert (await world.identity.use_link(mailed.token, world.browser())).outcome


async def _guess(world: World, email: str, times: int) -> None:
    """Wrong codes for one link."""
    asked_by = await world.ask_for_link(email)
    for _ in range(times):
        with pytest.raises(CodeIsWrong):
            await world.identity.use_code(asked_by, "no code", world.browser())


async def _warnings(world: World, email: str) -> list[MailView]:
    return await world.mails(email, "sign_in_notice")


async def test_the_owner_is_told_of_guesses_once_a_day_by_however_many_links(
    world: World, clock: MovedClock
) -> None:
    email = await world.customer()
    await _guess(world, email, 4)
    await world.is_quiet()
    assert await _warnings(world, email) == [], "people mistype"

    for times in (4, 5):
        await _guess(world, email, times)

    await eventually(lambda: _are(world, email, 1))
    [mail] = await _warnings(world, email)
    assert mail.subject == "Wrong codes were typed to sign in as you"
    assert "The wrong codes let nobody in." in mail.body
    await world.is_quiet()
    assert len(await _warnings(world, email)) == 1

    clock.advance(days=1, hours=1)
    await _guess(world, email, 4)
    await world.is_quiet()
    assert len(await _warnings(world, email)) == 1, "of yesterday's nobody is told again"
    await _guess(world, email, 1)
    await eventually(lambda: _are(world, email, 2))


async def _are(world: World, email: str, count: int) -> bool:
    return len(await _warnings(world, email)) == count


async def test_nobody_is_told_of_guesses_for_an_address_that_nobody_has(world: World) -> None:
    email = f"{new_id('nobody')}@example.org"
    await _guess(world, email, 5)
    await world.is_quiet()
    assert await _warnings(world, email) == []


async def test_the_right_code_among_wrong_ones_is_no_guess(world: World) -> None:
    email = await world.customer()
    for number in (1, 2, 3):
        asked_by = await world.ask_for_link(email)
        with pytest.raises(CodeIsWrong):
            await world.identity.use_code(asked_by, "no code", world.browser())
        code = (await world.mailed(email, number)).code
        await world.identity.use_code(asked_by, code, world.browser())
    await world.is_quiet()
    assert await _warnings(world, email) == []


async def test_asking_is_the_same_whether_anybody_has_the_address(world: World) -> None:
    known, unknown = await world.customer(), "nobody@example.org"
    with world.statements() as of_known:
        first = await world.ask_for_link(known)
        known_sent = list(of_known.sent)
    await world.mailed(known)
    with world.statements() as of_unknown:
        second = await world.ask_for_link(unknown)
        unknown_sent = list(of_unknown.sent)
    assert known_sent == unknown_sent
    assert len(first) == len(second)
    await world.context.inline.close()
    assert await world.mails(unknown) == []


async def test_no_secret_of_a_link_is_kept(world: World) -> None:
    email = await world.customer()
    asked_by = await world.ask_for_link(email)
    mailed = await world.mailed(email)
    async with world.context.database.autocommit() as connection:
        (row,) = await connection.execute(select(links).where(links.c.email == email))
    kept = " ".join(map(str, row))
    assert mailed.token.partition(".")[2] not in kept
    assert mailed.code not in kept
    assert asked_by not in kept


async def test_nobody_is_flooded_with_mails(world: World, clock: MovedClock) -> None:
    email = await world.customer()
    for _ in range(5):
        await world.ask_for_link(email)
    with pytest.raises(TooManyAttempts):
        await world.ask_for_link(email.upper())
    clock.advance(minutes=3)
    await world.ask_for_link(email)


async def test_whoever_has_several_customers_chooses(world: World) -> None:
    email = await world.customer()
    await world.customer(email.upper())
    await world.ask_for_link(email)
    used = await world.identity.use_link((await world.mailed(email)).token, world.browser())
    assert isinstance(used.outcome, ToChoose)
    assert len(used.outcome.customers) == 2
    foreign = await world.account()
    assert await world.identity.choose(used.outcome.proof, foreign, world.browser()) is None
    assert await world.identity.choose("forged", foreign, world.browser()) is None
    chosen = used.outcome.customers[1].id
    signed_in = await world.identity.choose(used.outcome.proof, chosen, world.browser())
    assert (await world.session_of(signed_in)).account_id == chosen


async def test_many_customers_of_another_partner_crowd_nobody_out(world: World) -> None:
    email = await world.customer()
    for _ in range(MOST_CUSTOMERS + 1):
        await world.customer(email, partner_id=world.pages.partner_id % 99 + 1)
    await world.ask_for_link(email)
    used = await world.identity.use_link((await world.mailed(email)).token, world.browser())
    assert isinstance(used.outcome, ToChoose)
    assert len(used.outcome.customers) == MOST_CUSTOMERS
    assert world.pages.partner_id in {one.partner_id for one in used.outcome.customers}
    assert len(used.outcome.proof) < LONGEST_COOKIE


async def test_a_customer_whose_address_was_taken_away_does_not_come_in(world: World) -> None:
    email = await world.customer()
    await world.ask_for_link(email)
    token = (await world.mailed(email)).token
    orders = world.pages.acting(OPERATOR)
    (found,) = (await orders.customers(email=email)).items
    fields = found.model_dump(exclude={"id"}) | {"email": "another@example.org"}
    await orders.put_customer(found.id, CustomerFields(**fields))
    with pytest.raises(NobodyHasThisAddress):
        await world.identity.use_link(token, world.browser())


async def test_the_mail_goes_to_the_address_that_is_known(world: World) -> None:
    email = await world.customer(f"kim.{new_id('cus')}@example.org")
    await world.ask_for_link(email.replace("k", "\N{KELVIN SIGN}"))
    assert (await world.mailed(email)).token
