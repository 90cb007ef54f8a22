"""A server that speaks the part of Stripe's API that the adapter uses, over real HTTP on a loopback
port: form bodies, stored idempotency keys, expansion, pages of lists, and its errors."""

import re
import secrets
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response

from tests.services.payments.gateways.stripe.account import (
    Object,
    StripeAccount,
    StripeRefusal,
    visible,
)

API_KEY = "sk_test_not_a_secret_of_a_local_server"
PART = re.compile(r"[^\[\]]+")


@dataclass(frozen=True)
class Failure:
    """An answer instead of the next request's that changes something; `acts`: after it did."""

    status: int
    is_stored: bool = False
    acts: bool = False


@dataclass
class StripeServer:
    """The API of one account."""

    account: StripeAccount
    url: str = ""
    failures: deque[Failure] = field(default_factory=deque)
    stored: dict[str, tuple[Object, int, Object]] = field(default_factory=dict)
    versions: set[str] = field(default_factory=set)
    """Of the API, as the requests named it."""

    def answer(self, request: Request, params: Object) -> Response:
        if request.headers.get("authorization") != f"Bearer {API_KEY}":
            return _error(StripeRefusal(401, "Invalid API Key provided."))
        self.versions.add(request.headers.get("stripe-version", ""))
        path = request.url.path.removeprefix("/v1/")
        if request.method == "GET":
            return self._perform(lambda: self._get(path, params), params)
        key = request.headers["idempotency-key"]
        asked = {"path": path} | params
        if key in self.stored:
            return self._repeat(key, asked)
        if self.failures:
            failure = self.failures.popleft()
            refusal = StripeRefusal(failure.status, "Something went wrong.", kind="api_error")
            if failure.acts:
                self._post(path, params)
            if failure.is_stored:
                self.stored[key] = asked, failure.status, _document(refusal)
            return _error(refusal)
        return self._perform(lambda: self._post(path, params), params, (key, asked))

    def forget_keys(self) -> None:
        """A day has passed."""
        self.stored.clear()

    def _repeat(self, key: str, asked: Object) -> Response:
        before, status, body = self.stored[key]
        if before != asked:
            message = "Keys for idempotent requests can only be used with the same parameters."
            return _error(StripeRefusal(400, message, kind="idempotency_error"))
        return JSONResponse(body, status, {"idempotent-replayed": "true"})

    def _perform(
        self, act: Callable[[], Object], params: Object, store: tuple[str, Object] | None = None
    ) -> Response:
        try:
            status, body = 200, self._shown(act(), list(params.get("expand", {}).values()))
        except StripeRefusal as refusal:
            status, body = refusal.status, _document(refusal)
        if store is not None:
            key, asked = store
            self.stored[key] = asked, status, body
        return JSONResponse(body, status, {"request-id": f"req_{secrets.token_hex(7)}"})

    def _post(self, path: str, params: Object) -> Object:
        match path.split("/"):
            case ["checkout", "sessions"]:
                return self.account.create_session(params)
            case ["checkout", "sessions", session_id, "expire"]:
                return self.account.expire_session(session_id)
            case ["refunds"]:
                return self.account.create_refund(params)
            case ["customers"]:
                return self.account.create_customer(params)
        raise StripeRefusal(404, f"Unrecognized request URL (POST: /v1/{path}).")

    def _get(self, path: str, params: Object) -> Object:
        match path.split("/"):
            case ["customers", "search"]:
                return _page(self._searched(params["query"]), params)
            case ["customers", customer_id, "payment_methods"]:
                self.account.get(customer_id, "customer")
                methods = self.account.all("payment_method")
                return _page([one for one in methods if one["customer"] == customer_id], params)
            case ["checkout", "sessions"]:
                sessions = self.account.all("checkout.session")
                if wanted := params.get("payment_intent"):
                    self.account.get(wanted, "payment_intent")
                return _page(sessions, params)
            case ["charges" | "refunds"]:
                return _page(self.account.all(path.removesuffix("s")), params)
            case ["checkout", "sessions", session_id]:
                return self.account.get(session_id, "checkout.session")
            case ["refunds", refund_id]:
                return self.account.get(refund_id, "refund")
        raise StripeRefusal(404, f"Unrecognized request URL (GET: /v1/{path}).")

    def _searched(self, query: str) -> list[Object]:
        found = re.fullmatch(r"metadata\['(\w+)'\]:'([^']*)'", query)
        if found is None:
            raise StripeRefusal(400, "The query is not understood.")
        name, value = found.groups()
        customers = self.account.all("customer")
        return [c for c in customers if c["is_indexed"] and c["metadata"].get(name) == value]

    def _shown(self, shown: Object, expand: list[str]) -> Object:
        """A copy, with objects for ids where that is asked for."""
        if shown["object"] in ("list", "search_result"):
            inner = [path.removeprefix("data.") for path in expand]
            return shown | {"data": [self._shown(one, inner) for one in shown["data"]]}
        copy = visible(shown)
        for path in expand:
            name, _, rest = path.partition(".")
            if name not in copy:
                raise StripeRefusal(400, f"This property cannot be expanded ({name}).")
            if copy[name] is not None:
                inner_object = self.account.objects[shown[name]]
                copy[name] = self._shown(inner_object, [rest] if rest else [])
        return copy


