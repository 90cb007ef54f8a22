"""An open invoice is paid while something else happens to it: whichever comes first, nothing is
paid twice, and what is too much goes back."""

import asyncio
import contextlib
from functools import partial

import pytest

from contracts.bookkeeping import InvoiceIsNotOpen, PaymentExceedsWhatIsDue
from contracts.payments import PaymentIntentView
from tests.services.payments.billing import moved, until_done
from tests.services.payments.paying import Debtor, debtor, require_sound
from tests.services.payments.world import World

pytestmark = [pytest.mark.engines, pytest.mark.timeout(180)]
EACH_ROUND = pytest.mark.parametrize("rounds", [6, pytest.param(40, marks=pytest.mark.nightly)])
REFUSED = (InvoiceIsNotOpen, PaymentExceedsWhatIsDue)


@EACH_ROUND
async def test_two_tabs_pay_once(rounds: int, world: World) -> None:
    """Each chooses and pays, in one tab by card, in the other perhaps by another way."""
    for round_ in range(rounds):
        owes = await debtor(world)
        other = "offline" if round_ % 2 else "simulator"
        tabs = await asyncio.gather(_open(owes), _open(owes, other))
        pages = [tab for tab in tabs if tab and tab.page_url]
        await asyncio.gather(*(world.pay(page) for page in pages))
        if other == "simulator":
            assert len({tab.id for tab in tabs if tab}) == 1
        paid = await _ends(owes)
        await owes.fits(due_minor=3_100 - paid, kept_minor=paid)
        assert paid in (0, 3_100)
        assert paid or other == "offline"


@EACH_ROUND
async def test_paid_while_an_admin_records_that_it_was_paid(rounds: int, world: World) -> None:
    for round_ in range(rounds):
        owes = await debtor(world)
        received_minor = 3_100 if round_ % 2 else 600
        attempt = await _open(owes)
        assert attempt is not None
        recorded, _ = await asyncio.gather(_receive(owes, received_minor), world.pay(attempt))
        kept_minor = await _ends(owes)
        came_minor = received_minor if recorded else 0
        assert kept_minor in (0, 3_100 - came_minor)
        await owes.fits(due_minor=3_100 - came_minor - kept_minor, kept_minor=kept_minor)


@EACH_ROUND
async def test_opened_and_paid_while_days_are_credited(rounds: int, world: World) -> None:
    """What was asked for is then too much, wherever the credit note comes in between."""
    for round_ in range(rounds):
        owes = await debtor(world)
        attempt = await _open(owes) if round_ % 2 else None
        credit = until_done(partial(owes.credit, moved(owes.item_id, "2023-01-14")))
        await asyncio.gather(credit, _pay_on(world, owes, attempt))
        kept_minor = await _ends(owes)
        invoice = await owes.invoice()
        # Paid in full before the note, the note's money is the customer's credit.
        if invoice.credited_minor:
            assert kept_minor in (0, 1_800)
            await owes.fits(due_minor=1_800 - kept_minor, kept_minor=kept_minor)
        else:
            assert (kept_minor, invoice.due_minor) == (3_100, 0)
            await require_sound(world)


async def _open(owes: Debtor, method: str = "simulator") -> PaymentIntentView | None:
    with contextlib.suppress(InvoiceIsNotOpen):
        return await until_done(lambda: owes.pay(method))
    return None


async def _pay_on(world: World, owes: Debtor, attempt: PaymentIntentView | None) -> None:
    attempt = attempt or await _open(owes)
    if attempt and attempt.page_url:
        await world.pay(attempt)


async def _receive(owes: Debtor, amount_minor: int) -> bool:
    with contextlib.suppress(*REFUSED):
        await until_done(lambda: owes.receive(amount_minor))
        return True
    return False


async def _ends(owes: Debtor) -> int:
    """What stays of the card's money once the gateway's news are worked on."""
    await owes.is_quiet()
    return await owes.charged_minor()
