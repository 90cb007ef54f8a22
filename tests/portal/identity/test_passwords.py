"""Passwords: one hash for everybody, waits that grow over all processes, and no lock-out."""

from collections.abc import Callable
from unittest.mock import patch

import pytest

from chassis.database import Database
from contracts.portal import (
    FreshProofIsNeeded,
    PasswordIsTooEasy,
    SignInDataIsWrong,
    TooManyAttempts,
)
from portal.identity import hashing
from portal.identity.domain.sessions import EndedSession
from portal.identity.identity import Identity
from portal.identity.repository.accounts import set_email
from portal.identity.use_cases.begin_session import SignedIn
from portal.identity.use_cases.enter import ToChoose
from tests.moved_clock import MovedClock
from tests.portal.identity.world import PASSWORD, World

pytestmark = pytest.mark.engines
NEW = "umbrella quartz nine meadows"


async def test_the_right_password_signs_in(world: World) -> None:
    email = await world.with_password()
    signed_in = await world.identity.sign_in(f" {email.upper()} ", PASSWORD, world.browser())
    assert (await world.session_of(signed_in)).kind == "password"


async def test_an_unknown_address_costs_and_reads_the_same(world: World) -> None:
    email = await world.with_password()
    counts = []
    for address in (email, "nobody@example.net", await world.customer()):
        with (
            world.statements() as statements,
            patch.object(hashing, "_fits", wraps=hashing._fits) as fits,
            pytest.raises(SignInDataIsWrong) as refused,
        ):
            await world.identity.sign_in(address, "a wrong password", world.browser())
        counts.append((statements.sent, fits.call_count, refused.value.facts))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][1] == 1


async def test_waits_grow_over_all_processes_and_a_link_still_signs_in(
    world: World,
    clock: MovedClock,
    portal_url: str,
    new_identity: Callable[[Database], Identity],
) -> None:
    email = await world.with_password()
    other_process = Database(portal_url, "portal", 2)
    both = [world.identity, new_identity(other_process)]
    for number in range(5):
        with pytest.raises(SignInDataIsWrong):
            await both[number % 2].sign_in(email, "wrong", world.browser())
    for identity in both:
        with pytest.raises(TooManyAttempts):
            await identity.sign_in(email, PASSWORD, world.browser())
    await world.ask_for_link(email)
    mailed = await world.mailed(email)
    assert await world.identity.use_link(mailed.token, world.browser())
    clock.advance(seconds=31)
    with pytest.raises(SignInDataIsWrong):
        await both[1].sign_in(email, "wrong", world.browser())
    clock.advance(seconds=31)
    with pytest.raises(TooManyAttempts):
        await both[0].sign_in(email, PASSWORD, world.browser())
    clock.advance(seconds=31)
    assert isinstance(await both[0].sign_in(email, PASSWORD, world.browser()), SignedIn)
    await other_process.close()


async def test_one_machine_cannot_try_many_accounts(world: World) -> None:
    browser = world.browser()
    for number in range(30):
        with pytest.raises(SignInDataIsWrong):
            await world.identity.sign_in(f"{number}@example.net", "wrong", browser)
    with pytest.raises(TooManyAttempts):
        await world.identity.sign_in("another@example.net", "wrong", browser)


async def test_a_password_is_set_after_a_link_and_ends_all_other_sessions(world: World) -> None:
    email = await world.with_password()
    elsewhere = await world.identity.sign_in(email, PASSWORD, world.browser())
    assert isinstance(elsewhere, SignedIn)
    await world.ask_for_link(email)
    used = await world.identity.use_link((await world.mailed(email)).token, world.browser())
    session = await world.session_of(used.outcome)
    with pytest.raises(PasswordIsTooEasy):
        await world.identity.set_password(session, "mia moser 123", None)
    await world.identity.set_password(session, NEW, None)
    assert isinstance(await world.identity.session(elsewhere.cookie), EndedSession)
    assert await world.session_of(used.outcome)
    with pytest.raises(SignInDataIsWrong):
        await world.identity.sign_in(email, PASSWORD, world.browser())
    assert isinstance(await world.identity.sign_in(email, NEW, world.browser()), SignedIn)
    await world.context.inline.close()
    subjects = {mail.subject for mail in await world.mails(email, "sign_in_notice")}
    assert subjects == {"A new sign-in to your account", "Your password was changed"}


async def test_without_a_fresh_link_the_old_password_is_needed(
    world: World, clock: MovedClock
) -> None:
    email = await world.with_password()
    await world.ask_for_link(email)
    used = await world.identity.use_link((await world.mailed(email)).token, world.browser())
    session = await world.session_of(used.outcome)
    clock.advance(minutes=16)
    with pytest.raises(FreshProofIsNeeded):
        await world.identity.set_password(session, NEW, None)
    with pytest.raises(SignInDataIsWrong):
        await world.identity.set_password(session, NEW, "wrong")
    await world.identity.set_password(session, NEW, PASSWORD)


