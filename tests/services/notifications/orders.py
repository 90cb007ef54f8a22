"""The orders service as notifications asks it: customers, settings and whose an order is."""

from datetime import UTC, datetime

from fastapi import APIRouter, FastAPI
from pydantic import SecretStr

from chassis.app import create_app
from chassis.auth import CallerDep, require
from chassis.problems import not_found
from chassis.settings import ProcessSettings
from contracts.agreements import ContractSummary
from contracts.orders import CustomerFields, CustomerView, OrderPolicy, OrderView
from contracts.problems import ServiceIsUnavailable
from contracts.settings import PartnerSettings, PartnerSettingsView
from tests.wording.test_contract_summary import summary

SETTINGS = PartnerSettings(
    ticket_group="Helpdesk",
    ticket_priority="high",
    customer_portal_url="https://portal.example.org",
    admin_portal_url="https://admin.example.org",
)


class OrdersBook:
    """Knows each customer as `Carl Corner`, and the orders that it is told of."""

    def __init__(self) -> None:
        self.owners: dict[str, tuple[int, str]] = {}
        """Partner and customer of each order."""
        self.customers: dict[tuple[int, str], CustomerFields] = {}
        """Others than Carl Corner, by partner and customer."""
        self.settings: dict[str, PartnerSettings] = {}
        """Of partners that have their own."""
        self.without_contract: set[str] = set()
        self.away = False

    def contract_of(self, order_id: str) -> ContractSummary:
        if order_id in self.without_contract:
            raise not_found("order")
        return summary(order_id=order_id)


def orders_stub(book: OrdersBook, token_keys: dict[str, SecretStr]) -> FastAPI:
    router = APIRouter(prefix="/v1")

    async def answer(caller: CallerDep) -> None:
        require(caller, "system")
        if book.away:
            raise ServiceIsUnavailable("database_away")

    @router.get("/customers/{customer_id}")
    async def customer(customer_id: str, partner_id: int, caller: CallerDep) -> CustomerView:
        await answer(caller)
        if customer_id == "nobody":
            raise not_found("customer")
        email = f"{customer_id}@example.org"
        usual = CustomerFields(partner_id=partner_id, name="Carl Corner", email=email)
        fields = book.customers.get((partner_id, customer_id), usual)
        return CustomerView(id=customer_id, **fields.model_dump())

    @router.get("/settings/{partner}")
    async def settings(partner: str, caller: CallerDep) -> PartnerSettingsView:
        await answer(caller)
        return PartnerSettingsView(
            partner=partner,
            settings=book.settings.get(partner, SETTINGS),
            inherited=SETTINGS,
            overridden={},
            version=0,
        )

    @router.get("/orders/{order_id}")
    async def order(order_id: str, caller: CallerDep) -> OrderView:
        await answer(caller)
        if order_id not in book.owners:
            raise not_found("order")
        return order_of(order_id, *book.owners[order_id])

    @router.get("/orders/{order_id}/contract-summary")
    async def contract_summary(order_id: str, caller: CallerDep) -> ContractSummary:
        await answer(caller)
        return book.contract_of(order_id)

    settings_of_process = ProcessSettings(profile="test", token_keys=token_keys)
    return create_app("orders", settings_of_process, title="Orders", routers=[router])


def order_of(order_id: str, partner_id: int, customer_id: str) -> OrderView:
    return OrderView(
        id=order_id,
        partner_id=partner_id,
        customer_id=customer_id,
        path="request",
        status="waiting_for_approval",
        currency="EUR",
        total_minor=3_100,
        placed_at=datetime(2023, 1, 1, tzinfo=UTC),
        items=[],
        payment_attempt=0,
        waits_for=[],
        policy=OrderPolicy(
            channel="tickets",
            ticket_group="Orders",
            ticket_priority="medium",
            ticket_assignee=None,
            mail_recipients=[],
            approval_expires_after_seconds=1,
            payment_expires_after_seconds=1,
            largest_start_shift_days=90,
            credit_notes_enabled=True,
            time_zone="UTC",
            billing_day=1,
            numbering_pattern="{next}",
        ),
    )
