"""What the examples of the billing rules' page say: plans, charges, credits and moves, in words."""

from datetime import date
from typing import Any

from billing.money import ZERO, charge, total
from contracts.catalog import BillingCycle, Discount, Price, QuoteLine
from contracts.currencies import minor_digits
from contracts.message import Amount
from contracts.payments import InvoiceLine
from services.payments.domain.invoicing.credit import Documents, LiveNote, credit_for, documents_for
from services.payments.domain.invoicing.explaining import explain_items
from services.payments.domain.invoicing.items import ChargedItem, charge_from, move_to
from wording.figures import Figures
from wording.languages import LOCALES
from wording.telling import words


def plan(listed: str, cycle: str = "monthly", **more: Any) -> InvoiceLine:
    """Such as `plan("30.00 EUR", months=3, discounts=[(20, "2023-01-01", "2023-01-31")])`."""
    figure, currency = listed.split()
    kind, _, days = cycle.partition(" ")
    price = Price(
        amount_minor=_minor(figure, currency),
        currency=currency,
        vat_basis_points=more.get("vat", 0) * 100,
        includes_vat=more.get("includes_vat", True),
        cycle=BillingCycle.model_validate({"kind": kind, "day_count": int(days) if days else None}),
        activation_fee_minor=_minor(more.get("fee", "0"), currency),
        discounts=[
            Discount(basis_points=percent * 100, first_day=_day(first), last_day=_day(last))
            for percent, first, last in more.get("discounts", [])
        ],
    )
    quoted = QuoteLine(
        offering_id="off_1",
        offering_revision=1,
        kind="one_time" if kind == "once" else "internet",
        title="Fibre",
        quantity=more.get("quantity", 1),
        period_count=more.get("months", 1),
        price=price,
        period=charge(price.amount_minor, price),
        fee=ZERO,
    )
    return InvoiceLine(item_id="itm_1", line=quoted)


def charges(
    wanted: InvoiceLine, start: str, *, billing_day: int = 1, paid_on: str | None = None
) -> None:
    """Print what is charged, segment by segment."""
    for item in _items([wanted], start, billing_day, paid_on):
        if not item.segments:
            print(f"{item.description}: {_money(item.amount, wanted)}")  # noqa: T201
        for s in item.segments:
            days = f"{s.first_day} to {s.last_day}, {s.day_count} of {s.full_day_count} days"
            print(f"{days}: {_money(s.amount, wanted)}")  # noqa: T201


def explain(wanted: InvoiceLine, start: str) -> None:
    """Print why each charge is what it is."""
    for line in explain_items(_items([wanted], start), wanted.line.price.currency):
        print(words(line.sentence))  # noqa: T201


def invoice(*wanted: InvoiceLine, start: str = "2023-01-01") -> None:
    """Print net, VAT and gross of each item, and their sum."""
    items = _items(wanted, start)
    for title, amount in [
        *((item.description, item.amount) for item in items),
        ("Sum", total([item.amount for item in items])),
    ]:
        figures = _figures(wanted[0])
        net, vat, gross = map(
            figures.amount, (amount.net_minor, amount.vat_minor, amount.gross_minor)
        )
        print(f"{title}: {net} + {vat} = {gross}")  # noqa: T201


def credit(
    wanted: InvoiceLine, *, paid: str, start: str | None = None, billing_day: int = 1
) -> str:
    """What a new start gives back; without one, everything."""
    items = _items([wanted], paid, billing_day)
    new_start = _day(start) if start else None
    found = credit_for(items, ZERO, new_start=new_start, full=start is None)
    target = found.target
    if not target.gross_minor:
        return "no document"
    if wanted.line.price.includes_vat:
        return _money(target, wanted)
    net, vat = map(_figures(wanted).amount, (target.net_minor, target.vat_minor))
    return f"{net} + {vat} = {_money(target, wanted)}"


def moves(wanted: InvoiceLine, *starts: str, paid: str, refunded: int = 0) -> None:
    """Print the documents of one move of the start after the other; the money of the first
    `refunded` notes is out of the house."""
    items = _items([wanted], paid)
    notes: list[LiveNote] = []
    charged_back = 0
    for number, start in enumerate(starts, start=1):
        credited = sum(note.amount.gross_minor for note in notes) - charged_back
        already = Amount(net_minor=credited, vat_minor=0, gross_minor=credited)
        found = credit_for(items, already, new_start=_day(start), full=False)
        made = documents_for(found, notes)
        notes = [note for note in notes if note not in made.voided]
        if made.note:
            notes.insert(0, LiveNote(start, f"N{number}", made.note, 0, number > refunded))
        if made.supplement:
            charged_back += made.supplement.gross_minor
        print(f"{start}: {_told(made, f'N{number}', wanted)}")  # noqa: T201


def _told(made: Documents, number: str, wanted: InvoiceLine) -> str:
    told = [f"{note.number} voided" for note in made.voided]
    if made.note:
        told.append(f"credit note {number} of {_money(made.note, wanted)}")
    if made.supplement:
        told.append(f"supplementary invoice of {_money(made.supplement, wanted)}")
    return ", ".join(told) or "no document"


def _items(
    wanted: Any, start: str, billing_day: int = 1, paid_on: str | None = None
) -> list[ChargedItem]:
    items = charge_from(list(wanted), _day(start), billing_day)
    return [move_to(item, _day(paid_on or start), billing_day) for item in items]


def _money(amount: Amount, wanted: InvoiceLine) -> str:
    return f"{_figures(wanted).amount(amount.gross_minor)} {wanted.line.price.currency}"


def _figures(wanted: InvoiceLine) -> Figures:
    return Figures(LOCALES["en"], wanted.line.price.currency)


def _minor(figure: str, currency: str) -> int:
    whole, _, decimals = figure.partition(".")
    return int(whole + decimals.ljust(minor_digits(currency), "0"))


def _day(text: str) -> date:
    return date.fromisoformat(text)
