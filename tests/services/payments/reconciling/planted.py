"""Lines of a gateway's book and our own rows, planted next to each other, and what is said of the
differences. No gateway is asked."""

from dataclasses import dataclass, field
from typing import Any

from chassis.ids import new_id
from contracts.reconciliation import BeginReconciliation, Finding
from services.payments.domain.reconciling.differences import Difference, Listed
from services.payments.repository.reconciling.captures import LISTED_CAPTURES
from services.payments.repository.reconciling.pages import Asked, read_page
from services.payments.repository.reconciling.refunds import LISTED_REFUNDS
from services.payments.use_cases.reconciling.captures import heal_capture
from services.payments.use_cases.reconciling.refunds import heal_refund
from tests.services.payments.reconciling.world import TwoBooks

OWNER = {"customer_id": "mia", "partner_id": 1, "currency": "EUR"}


@dataclass
class Planted:
    """One run over one attempt, `pi`, that the gateway knows as `chk`; all ids are made unique."""

    books: TwoBooks
    run_id: str = field(default_factory=lambda: new_id("rec"))
    suffix: str = field(default_factory=lambda: new_id("x"))

    def id(self, name: str | None) -> str | None:
        return name and f"{name}_{self.suffix}"

    async def begin(self) -> None:
        now = self.books.clock()
        wanted = BeginReconciliation(id=self.run_id, since=now, until=now)
        await self.books.system.begin_reconciliation(wanted)

    def attempt(self, name: str = "pi", opened_as: str | None = "chk") -> None:
        self._insert(
            "payment_intents",
            OWNER
            | {
                "id": self.id(name),
                "order_id": self.id(f"ord_{name}"),
                "invoice_id": self.id(f"inv_{name}"),
                "attempt": 1,
                "state": "captured",
                "amount_minor": 3_100,
                "gateway": "simulator",
                "gateway_payment_id": self.id(opened_as),
            },
        )

    def booked(self, amount_minor: int = 3_100, currency: str = "EUR") -> None:
        row = {
            "id": self.id("pay"),
            "intent_id": self.id("pi"),
            "order_id": self.id("ord_pi"),
            "invoice_id": self.id("inv_pi"),
            "amount_minor": amount_minor,
            "captured_at": self.books.clock(),
        }
        self._insert("payments", OWNER | row | {"currency": currency})

    def refund(self, name: str, state: str, gateway_id: str | None, minor: int = 3_100) -> None:
        self._insert(
            "refunds",
            OWNER
            | {
                "id": self.id(name),
                "business_key": self.id(name),
                "order_id": self.id("ord_pi"),
                "intent_id": self.id("pi"),
                "amount_minor": minor,
                "state": state,
                "tries": 0,
                "gateway_refund_id": self.id(gateway_id),
                "settled_at": self.books.clock() if state == "succeeded" else None,
            },
        )

    def listed(self, kind: str, name: str, **changed: Any) -> None:
        """Captured, or given back, as our attempt and refund have it unless told otherwise."""
        names = {"payment_id": None if kind == "capture" else "chk", "reference": None}
        names |= {key: changed.pop(key) for key in [*names] if key in changed}
        line = {"state": "captured" if kind == "capture" else "succeeded", "amount_minor": 3_100}
        self._insert(
            "reconciliation_lines",
            {"reconciliation_id": self.run_id, "gateway": "simulator", "kind": kind}
            | {"gateway_id": self.id(name), "currency": "EUR"}
            | {key: self.id(one) for key, one in names.items()}
            | line
            | changed,
        )

    async def captures(self) -> list[Listed]:
        return await self._read(LISTED_CAPTURES)

    async def refunds(self) -> list[Listed]:
        return await self._read(LISTED_REFUNDS)

    async def found(self, one: Difference) -> Finding:
        """Of one that nothing here can heal."""
        assert isinstance(one, Listed)
        heal = heal_capture if "captur" in one.kind or one.kind == "amount_differs" else heal_refund
        finding = await heal(self.books.context, one)
        assert finding is not None
        return finding

    async def _read(self, statement: str) -> list[Listed]:
        asked = Asked(self.run_id, self.books.clock(), ["simulator"], "", 100)
        async with self.books.context.database.autocommit() as connection:
            return await read_page(connection, statement, Listed, asked)

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        columns, places = ", ".join(row), ", ".join(["%s"] * len(row))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608 - our own
        self.books.spoil_ours(statement, *row.values())
