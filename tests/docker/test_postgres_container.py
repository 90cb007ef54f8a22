"""Every service's migrations, and money on the books, on PostgreSQL 17 in a container, with the
roles that deploy/postgres/services.sql makes."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import httpx2 as httpx
import psycopg
import pytest
from pydantic import SecretStr

from chassis.ids import new_id
from chassis.migrations import migrate
from clients.system.payments import SystemPayments
from contracts.actors import Actor
from contracts.credits import IssueCredit
from contracts.payments import IssueInvoice
from contracts.said import said
from services.payments.app import build_app
from services.payments.settings import PaymentsSettings
from tests.callers import PortalAndWorker
from tests.docker.daemon import POSTGRES, need_images

pytestmark = pytest.mark.docker

ROOT = Path(__file__).parents[2]
ROLES = ROOT / "deploy/postgres/services.sql"
SERVICES = ("catalog", "orders", "payments", "notifications")
URL = "http://payments.test"
UrlOf = Callable[[str], str]


@pytest.fixture(scope="module")
def url_of() -> Iterator[UrlOf]:
    """The database URL of a service's own role; all services are migrated."""
    need_images(POSTGRES)
    with pytest.MonkeyPatch.context() as patch:
        # Read when testcontainers is imported: no helper container, and published ports.
        patch.setenv("TESTCONTAINERS_RYUK_DISABLED", "true")
        patch.setenv("TESTCONTAINERS_CONNECTION_MODE", "docker_host")
        from testcontainers.community.postgres import PostgresContainer

        container = PostgresContainer(POSTGRES, username="postgres", dbname="turnup")
        for service in SERVICES:
            container.with_env(f"{service.upper()}_DB_PASSWORD", _password_of(service))
        container.with_env("LISTENER_DB_PASSWORD", _password_of("listener"))
        container.with_volume_mapping(ROLES, f"/docker-entrypoint-initdb.d/{ROLES.name}")
        with container as server:
            place = server.get_connection_url(driver=None).rpartition("@")[2]
            urls = {
                service: f"postgresql+psycopg://turnup_{service}:{_password_of(service)}@{place}"
                for service in SERVICES
            }
            for service, url in urls.items():
                migrate(url, service, ROOT / "services" / service / "migrations")
            yield urls.__getitem__


def _password_of(service: str) -> str:
    return f"{service}-password"


def _connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True)


def test_it_is_postgresql_17_and_all_services_are_migrated(url_of: UrlOf) -> None:
    for service in SERVICES:
        with _connect(url_of(service)) as connection:
            row = connection.execute(
                "SELECT current_setting('server_version_num')::int / 10000,"
                " (SELECT count(*) FROM schema_version)"
            ).fetchone()
        assert row == (17, 1), service


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_sees_no_other_services_tables(url_of: UrlOf, service: str) -> None:
    with _connect(url_of(service)) as connection:
        for other in SERVICES:
            statement = f"SELECT 1 FROM {other}.schema_version"  # noqa: S608 - names of ours
            if other == service:
                assert connection.execute(statement.encode()).fetchone()
                continue
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE public.mine (id int)")


async def test_an_invoice_and_its_credit_note_are_booked(
    url_of: UrlOf, token_keys: dict[str, SecretStr]
) -> None:
    settings = PaymentsSettings(
        profile="test", database_url=url_of("payments"), token_keys=token_keys
    )
    app = build_app(settings)
    async with app.router.lifespan_context(app):
        http = PortalAndWorker(token_keys, transport=httpx.ASGITransport(app=app))
        payments = SystemPayments(http, URL, Actor(kind="system", id="worker"))
        order = _approved_request()
        invoice = await payments.issue_invoice(order)
        command = IssueCredit(
            order_item_id=order.line.item_id,
            new_start_on=date(2023, 1, 14),
            revision=1,
            reason=said("others.words", words="The line was not ready."),
        )
        first = await payments.issue_credit(command)
        again = await payments.issue_credit(command)
        account = await payments.account(order.party.customer_id, partner_id=order.party.partner_id)
        await http.close()
    assert (invoice.state, invoice.amount.gross_minor) == ("issued", 3_100)
    assert first == again
    assert first.credit_note is not None
    assert first.credit_note.amount.gross_minor == 1_300
    assert account.balance_minor == 1_800


def _approved_request() -> IssueInvoice:
    amount = {"net_minor": 3_100, "vat_minor": 0, "gross_minor": 3_100}
    nothing = {"net_minor": 0, "vat_minor": 0, "gross_minor": 0}
    line = {
        "offering_id": "off_fibre",
        "offering_revision": 1,
        "kind": "internet",
        "title": "Fibre 100",
        "quantity": 1,
        "price": {"amount_minor": 3_100, "currency": "EUR", "cycle": {"kind": "monthly"}},
        "period": amount,
        "fee": nothing,
    }
    return IssueInvoice.model_validate(
        {
            "order_id": new_id("ord"),
            "party": {"partner_id": 1, "customer_id": "carla", "time_zone": "Europe/Prague"},
            "currency": "EUR",
            "start_on": "2023-01-01",
            "line": {"item_id": new_id("itm"), "line": line},
        }
    )
