"""Counts what is asked on an order's way, by the request for which a statement was run: what runs
by itself (relays, sweeps, health) was asked for by nobody, so it does not count."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from sqlalchemy import Connection, Engine, event
from starlette.types import ASGIApp, Receive, Scope, Send

OURS = frozenset({"notifications", "orders", "payments", "worker"})
"""Processes of ours that ask others, by the name under which they sign."""
WRITES = re.compile(r"\b(INSERT INTO|UPDATE \w|DELETE FROM)")


@dataclass
class Asked:
    """One request, with the statements of its own and of the deliveries that follow from it."""

    of: str
    what: str
    by: str = "gateway or browser"
    """The process that signed it; webhooks, payment pages and the gateway know no such name."""
    statements: list[str] = field(default_factory=list)
    commits: int = 0

    @property
    def is_between_ours(self) -> bool:
        return self.by in OURS

    @property
    def is_a_look(self) -> bool:
        """How often people look is theirs to say."""
        return self.by == "portal" and self.what.startswith("GET ")


_asked: ContextVar[Asked | None] = ContextVar("asked", default=None)


class Counted:
    """Every request since the last `clear`, in the order in which they came."""

    def __init__(self) -> None:
        self.requests: list[Asked] = []
        self.under_way = 0

    def note_requests_of(self, app: FastAPI, name: str) -> None:
        app.add_middleware(_Noting, name=name, counted=self)

    def clear(self) -> None:
        self.requests = []

    def since(self, what: str) -> list[Asked]:
        """From the first of this route on, without what people look at."""
        first = next(at for at, one in enumerate(self.requests) if one.what == what)
        return [one for one in self.requests[first:] if not one.is_a_look]


class _Noting:
    def __init__(self, app: ASGIApp, name: str, counted: Counted) -> None:
        self._app, self._name, self._counted = app, name, counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        one = Asked(self._name, f"{scope['method']} {scope['path']}")
        self._counted.requests.append(one)
        self._counted.under_way += 1
        _asked.set(one)  # the tasks that this request starts inherit it
        try:
            await self._app(scope, receive, send)
        finally:
            self._counted.under_way -= 1
            if route := scope.get("route"):
                one.what = f"{scope['method']} {route.path}"
            if caller := scope.get("state", {}).get("caller"):
                one.by = caller.service


@contextmanager
def statements_are_counted() -> Iterator[None]:
    """Of all engines of this process. A statement outside a transaction is its own commit."""

    def note(connection: Connection, _: Any, statement: str, *__: Any) -> None:
        if one := _asked.get():
            one.statements.append(statement)
            one.commits += _is_alone(connection) and bool(WRITES.search(statement))

    def note_commit(connection: Connection) -> None:
        if (one := _asked.get()) and not _is_alone(connection):
            one.commits += 1

    event.listen(Engine, "before_cursor_execute", note)
    event.listen(Engine, "commit", note_commit)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        event.remove(Engine, "commit", note_commit)


def _is_alone(connection: Connection) -> bool:
    return connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT"


def table(requests: list[Asked]) -> str:
    """A route a line: how often, with how many statements and commits."""
    routes: dict[str, list[Asked]] = {}
    for one in requests:
        routes.setdefault(f"{one.by} → {one.of}: {one.what}", []).append(one)
    return "\n".join(
        f"{len(of_it):>3} × {sum(len(one.statements) for one in of_it):>3} statements"
        f" {sum(one.commits for one in of_it):>2} commits  {route}"
        for route, of_it in routes.items()
    )
