"""The two books of a reconciliation's tests: payments and the simulator on one clock that a test
can move, and ways to spoil either book behind the other's back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import psycopg

from chassis.ids import new_id
from contracts.actors import Actor
from contracts.payments import GatewayIsUnavailable, OpenPayment, PaymentIntentView
from contracts.reconciliation import (
    BeginReconciliation,
    ComparePage,
    Finding,
    FindingKind,
    FinishReconciliation,
    PaymentsPhase,
    Phase,
    ReconciliationReport,
)
from tests.patience import eventually
from tests.services.payments.world import World, payment_order

OPERATOR = Actor(kind="operator", id="olga")


@dataclass
class TwoBooks(World):
    """Payments and the gateway, each of which can be spoilt. No webhook ever arrives."""

    database_url: str
    simulator_file: Path

    async def reconcile(self, days: float = 7) -> ReconciliationReport:
        """As the worker does it: every phase of payments, page by page."""
        now = self.clock()
        wanted = BeginReconciliation(id=new_id("rec"), since=now - timedelta(days=days), until=now)
        await self.system.begin_reconciliation(wanted)
        counts: dict[Phase, int] = {}
        for phase in get_args(PaymentsPhase):
            counts[phase] = await self.compare(wanted.id, phase)
        finished = FinishReconciliation(compared_counts=counts)
        return await self.system.finish_reconciliation(wanted.id, finished)

    async def compare(self, run_id: str, phase: PaymentsPhase) -> int:
        """One phase to its end; a book that cannot be read is given up at once."""
        wanted, count = ComparePage(phase=phase), 0
        while True:
            try:
                page = await self.system.reconcile_page(run_id, wanted)
            except GatewayIsUnavailable:
                given_up = wanted.model_copy(update={"give_up": True})
                page = await self.system.reconcile_page(run_id, given_up)
            count += page.compared_count
            if page.next_cursor is None:
                return count
            wanted = ComparePage(phase=phase, cursor=page.next_cursor)

    async def lost(self, card: str = "success") -> tuple[OpenPayment, PaymentIntentView]:
        """An order that was paid two minutes ago, of which nobody told."""
        order, intent = await self.unpaid()
        await self.pay(intent, card)
        self.clock.advance(minutes=2)
        return order, intent

    async def booked(self) -> PaymentIntentView:
        """An order that was paid just now, and looked up by its workflow."""
        order, intent = await self.unpaid()
        await self.pay(intent)
        captured = await self.system.look_up(order.order_id, order.attempt)
        assert captured.state == "captured"
        return captured

    async def unpaid(self) -> tuple[OpenPayment, PaymentIntentView]:
        order = payment_order()
        return order, await self.open(order)

    async def payment_id(self, intent: PaymentIntentView) -> str:
        """The gateway's."""
        rows = self.query("SELECT gateway_payment_id FROM payment_intents WHERE id = %s", intent.id)
        return str(rows[0][0])

    async def state(self, intent: PaymentIntentView) -> str:
        return (await self.system.intent(intent.id)).state

    async def told(self, order: OpenPayment) -> None:
        """Return once the order's workflow was told that its payment settled."""

        async def heard() -> bool | None:
            return True if order.order_id in self.signals.heard else None

        await eventually(heard)

    @contextmanager
    def gateway_file(self) -> Iterator[sqlite3.Connection]:
        """The simulator's book behind its back."""
        with closing(sqlite3.connect(self.simulator_file, timeout=10)) as book, book:
            yield book

    def spoil_gateway(self, statement: str, *values: Any) -> None:
        with self.gateway_file() as book:
            book.execute(statement, values)

    def spoil_ours(self, statement: str, *values: Any) -> None:
        """As somebody with a superuser's rights could: no trigger fires."""
        with self._connect() as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(statement, values)

    def query(self, statement: str, *values: Any) -> list[Any]:
        with self._connect() as connection:
            return connection.execute(statement, values).fetchall()

    def _connect(self) -> "psycopg.Connection[Any]":
        return psycopg.connect(self.database_url, options="-c search_path=payments")


def found(report: ReconciliationReport, kind: FindingKind, subject: str) -> Finding | None:
    """The finding of this kind about this subject."""
    named = (one for one in report.findings if (one.kind, one.subject) == (kind, subject))
    return next(named, None)


def about(report: ReconciliationReport, *subjects: str) -> list[tuple[FindingKind, bool]]:
    """Kind and whether it is healed, of all findings about these subjects."""
    return [(one.kind, one.healed) for one in report.findings if one.subject in subjects]
