"""Idempotency-Key on every POST: the answer of what was done is kept and given again.

Same key and body → the first answer; another body → 422; the first still running → 409. A refusal
did nothing, so it is forgotten and its key is free again. A request that died in the middle frees
its key after the lease; the business keys below it make that safe.
"""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from sqlalchemy import ColumnElement, Table, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from starlette.exceptions import HTTPException

from chassis.auth import authenticate
from chassis.database import Database
from chassis.digests import digest_of
from chassis.problems import REPLAYED
from chassis.tokens import Caller
from contracts.problems import (
    IdempotencyKeyIsMissing,
    IdempotencyKeyIsReused,
    Problem,
    RequestIsInFlight,
)

LEASE = text("now() + interval '30 seconds'")
LONGEST_KEY = 200
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class IdempotencyStore:
    """The kept answers of one service."""

    def __init__(self, database: Database, table: Table) -> None:
        self._database = database
        self._table = table

    async def begin(self, scope: str, key: str, fingerprint: str) -> Response | None:
        """The first answer if there is one, else None: the caller now holds the key's lease."""
        t = self._table
        claim = (
            insert(t)
            .values(scope=scope, key=key, fingerprint=fingerprint, leased_until=LEASE)
            .on_conflict_do_update(
                index_elements=[t.c.scope, t.c.key],
                set_={"leased_until": LEASE},
                where=(t.c.status.is_(None))
                & (t.c.leased_until < func.now())
                & (t.c.fingerprint == fingerprint),
            )
            .returning(t.c.key)
        )
        async with self._database.autocommit() as connection:
            if (await connection.execute(claim)).first():
                return None
            known = t.select().where(t.c.scope == scope, t.c.key == key)
            row = (await connection.execute(known)).one_or_none()
        if row is not None and row.fingerprint != fingerprint:
            raise IdempotencyKeyIsReused(key=key)
        if row is None or row.status is None:
            raise RequestIsInFlight
        return Response(row.body, row.status, {REPLAYED: "true"}, media_type=row.media_type)

    async def kept(self, scope: str, key: str) -> bytes | None:
        """The body that answered a caller's own request; None for one that nothing is kept of, and
        while it runs."""
        t = self._table
        mine = (t.c.scope == scope) & (t.c.key == key) & t.c.status.is_not(None)
        async with self._database.autocommit() as connection:
            return await connection.scalar(select(t.c.body).where(mine))

    async def finish(self, scope: str, key: str, response: Response) -> None:
        await self._update(
            scope,
            key,
            status=response.status_code,
            body=bytes(response.body),
            media_type=response.media_type or response.headers.get("content-type"),
        )

    async def forget(self, scope: str, key: str) -> None:
        """Free the key of a request that did nothing, also for another request."""
        async with self._database.autocommit() as connection:
            await connection.execute(delete(self._table).where(self._held(scope, key)))

    async def release(self, scope: str, key: str) -> None:
        """Free the key of a request that may have done something, for its retry only."""
        await self._update(scope, key, leased_until=text("now() - interval '1 second'"))

    async def _update(self, scope: str, key: str, **values: Any) -> None:
        held = self._held(scope, key)
        async with self._database.autocommit() as connection:
            await connection.execute(update(self._table).where(held).values(**values))

    def _held(self, scope: str, key: str) -> ColumnElement[bool]:
        t = self._table
        return (t.c.scope == scope) & (t.c.key == key) & t.c.status.is_(None)


def scope_of(caller: Caller) -> str:
    """Whose keys a caller's are: nobody else's, however people and portals are named."""
    actor = caller.actor
    return digest_of(caller.service, actor.partner_id, actor.kind, actor.id)


class IdempotentRoute(APIRoute):
    """A route whose POST demands an Idempotency-Key; for routers whose POSTs create or decide."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()
        if "POST" not in (self.methods or set()):
            return handle

        async def handle_once(request: Request) -> Response:
            scope = scope_of(authenticate(request))
            key = _key_of(request)
            request.state.request_key = digest_of(scope, key)
            fingerprint = _fingerprint_of(request, await request.body())
            store: IdempotencyStore = request.app.state.idempotency
            first = await store.begin(scope, key, fingerprint)
            return first or await _answer(handle, request, store, scope, key)

        return handle_once


async def _request_key(
    request: Request,
    idempotency_key: Annotated[  # noqa: ARG001 - documents the header; the route has read it
        str, Header(max_length=LONGEST_KEY, description="The same on every retry.")
    ],
) -> str:
    return str(request.state.request_key)


RequestKey = Annotated[str, Depends(_request_key)]
"""The request's key with its caller, as 64 digits, for a UNIQUE column: a crash between the commit
and the kept answer must not let the retry write a second row."""


async def _answer(
    handle: Handler, request: Request, store: IdempotencyStore, scope: str, key: str
) -> Response:
    try:
        response = await handle(request)
    except BaseException as error:
        await (store.forget if _is_refusal(error) else store.release)(scope, key)
        raise
    await store.finish(scope, key, response)
    return response


def _is_refusal(error: BaseException) -> bool:
    """Whether the answer says that nothing was done; a fault or an outage says that of nothing, nor
    does another service that is still working on what this request asked of it."""
    if isinstance(error, RequestIsInFlight):
        return False
    if isinstance(error, Problem):
        return error.status < 500
    if isinstance(error, HTTPException):
        return error.status_code < 500
    return isinstance(error, RequestValidationError)


def _fingerprint_of(request: Request, body: bytes) -> str:
    """What was asked for; the path decoded, so that its spelling makes no difference."""
    asked = hashlib.sha256(body).hexdigest()
    return digest_of(request.scope["path"], request.url.query, asked)


def _key_of(request: Request) -> str:
    key = request.headers.get("idempotency-key", "")
    if not 0 < len(key) <= LONGEST_KEY:
        raise IdempotencyKeyIsMissing(most=LONGEST_KEY)
    return key
