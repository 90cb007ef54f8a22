"""The service's routes and ways to narrow lists, and somebody who tries all of them. They are read
off the service; a new one belongs in a table here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2 as httpx
from fastapi import FastAPI
from pydantic import SecretStr

from chassis.ids import new_id
from chassis.tokens import sign
from contracts.actors import Actor
from tests.services.notifications.world import happened


@dataclass(frozen=True)
class Guarded:
    """How a route answers a customer and an admin who may not see what it is asked for."""

    customer: int
    admin: int
    body: Mapping[str, Any] | None = None
    query: Mapping[str, str] = field(default_factory=dict)


NOT_FOUND, FOR_STAFF, FOR_NEITHER = Guarded(404, 404), Guarded(403, 404), Guarded(403, 403)
WORDS = {"subject": "s", "body": "b", "seen_revision": 0}
GUARDED = {
    "POST /v1/tickets": Guarded(
        404,
        404,
        {"subject": "s", "body": "b", "order_id": "{order_id}", "customer_id": "carl"},
    ),
    "GET /v1/tickets/{ticket_id}": NOT_FOUND,
    "PATCH /v1/tickets/{ticket_id}": Guarded(403, 404, {"hidden": False}),
    "GET /v1/tickets/{ticket_id}/messages": NOT_FOUND,
    "POST /v1/tickets/{ticket_id}/messages": Guarded(404, 404, {"body": "Hello"}),
    "PUT /v1/tickets/{ticket_id}/read": Guarded(404, 404, {"message_id": "{written_id}"}),
    "GET /v1/tickets/{ticket_id}/attachments/{attachment_id}": NOT_FOUND,
    "GET /v1/mails/{mail_id}": NOT_FOUND,
    "POST /v1/mails/{mail_id}/resend": FOR_STAFF,
    "GET /v1/mail-texts/{partner}": FOR_STAFF,
    "GET /v1/mail-texts/{partner}/{audience}/{event}/{language}": FOR_STAFF,
    "PUT /v1/mail-texts/{partner}/{audience}/{event}/{language}": Guarded(403, 404, WORDS),
    "DELETE /v1/mail-texts/{partner}/{audience}/{event}/{language}": Guarded(
        403, 404, query={"seen_revision": "0"}
    ),
    "POST /v1/mail-texts/{partner}/{audience}/{event}/{language}/preview": Guarded(
        403, 404, {"subject": "s", "body": "b"}
    ),
    "POST /v1/notifications": Guarded(
        403, 403, {"events": [happened("item_approved").model_dump(mode="json")]}
    ),
    "POST /v1/sign-in-mails": Guarded(
        403,
        403,
        {
            "key": "link/1",
            "kind": "sign_in",
            "partner_id": 1,
            "customer_id": "carl",
            "email": "carl@example.org",
            "link": "https://portal.example/1",
            "code": "012345",
        },
    ),
    "GET /v1/desk": Guarded(403, 404, query={"partner_id": "{owner}"}),
    "GET /v1/operations/messages": FOR_NEITHER,
    "POST /v1/operations/messages/{message_id}/release": FOR_NEITHER,
    "POST /v1/operations/messages/{message_id}/dismiss": Guarded(403, 403, {"reason": "r"}),
}
LISTS = {"GET /v1/tickets", "GET /v1/tickets/unread", "GET /v1/mails"}
OF_STAFF = {"group", "priority", "assignee"}
"""Customers can neither ask nor learn by asking who works on their tickets."""
NARROWED: dict[str, tuple[str, ...]] = {
    "partner_id": ("{owner}",),
    "customer_id": ("carl",),
    "order_id": ("{order_id}",),
    "state": ("new", "waiting_on_customer", "waiting_on_agent", "queued", "sent"),
    "event": ("ticket_answer",),
    "group": ("Helpdesk",),
    "priority": ("high",),
    "assignee": ("", "ada"),
    "unread": ("true",),
    "unanswered": ("true",),
    "only_left": ("true",),
    "q": ("{ticket_id}", "{order_id}", "quokka", "wombat", "Carl", "carl@example.org", "boss@"),
    "limit": ("200",),
    "cursor": (),
}
"""What each way is tried with. `quokka` is in a subject, `wombat` in what was written."""
FIXED = {"audience": "customer", "event": "item_approved", "language": "en", "message_id": "1"}


@dataclass(frozen=True)
class Things:
    """The ids of Carl's, by their placeholder, and what else nobody else is to read."""

    partner_id: int
    ids: dict[str, str]
    secrets: tuple[str, ...]

    def filled(self, value: Any) -> Any:
        names = {"owner": self.partner_id, "partner": self.partner_id, **FIXED, **self.ids}
        return value.format_map(names) if isinstance(value, str) else value


