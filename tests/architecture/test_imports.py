"""Each wall between modules holds: an import planted across it breaks the contract that names it.
`lint-imports` sees that none is there."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from grimp import ImportGraph, build_graph
from importlinter.api import read_configuration
from importlinter.contracts.acyclic_siblings import AcyclicSiblingsContract
from importlinter.contracts.forbidden import ForbiddenContract
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from importlinter.contracts.protected import ProtectedContract
from importlinter.domain.contract import Contract

from tests.architecture.test_size import ROOT

CONFIGURATION = read_configuration(str(ROOT / "pyproject.toml"))
CONTRACTS = {options["name"]: options for options in CONFIGURATION["contracts_options"]}
KINDS: dict[str, Callable[..., Contract]] = {
    "acyclic_siblings": AcyclicSiblingsContract,
    "forbidden": ForbiddenContract,
    "independence": IndependenceContract,
    "layers": LayersContract,
    "protected": ProtectedContract,
}
GATEWAYS = "services.payments.gateways"
LAYERS = "Inside a service imports only ever point down"
API = "The API knows no SQL: it calls use cases"
TABLES = "Only the repository knows the tables, and the app, which migrates them"
BOOK = "The offline gateway's book is opened by its own statements alone"
USE_CASES = "Use cases and views know no web framework, no Temporal and no driver"
REPOSITORY = "A repository holds statements: it calls nobody and answers no request"
SIMULATOR = "The simulator is somebody else's company: of ours it has what any HTTP process has"
PURE = "Domain rules are pure: no I/O, no framework, no database"
STACK = "Inside the stack, imports only ever point down"
PORTALS = "Neither portal imports the other, and what both have imports neither"
IDENTITY = "Inside the portal's identity imports only ever point down"
STORY = "The story of an order is on top, its steps know nothing of it"
NAMED = "The stack, and what measures it, start services by name and import none"
CIRCLES = "Nothing imports in a circle, neither packages nor files"
PLANTED = [
    ("Imports only ever point down", "chassis.outbox", "services.orders.tables"),
    ("Imports only ever point down", "stack.commands.bench", "benchmarks.arms"),
    ("No service imports another", "services.catalog.app", "services.orders.tables"),
    (LAYERS, "services.catalog.domain.quoting", "services.catalog.repository.offerings"),
    (LAYERS, "services.catalog.repository.quotes", "services.catalog.context"),
    (LAYERS, "services.catalog.domain.quoting", "services.catalog.settings"),
    (
        LAYERS,
        "services.notifications.repository.mails",
        "services.notifications.channels.port",
    ),
    (LAYERS, "services.orders.messages", "services.orders.settings"),
    (LAYERS, "services.notifications.handlers", "services.notifications.api.dependencies"),
    (LAYERS, "services.notifications.use_cases.notify", "services.notifications.handlers"),
    (LAYERS, "services.orders.repository.changes", "services.orders.use_cases.decide_item"),
    (LAYERS, "services.payments.repository.collecting.payments", f"{GATEWAYS}.offline.tables"),
    (LAYERS, f"{GATEWAYS}.offline.adapter", "services.payments.repository.collecting.intents"),
    (
        LAYERS,
        "services.payments.documents.invoice_sheet",
        "services.payments.repository.invoicing.invoices",
    ),
    (LAYERS, "services.payments.use_cases.refunding.make_refund", "services.payments.handlers"),
    (API, "services.catalog.api.quotes", "services.catalog.repository.quotes"),
    (API, "services.notifications.api.mails", "services.notifications.tables"),
    (API, "services.notifications.api.mails", "services.notifications.channels.port"),
    (API, "services.orders.api.orders", "sqlalchemy"),
    (API, "services.orders.api.orders", "chassis.database"),
    (
        API,
        "services.payments.api.invoices",
        "services.payments.repository.invoicing.invoices",
    ),
    (API, "services.payments.api.offline", f"{GATEWAYS}.offline.statements"),
    (TABLES, "services.catalog.use_cases.read_quote", "services.catalog.tables"),
    (TABLES, f"{GATEWAYS}.stripe.refunds", "services.payments.tables.collecting"),
    (TABLES, f"{GATEWAYS}.offline.adapter", "services.payments.tables.invoicing"),
    (TABLES, f"{GATEWAYS}.registry", "services.payments.tables.collecting"),
    (BOOK, "services.payments.use_cases.collecting.list_received", f"{GATEWAYS}.offline.tables"),
    (BOOK, f"{GATEWAYS}.offline.adapter", f"{GATEWAYS}.offline.tables"),
    (BOOK, "services.payments.domain.collecting.intents", f"{GATEWAYS}.offline.tables"),
    (USE_CASES, "services.catalog.use_cases.read_quote", "fastapi"),
    (USE_CASES, "services.orders.use_cases.place_order", "temporalio"),
    (USE_CASES, "services.payments.views.invoicing", "starlette"),
    (USE_CASES, "services.notifications.context", "psycopg"),
    (REPOSITORY, "services.catalog.repository.quotes", "fastapi"),
    (REPOSITORY, "services.orders.repository.orders", "clients.payments"),
    (REPOSITORY, "services.payments.repository.collecting.inbox", "temporalio"),
    (LAYERS, f"{GATEWAYS}.offline.adapter", "services.payments.use_cases.collecting.open_payment"),
    (LAYERS, "services.payments.repository.collecting.payments", f"{GATEWAYS}.offline.statements"),
    (LAYERS, "services.payments.domain.collecting.intents", f"{GATEWAYS}.offline.statements"),
    (CIRCLES, "services.catalog.domain.availability", "services.catalog.domain.quoting"),
    (
        CIRCLES,
        "services.payments.repository.bookkeeping.ledger",
        "services.payments.repository.invoicing.invoices",
    ),
    (PORTALS, "portal.admin.app", "portal.customer.app"),
    (PORTALS, "portal.customer.app", "portal.admin.permissions"),
    (PORTALS, "portal.shared.devices.routes", "portal.customer.app"),
    (PORTALS, "portal.web.people", "portal.shared.devices.routes"),
    (IDENTITY, "portal.identity.repository.drafts", "portal.identity.context"),
    (IDENTITY, "portal.identity.domain.drafts", "portal.identity.keys"),
    (PURE, "portal.identity.domain.sessions", "secrets"),
    (REPOSITORY, "portal.identity.repository.sessions", "clients.orders"),
    ("Imports only ever point down", "portal.identity.context", "services.orders.tables"),
    (
        NAMED,
        "stack.processes",
        "services.catalog.app",
    ),
    (NAMED, "benchmarks.noop_page", "services.catalog.app"),
    (NAMED, "benchmarks.engine", "workflows.worker"),
    (
        STACK,
        "stack.state.recorded_state",
        "stack.supervisor.supervisor",
    ),
    (
        "Scenarios act as people and portals do: through the clients",
        "scenarios.expected",
        "services.orders.domain.status",
    ),
    (
        "Only workflows and services call what the system alone may",
        "stack.running.connection",
        "clients.system.orders",
    ),
    (
        "Only workflows and services call what the system alone may",
        "benchmarks.orders",
        "clients.system.orders",
    ),
    (
        "Only workflows and services call what the system alone may",
        "clients.services",
        "clients.system.order_workflow",
    ),
    (
        "Only workflows and services call what the system alone may",
        "stack.commands.order",
        "clients.system.temporal",
    ),
    (
        "Scenarios act as people and portals do: through the clients",
        "scenarios.placing",
        "clients.system.order_workflow",
    ),
    (SIMULATOR, "simulator.webhook_sender", f"{GATEWAYS}.signatures"),
    (SIMULATOR, "simulator.settings", "chassis.settings"),
    (SIMULATOR, "simulator.events", "contracts.refunds"),
    (SIMULATOR, "simulator.api.refunds", "contracts.workflow"),
    (
        "Nobody imports the simulator: it is spoken to over HTTP",
        f"{GATEWAYS}.simulator.answers",
        "simulator.messages",
    ),
    (
        "Nobody imports the simulator: it is spoken to over HTTP",
        "benchmarks.orders",
        "simulator.messages",
    ),
    ("No gateway imports another", f"{GATEWAYS}.stripe.events", f"{GATEWAYS}.simulator.wire"),
    (
        "The port and what stands beside it import no gateway",
        f"{GATEWAYS}.registry",
        f"{GATEWAYS}.offline.adapter",
    ),
    (
        "Payments imports no gateway but the offline one, whose book is its own",
        "services.payments.settings",
        f"{GATEWAYS}.simulator.options",
    ),
    (
        "Workflows reach services through clients only",
        "workflows.order.workflow",
        "services.orders.domain.status",
    ),
    (
        "A workflow acts through its steps: only they, and what starts the worker, import clients",
        "workflows.order.payment",
        "clients.system.payments",
    ),
    (
        "A workflow acts through its steps: only they, and what starts the worker, import clients",
        "workflows.reconciliation.comparing_orders",
        "clients.system.reconciliation_workflow",
    ),
    (
        "A workflow acts through its steps: only they, and what starts the worker, import clients",
        "workflows.reconciliation.workflow",
        "clients.system.reconciliations",
    ),
    (
        "Workflows and their steps speak no HTTP and no SQL of their own",
        "workflows.order.steps.payments",
        "httpx2",
    ),
    (
        "No kind of workflow imports another, but a corrected start runs the steps of its order",
        "workflows.reconciliation.workflow",
        "workflows.order.state",
    ),
    (
        "No kind of workflow imports another, but a corrected start runs the steps of its order",
        "workflows.order.case",
        "workflows.start_date.workflow",
    ),
    (
        STORY,
        "workflows.order.steps.decisions",
        "workflows.order.signals",
    ),
    (
        STORY,
        "workflows.order.attention",
        "workflows.order.case",
    ),
    (PURE, "services.orders.domain.status", "sqlalchemy"),
    (PURE, "services.orders.domain.waiting", "wording.telling"),
    (PURE, "services.catalog.domain.quoting", "chassis.ids"),
    (PURE, "services.payments.domain.invoicing.credit", "structlog"),
    (PURE, "services.notifications.domain.mail", "os"),
    (PURE, "billing.periods", "time"),
    (
        "The story of a reconciliation is on top, what it judges knows nothing of its steps",
        "workflows.reconciliation.comparing_orders",
        "workflows.reconciliation.steps.phases",
    ),
    (
        "The story of a refund is on top, its steps know nothing of it",
        "workflows.refund.steps",
        "workflows.refund.workflow",
    ),
    ("Contracts know nothing of the rest", "contracts.message", "fastapi"),
    ("Contracts know nothing of the rest", "contracts.settings", "pydantic_settings"),
    ("Contracts know nothing of the rest", "contracts.problems", "structlog"),
]


@pytest.fixture(scope="module")
def graph() -> ImportGraph:
    roots = CONFIGURATION["session_options"]["root_packages"]
    return build_graph(*roots, include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize(("contract", "importer", "imported"), PLANTED)
def test_an_import_across_a_wall_is_noticed(
    graph: ImportGraph, contract: str, importer: str, imported: str
) -> None:
    assert {importer, imported} <= graph.modules
    assert _is_kept(graph, CONTRACTS[contract])
    planted = deepcopy(graph)
    planted.add_import(importer=importer, imported=imported)
    assert not _is_kept(planted, CONTRACTS[contract])


@pytest.mark.parametrize(
    ("contract", "container"),
    [
        (name, container)
        for name, options in CONTRACTS.items()
        if options.get("exhaustive")
        for container in options["containers"]
    ],
)
def test_a_file_of_no_layer_is_noticed(graph: ImportGraph, contract: str, container: str) -> None:
    planted = deepcopy(graph)
    planted.add_module(f"{container}.a_file_of_no_layer")
    assert not _is_kept(planted, CONTRACTS[contract])


@pytest.mark.parametrize("contract", [LAYERS, STACK, STORY])
def test_layers_name_every_file(contract: str) -> None:
    assert CONTRACTS[contract]["exhaustive"]


def test_the_simulator_has_of_the_contracts_what_any_program_needs(graph: ImportGraph) -> None:
    ours = {module for module in graph.modules if module.startswith("contracts.")}
    forbidden = set(CONTRACTS[SIMULATOR]["forbidden_modules"])
    needed = {
        f"contracts.{name}"
        for name in ("actors", "characters", "currencies", "message", "problems", "said")
    }
    assert ours - forbidden == needed


def test_no_wall_is_left_out() -> None:
    assert {contract for contract, _, _ in PLANTED} == set(CONTRACTS)


def _is_kept(graph: ImportGraph, options: dict[str, Any]) -> bool:
    kind = KINDS[options["type"]]
    contract = kind(options["name"], CONFIGURATION["session_options"], options)
    return contract.check(deepcopy(graph), verbose=False).kept