async def test_tries_at_the_sign_in_and_at_a_change_are_counted_apart(world: World) -> None:
    email = await world.with_password()
    session = await world.session_of(await world.identity.sign_in(email, PASSWORD, world.browser()))
    for _ in range(5):
        with pytest.raises(SignInDataIsWrong):
            await world.identity.sign_in(email, "wrong", world.browser())
    with pytest.raises(TooManyAttempts):
        await world.identity.sign_in(email, PASSWORD, world.browser())
    await world.identity.set_password(session, NEW, PASSWORD)

    other = await world.with_password()
    session = await world.session_of(await world.identity.sign_in(other, PASSWORD, world.browser()))
    for _ in range(5):
        with pytest.raises(SignInDataIsWrong):
            await world.identity.set_password(session, NEW, "wrong")
    with pytest.raises(TooManyAttempts):
        await world.identity.set_password(session, NEW, PASSWORD)
    assert isinstance(await world.identity.sign_in(other, PASSWORD, world.browser()), SignedIn)


async def test_a_handed_over_customer_cannot_change_how_one_signs_in(world: World) -> None:
    session = await world.session_of(await world.signed_in(kind="handover"))
    with pytest.raises(FreshProofIsNeeded):
        await world.identity.set_password(session, NEW, None)
    with pytest.raises(FreshProofIsNeeded):
        await world.identity.ask_to_change_email(
            session, "thief@example.org", None, address="203.0.113.7"
        )


async def test_a_hash_of_other_parameters_is_renewed(world: World) -> None:
    from argon2 import PasswordHasher

    from portal.identity.repository.accounts import find_password, put_password

    email = await world.customer()
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    async with world.context.database.autocommit() as connection:
        await put_password(connection, email, weak, world.context.now())
        await world.identity.sign_in(email, PASSWORD, world.browser())
        renewed = await find_password(connection, email)
    assert renewed
    assert "m=19456,t=2" in renewed


async def test_a_new_address_is_taken_once_its_link_is_used(world: World) -> None:
    email = await world.with_password()
    session = await world.session_of(await world.identity.sign_in(email, PASSWORD, world.browser()))
    new = f"new-{email}"
    await world.identity.ask_to_change_email(
        session, new, PASSWORD, address=world.browser().address
    )
    token = (await world.mailed(new)).token
    assert isinstance(await world.identity.sign_in(email, PASSWORD, world.browser()), SignedIn)
    await world.identity.use_link(token, world.browser())
    with pytest.raises(SignInDataIsWrong):
        await world.identity.sign_in(email, PASSWORD, world.browser())
    assert isinstance(await world.identity.sign_in(new, PASSWORD, world.browser()), SignedIn)
    await world.context.inline.close()
    subjects = [mail.subject for mail in await world.mails(email, "sign_in_notice")]
    assert "Your email address was changed" in subjects


async def test_a_link_proves_nothing_about_an_address_that_others_gave_the_account(
    world: World,
) -> None:
    victim = await world.with_password()
    email = await world.customer()
    await world.ask_for_link(email)
    used = await world.identity.use_link((await world.mailed(email)).token, world.browser())
    session = await world.session_of(used.outcome)
    async with world.context.database.autocommit() as connection:
        await set_email(connection, session.account_id, victim)
    session = await world.session_of(used.outcome)
    assert not world.identity.is_fresh(session)
    with pytest.raises(FreshProofIsNeeded):
        await world.identity.set_password(session, NEW, None)
    assert isinstance(await world.identity.sign_in(victim, PASSWORD, world.browser()), SignedIn)


async def test_a_password_comes_along_to_no_address_of_others(world: World) -> None:
    victim = await world.customer(partner_id=world.pages.partner_id % 99 + 1)
    email = await world.with_password()
    session = await world.session_of(await world.identity.sign_in(email, PASSWORD, world.browser()))
    await world.identity.ask_to_change_email(
        session, victim, PASSWORD, address=world.browser().address
    )
    await world.identity.use_link((await world.mailed(victim)).token, world.browser())
    with pytest.raises(SignInDataIsWrong):
        await world.identity.sign_in(victim, PASSWORD, world.browser())


async def test_a_proof_of_an_address_is_no_way_in_once_the_account_has_another(
    world: World,
) -> None:
    email = await world.with_password()
    await world.customer(email)
    open_choice = await world.identity.sign_in(email, PASSWORD, world.browser())
    assert isinstance(open_choice, ToChoose)
    account = open_choice.customers[0]
    async with world.context.database.autocommit() as connection:
        await set_email(connection, account.id, f"new-{email}")
    assert await world.identity.choose(open_choice.proof, account.id, world.browser()) is None
