"""The services of a running stack, as the operator sees them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Self, TypeVar
from urllib.parse import quote

from pydantic import SecretStr

from clients.http import HttpClient
from clients.portal import PortalClient
from clients.services import Services, ServiceUrls
from clients.staff import StaffClient
from contracts.actors import Actor
from contracts.problems import Problem
from contracts.workflow import order_workflow_id
from stack.problems import StackIsNotRunning, StackProblem
from stack.running.stack_state import StackState, load_state
from stack.state.layout import Layout
from wording.languages import spoken
from wording.refusals import detail_of

Answer = TypeVar("Answer")


class Connection:
    """One HTTP client to one running stack."""

    def __init__(self, state: StackState) -> None:
        keys = {kid: SecretStr(secret) for kid, secret in state.token_keys.items()}
        self.http = HttpClient("cli", keys)
        self.ui_url = state.temporal_ui_url
        self.namespace = state.temporal_namespace
        names = ("catalog", "orders", "payments", "notifications")
        self.urls = ServiceUrls(**{name: state.urls[name] for name in names})
        operator = Actor(kind="operator", id="operator")
        self.operator = Services.acting_as(operator, self.http, self.urls, spoken())
        self._portal_url = state.urls.get("portal", "")
        self._admin_url = state.urls.get("admin", "")

    @property
    def portal(self) -> PortalClient:
        """The customers' portal, as the operator."""
        operator = Actor(kind="operator", id="operator")
        return PortalClient(self.http, self._portal_url, operator, spoken())

    @property
    def staff(self) -> StaffClient:
        """The admins' portal, as the operator."""
        operator = Actor(kind="operator", id="operator")
        return StaffClient(self.http, self._admin_url, operator, spoken())

    @classmethod
    @asynccontextmanager
    async def to(cls, state: StackState) -> AsyncIterator[Self]:
        """Connect, turn refusals into one clear message, and close."""
        if not state.is_up:
            raise StackIsNotRunning
        connection = cls(state)
        try:
            yield connection
        except Problem as problem:
            raise StackProblem(detail_of(problem)) from problem
        finally:
            await connection.http.close()

    def link(self, order_id: str) -> str:
        """The order's workflow in the Temporal UI."""
        workflow = quote(order_workflow_id(order_id), safe="")
        return f"{self.ui_url}/namespaces/{self.namespace}/workflows/{workflow}"


def ask(layout: Layout, question: Callable[[Connection], Awaitable[Answer]]) -> Answer:
    """What a command asks the stack of this state folder. Raises StackIsNotRunning."""

    async def run() -> Answer:
        async with Connection.to(load_state(layout.root)) as connection:
            return await question(connection)

    return asyncio.run(run())
