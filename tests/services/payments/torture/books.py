"""Reads, when all has come to rest, what the gateway, payments and the workflows' place say."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

from chassis.outbox import PUT_OFF
from simulator.messages import Charge, RefundMade
from tests.services.payments.torture.plan import KEEPS, Customer

Row = dict[str, Any]
SETTLED = ("captured", "failed", "cancelled", "mismatch")


@dataclass
class Books:
    charges: Sequence[Charge]
    given_back: Sequence[RefundMade]
    customers: dict[str, Customer]
    """By order."""
    told: set[str]
    intents: list[Row]
    payments: list[Row]
    refunds: list[Row]
    invoices: list[Row]
    messages: list[Row]
    """Not delivered."""


def read_tables(database_url: str) -> dict[str, list[Row]]:
    url = database_url.replace("postgresql+psycopg:", "postgresql:", 1)
    with psycopg.connect(url, row_factory=dict_row) as connection:
        connection.execute("SET search_path = payments")
        return {
            "intents": connection.execute("SELECT * FROM payment_intents").fetchall(),
            "payments": connection.execute("SELECT * FROM payments").fetchall(),
            "refunds": connection.execute("SELECT * FROM refunds").fetchall(),
            "invoices": connection.execute("SELECT * FROM invoices").fetchall(),
            "messages": connection.execute(
                "SELECT * FROM outbox WHERE delivered_at IS NULL"
            ).fetchall(),
        }


def pending_refunds(database_url: str) -> list[tuple[str, int]]:
    """Their ids and rounds."""
    url = database_url.replace("postgresql+psycopg:", "postgresql:", 1)
    with psycopg.connect(url) as connection:
        owed = "SELECT id, rounds FROM payments.refunds WHERE state = 'pending'"
        return [(str(row[0]), int(row[1])) for row in connection.execute(owed)]


def violations(books: Books) -> list[str]:
    """What must never be, in words."""
    rules = (_unsettled, _captures_differ, _refunds_differ, _kept_wrongly, _untold, _undelivered)
    return [f"{rule.__name__[1:]}: {found}" for rule in rules for found in rule(books)]


def _unsettled(books: Books) -> list[str]:
    return [f"{i['id']} is {i['state']}" for i in books.intents if i["state"] not in SETTLED]


def _captures_differ(books: Books) -> list[str]:
    """Every charge is one payment of the same amount, and one an intent."""
    theirs = Counter((c.reference, c.amount_minor, c.currency) for c in books.charges)
    ours = Counter((p["intent_id"], p["amount_minor"], p["currency"]) for p in books.payments)
    twice = [i for i, n in Counter(c.reference for c in books.charges).items() if n > 1]
    return [
        *(f"{charge} is not booked" for charge in theirs - ours),
        *(f"{payment} was never charged" for payment in ours - theirs),
        *(f"{intent} was charged more than once" for intent in twice),
    ]


def _refunds_differ(books: Books) -> list[str]:
    intent_of = {c.checkout_id: c.reference for c in books.charges}
    theirs = Counter(
        (intent_of.get(r.checkout_id), r.amount_minor)
        for r in books.given_back
        if r.state == "succeeded"
    )
    ours = Counter(
        (r["intent_id"], r["amount_minor"]) for r in books.refunds if r["state"] == "succeeded"
    )
    return [
        *(f"refund {refund} is not booked" for refund in theirs - ours),
        *(f"refund {refund} was never made" for refund in ours - theirs),
        *(f"{r['id']} is {r['state']}" for r in books.refunds if r["state"] != "succeeded"),
    ]


def _kept_wrongly(books: Books) -> list[str]:
    """At the gateway, net of refunds: the price once, or nothing; and the invoice says the same."""
    order_of = {i["id"]: i["order_id"] for i in books.intents}
    kept: Counter[str] = Counter()
    for charge in books.charges:
        kept[order_of[charge.reference]] += charge.amount_minor
    intent_of = {c.checkout_id: c.reference for c in books.charges}
    for refund in books.given_back:
        if refund.state == "succeeded":
            kept[order_of[intent_of[refund.checkout_id]]] -= refund.amount_minor
    paid = {i["order_id"] for i in books.invoices if i["state"] == "paid"}
    return [
        f"{order_id} ({customer.story}): {kept[order_id]} kept of {customer.amount_minor}, invoice"
        f" {'paid' if order_id in paid else 'not paid'}"
        for order_id, customer in books.customers.items()
        if not _is_right(customer, kept[order_id], order_id in paid)
    ]


def _is_right(customer: Customer, kept_minor: int, is_paid: bool) -> bool:
    everything, nothing = (customer.amount_minor, True), (0, False)
    right = {"all": {everything}, "nothing": {nothing}, "all or nothing": {everything, nothing}}
    return (kept_minor, is_paid) in right[KEEPS[customer.story]]


def _untold(books: Books) -> list[str]:
    """Whatever a workflow waits for, it heard of."""
    tells = {i["order_id"] for i in books.intents if i["state"] in ("captured", "failed")}
    return [f"the workflow of {order_id} was not told" for order_id in tells - books.told]


def _undelivered(books: Books) -> list[str]:
    return unfinished(books.messages)


def unfinished(messages: list[Row]) -> list[str]:
    """Only what is about payments that nobody made is kept, for a while and then for a person."""
    return [
        f"{message['topic']} {message['key']}: {message['last_error']}"
        for message in messages
        if not (message["last_error"] or "").startswith(f"{PUT_OFF}No intent is known")
    ]
