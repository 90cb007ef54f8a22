"""Moves a checkout from state to state and queues the webhooks that tell of it."""

import sqlite3
from collections.abc import Sequence

from chassis.ids import new_id
from chassis.problems import not_found
from simulator.card_list import card_of
from simulator.cards import WebhookFault
from simulator.clock import Clock, stamp
from simulator.delivery import plan_deliveries
from simulator.faults import COMPANIONS, FATES, TERMINAL, Faults, count
from simulator.messages import CheckoutState, EventType

EVENTS: dict[CheckoutState, EventType] = {
    "processing": "payment.processing",
    "captured": "payment.captured",
    "failed": "payment.failed",
    "cancelled": "payment.cancelled",
}


def checkout_row(connection: sqlite3.Connection, checkout_id: str) -> sqlite3.Row:
    """Raises the refusal for what is not there."""
    found: sqlite3.Row | None = connection.execute(
        "SELECT * FROM checkouts WHERE id = ?", (checkout_id,)
    ).fetchone()
    if found is None:
        raise not_found("checkout")
    return found


class EventPublisher:
    """Queues webhooks for what happens, as well or badly as the script and the card say."""

    def __init__(self, faults: Faults, clock: Clock) -> None:
        self._faults = faults
        self.clock = clock

    def move(
        self,
        connection: sqlite3.Connection,
        checkout_id: str,
        expected: tuple[CheckoutState, ...],
        state: CheckoutState,
        failure: str | None = None,
    ) -> bool:
        """Change the state if it is still one of `expected`."""
        checkout = checkout_row(connection, checkout_id)
        if checkout["state"] not in expected:
            return False
        connection.execute(
            "UPDATE checkouts SET state = ?, failure = ? WHERE id = ?",
            (state, failure, checkout_id),
        )
        self.publish(connection, checkout, EVENTS[state])
        return True

    def publish(
        self, connection: sqlite3.Connection, checkout: sqlite3.Row, event_type: EventType
    ) -> None:
        now = self.clock()
        event = {
            "id": new_id("evt"),
            "type": event_type,
            "payment_id": checkout["id"],
            "reference": checkout["reference"],
            "amount_minor": checkout["amount_minor"],
            "currency": checkout["currency"],
            "created_at": stamp(now),
        }
        script = self._faults.script
        faults = _of_the_card(checkout, event_type)
        if not faults:
            faults = script.webhook_faults(checkout["reference"], event_type)
        for fault in faults:
            count(connection, fault)
        for delivery in plan_deliveries(event, faults, script):
            delay_seconds = delivery.delay_seconds
            due_at = None if delay_seconds is None else now.timestamp() + delay_seconds
            connection.execute(
                "INSERT INTO webhooks (kind, checkout_id, body, due_at) VALUES (?, ?, ?, ?)",
                (delivery.kind, checkout["id"], delivery.body, due_at),
            )


def _of_the_card(checkout: sqlite3.Row, event_type: EventType) -> Sequence[WebhookFault]:
    card = card_of(checkout["card"] or "")
    if card is None or event_type not in TERMINAL:
        return []
    return [fault for fault in (*FATES, *COMPANIONS) if fault == card.fault]