def _page(found: list[Object], params: Object) -> Object:
    created = params.get("created", {})
    since, until = int(created.get("gte", 0)), int(created.get("lt", 2**40))
    found = [one for one in found if since <= one["created"] < until]
    for name in ("payment_intent", "status"):
        if name in params:
            found = [one for one in found if one[name] == params[name]]
    if after := params.get("starting_after"):
        found = found[[one["id"] for one in found].index(after) + 1 :]
    limit = int(params.get("limit", 10))
    kind = "search_result" if "query" in params else "list"
    return {"object": kind, "data": found[:limit], "has_more": len(found) > limit, "url": "/v1"}


def _document(refusal: StripeRefusal) -> Object:
    return {
        "error": {"type": refusal.kind, "code": refusal.code, "message": refusal.message},
    }


def _error(refusal: StripeRefusal) -> Response:
    return JSONResponse(_document(refusal), refusal.status)


def _nested(pairs: list[tuple[str, str]]) -> Object:
    """`a[b][0]=c` as `{"a": {"b": {"0": "c"}}}`."""
    whole: Object = {}
    for name, value in pairs:
        *path, last = PART.findall(name)
        inner: Any = whole
        for part in path:
            inner = inner.setdefault(part, {})
        inner[last] = value
    return whole


def _app(server: StripeServer) -> FastAPI:
    app = FastAPI()

    @app.api_route("/v1/{path:path}", methods=["GET", "POST"])
    async def api(request: Request) -> Response:
        form = await request.form()
        pairs = [*request.query_params.multi_items(), *form.multi_items()]
        return server.answer(request, _nested([(name, str(value)) for name, value in pairs]))

    @app.get("/c/pay/{session_id}")
    async def page(session_id: str) -> Response:
        """What the customer's browser gets; what it does there is a method of the account."""
        session = server.account.get(session_id, "checkout.session")
        return Response(f"Pay {session['amount_total']} {session['currency']}")

    return app


@contextmanager
def running(server: StripeServer) -> Iterator[int]:
    """Serve on a free port, in a thread of its own as Stripe's server is somewhere else too."""
    listening = socket.create_server(("127.0.0.1", 0))
    port: int = listening.getsockname()[1]
    server.url = server.account.page_url = f"http://127.0.0.1:{port}"
    config = uvicorn.Config(_app(server), lifespan="off", log_config=None, access_log=False)
    serving = uvicorn.Server(config)
    thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield port
    finally:
        serving.should_exit = True
        thread.join()
