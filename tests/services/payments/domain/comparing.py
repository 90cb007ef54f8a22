"""Generated cases, and the comparison of the service's rules with the day-by-day oracle."""

import random
from datetime import date, timedelta

from billing.money import ZERO
from contracts.catalog import BillingCycle, Discount, Price, QuoteLine
from contracts.message import Amount
from contracts.payments import InvoiceLine
from services.payments.domain.invoicing.credit import credit_for
from services.payments.domain.invoicing.items import charge_from
from tests.services.payments.domain.oracle import Case, Triple, charge, credit

EPOCH = date(2019, 1, 1)
ANCHORS = (1, 15, 28, 29, 30, 31)
MOVES = 4


def disagreements(seed: int, count: int) -> list[str]:
    """Of `count` cases, each a plan and a move of its start, those on which the two do not agree;
    the seed reproduces them."""
    dice = random.Random(seed)  # noqa: S311 - cases, not secrets
    found: list[str] = []
    for number in range(0, count, MOVES):
        case = any_case(dice)
        moves = [case.start + timedelta(days=dice.randint(-3, 70)) for _ in range(MOVES)]
        if (told := _compare(case, moves)) is not None:
            found.append(f"seed {seed}, case {number}: {case}: {told}")
    return found


def any_case(dice: random.Random) -> Case:
    cycle = dice.choice(["monthly", "monthly", "calendar_month", "days"])
    start = _start(dice)
    discounts = tuple(_discount(dice, start) for _ in range(dice.choice([0, 0, 1, 2])))
    return Case(
        cycle=cycle,
        cycle_days=dice.choice([1, 7, 10, 30, 90]),
        listed=dice.choice([0, 1, 7, 3_000, 3_100, 4_999, dice.randrange(10**6)]),
        fee=dice.choice([0, 0, 1, 2_500]),
        vat_basis_points=dice.choice([0, 700, 1_900, 2_000, 2_550, 10_000]),
        includes_vat=dice.random() < 0.5,
        period_count=dice.choice([1, 1, 1, 2, 3]),
        billing_day=dice.randint(1, 28),
        discounts=discounts,
        start=start,
    )


def _start(dice: random.Random) -> date:
    day = EPOCH + timedelta(days=dice.randrange(6 * 365))
    if dice.random() < 0.5:
        return day
    wanted = dice.choice(ANCHORS)
    while day.day != wanted:
        day += timedelta(days=1)
    return day


def _discount(dice: random.Random, start: date) -> tuple[int, date, date]:
    first = start + timedelta(days=dice.randint(-20, 60))
    rate = dice.choice([1, 500, 2_000, 3_333, 10_000])
    return rate, first, first + timedelta(days=dice.randint(0, 40))


def _compare(case: Case, moves: list[date]) -> str | None:
    items = charge_from([line_of(case)], case.start, case.billing_day)
    period, fee = items[0], items[1].amount if len(items) > 1 else ZERO
    runs = [(s.first_day, s.day_count, triple(s.amount)) for s in period.segments]
    expected = charge(case)
    found = (runs, triple(period.amount), triple(fee))
    if found != (expected.runs, expected.period, expected.fee):
        return f"charged {found}, expected {expected}"
    for new_start in moves:
        credited = triple(credit_for(items, ZERO, new_start=new_start, full=False).target)
        wanted = credit(case, expected, new_start)
        if credited != wanted:
            return f"start {new_start}: credited {credited}, expected {wanted}"
    return None


def line_of(case: Case) -> InvoiceLine:
    length = case.cycle_days if case.cycle == "days" else None
    price = Price(
        amount_minor=case.listed,
        currency="EUR",
        vat_basis_points=case.vat_basis_points,
        includes_vat=case.includes_vat,
        cycle=BillingCycle.model_validate({"kind": case.cycle, "day_count": length}),
        activation_fee_minor=case.fee,
        discounts=[
            Discount(basis_points=rate, first_day=first, last_day=last)
            for rate, first, last in case.discounts
        ],
    )
    quoted = QuoteLine(
        offering_id="off_1",
        offering_revision=1,
        kind="internet",
        title="Fibre",
        quantity=1,
        period_count=case.period_count,
        price=price,
        period=ZERO,
        fee=ZERO,
    )
    return InvoiceLine(item_id="itm_1", line=quoted)


def triple(amount: Amount) -> Triple:
    return amount.net_minor, amount.vat_minor, amount.gross_minor