@dataclass(frozen=True)
class Reader:
    """Somebody at the bare service."""

    app: FastAPI
    raw: httpx.AsyncClient
    token_keys: dict[str, SecretStr]
    actor: Actor
    things: Things

    async def ask(self, route: str, guarded: Guarded) -> httpx.Response:
        method, _, path = route.partition(" ")
        filled = self.things.filled
        body = guarded.body and {name: filled(value) for name, value in guarded.body.items()}
        token = sign(self.token_keys, "portal", "notifications", self.actor)
        return await self.raw.request(
            method,
            filled(path),
            params={name: filled(value) for name, value in guarded.query.items()},
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": new_id("key")},
            json=body,
        )

    async def is_shown_nothing(self, opens: int = 0) -> None:
        """All lists first. `opens` is the answer to the opening of a ticket, where it may."""
        for route, query in narrowings(self.app):
            answer = await self.ask(route, Guarded(0, 0, query=query))
            assert answer.status_code == self._status(query), (route, query, answer.text)
            if answer.status_code == 200:
                shown = answer.json()
                assert not shown.get("count"), (route, query)
                assert shown.get("items", shown.get("newest")) == [], (route, query)
        for route, guarded in GUARDED.items():
            answer = await self.ask(route, guarded)
            expected = guarded.admin if self.actor.kind == "admin" else guarded.customer
            if route == "POST /v1/tickets":
                expected = opens or expected
            assert answer.status_code == expected, (route, answer.text)
            sent = f"{answer.request.url} {answer.request.content!r}"
            for secret in (*self.things.ids.values(), *self.things.secrets):
                assert secret not in answer.text or secret in sent, (route, answer.text)

    async def all_answers(self) -> dict[str, tuple[int, bytes]]:
        """Of each list and of each single thing."""
        asked = [(route, Guarded(0, 0, query=query)) for route, query in narrowings(self.app)]
        asked += [(route, NOT_FOUND) for route in GUARDED if route.startswith("GET ")]
        found = {}
        for route, guarded in asked:
            answer = await self.ask(route, guarded)
            found[f"{route} {guarded.query}"] = (answer.status_code, _timeless(answer))
        return found

    def _status(self, query: Mapping[str, str]) -> int:
        if self.actor.kind == "customer" and OF_STAFF & set(query):
            return 403
        is_foreign = self.actor.partner_id != self.things.partner_id
        return 404 if is_foreign and "partner_id" in query else 200


def _timeless(answer: httpx.Response) -> bytes:
    """Each refusal has an id of its own."""
    return answer.content if answer.status_code == 200 else b""


def narrowings(app: FastAPI) -> Iterator[tuple[str, dict[str, str]]]:
    """Each list plainly, and in each way that it can be narrowed."""
    for route in sorted(LISTS):
        method, _, path = route.partition(" ")
        operation = app.openapi()["paths"][path][method.lower()]
        yield route, {}
        for parameter in operation["parameters"]:
            if parameter["in"] != "query":
                continue
            for value in NARROWED[parameter["name"]]:
                if _is_taken(value, parameter["schema"]):
                    yield route, {parameter["name"]: value}


def _is_taken(value: str, schema: Mapping[str, Any]) -> bool:
    """Tickets and mails have states of their own."""
    taken = str(schema)
    return "'enum'" not in taken or f"'{value}'" in taken
