"""One request for a page: who asks, in which language, and how it is answered."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from clients.services import Services
from contracts.actors import Actor
from contracts.message import Language
from contracts.problems import Problem, RequestIsInFlight
from contracts.said import Said, said
from contracts.settings import PartnerProfile
from portal.identity.domain.sessions import Session
from portal.web.context import PortalContext
from portal.web.flash import Flash, Kind, kept_flash, take_flash
from portal.web.forms import (
    FORM_PAGE,
    ONCE,
    ONCE_VALUE,
    FormIsWrong,
    Read,
    Typed,
    first,
    posted,
    read_form,
    wrong,
)
from portal.web.headers import policy
from portal.web.menus import Entry
from portal.web.templates import template
from portal.web.viewers import viewer
from wording.refusals import detail_of

Answer = TypeVar("Answer")
Scheme = Literal["system", "light", "dark"]
SAME_KEY_AGAIN_SECONDS = 5.0
"""How long the second of two clicks waits for what the first one does."""


@dataclass(frozen=True)
class Away:
    """In place of what a service would have answered: a part of a page that is missing."""

    what: str
    """In words."""


@dataclass(frozen=True, eq=False)
class Page:
    """`session` is None for whoever has not signed in."""

    request: Request
    context: PortalContext
    cookie: str
    """What the tokens of its forms are bound to."""
    is_new_visitor: bool
    session: Session | None
    language: Language
    scheme: Scheme
    partner: PartnerProfile | None
    actor: Actor | None
    menu: Sequence[Entry]

    @cached_property
    def services(self) -> Services:
        """All services, acting as who has signed in, and speaking the page's language."""
        if self.actor is None:
            raise LookupError("nobody has signed in: this page must not ask services")
        context = self.context
        return Services.acting_as(self.actor, context.http, context.urls, self.language)

    @property
    def account(self) -> Session:
        """Of a page that only the signed-in may see."""
        if self.session is None:
            raise LookupError("nobody has signed in")
        return self.session

    @property
    def return_host(self) -> str:
        """What the way back to the portal is called that handed the customer over, if one did."""
        return_url = self.session and self.session.return_url
        return urlsplit(return_url).netloc if return_url else ""

    @property
    def customer_id(self) -> str:
        """Of a page that only customers may see."""
        if self.account.customer_id is None:
            raise LookupError("whoever has signed in is no customer")
        return self.account.customer_id

    @property
    def path(self) -> str:
        return self.request.url.path

    @property
    def address(self) -> str:
        """With its query, to come back to; of a form that was posted, the page that it is on."""
        if (form_page := self.request.scope.get(FORM_PAGE)) is not None:
            return str(form_page)
        query = self.request.url.query
        return f"{self.path}?{query}" if query else self.path

    @property
    def csrf(self) -> str:
        return self.context.signer.form_token(self.cookie)

    @property
    def once(self) -> str:
        """For one form: its effect happens once, however often it is sent."""
        return secrets.token_urlsafe(18)

    @cached_property
    def flash(self) -> Flash | None:
        """What the page before says."""
        return take_flash(self.context, self.request)

    @property
    def zone(self) -> str:
        """In which times are shown."""
        return self.partner.time_zone if self.partner else "UTC"

    @property
    def tools(self) -> str:
        """What this portal shows beside the account: a template; empty for nothing."""
        return self.context.tools

    @property
    def foot(self) -> str:
        """What this portal shows under each page, likewise."""
        return self.context.foot

    @property
    def draft(self) -> Mapping[str, str]:
        """What was typed on this page before the session ended, or before a refusal."""
        kept: Mapping[str, str] = getattr(self.request.state, "draft", {})
        return kept

    @property
    def cart_count(self) -> int | None:
        """On the cart's icon: as this page has read it, or the last one that did; None where that
        may have changed since."""
        known = self.session.cart_line_count if self.session else None
        count: int | None = getattr(self.request.state, "cart_count", known)
        return count

    async def count_cart(self, line_count: int) -> None:
        """By a page that has read the cart."""
        self.request.state.cart_count = line_count
        if line_count != self.account.cart_line_count:
            await self.context.identity.note_cart(self.account, line_count)

    @asynccontextmanager
    async def changing_cart(self) -> AsyncIterator[None]:
        """Around whatever may change the cart, also where its outcome is not known."""
        try:
            yield
        finally:
            await self.context.identity.forget_cart(self.account)

    async def form(self, kind: type[Read]) -> Read:
        """What was posted. Raises `FormIsWrong`."""
        return read_form(kind, await posted(self.request))

    async def wrong(self, field: str, why: Said) -> FormIsWrong:
        """To be raised where a page's own rule is broken."""
        return wrong(await posted(self.request), field, why)

    async def once_key(self) -> str:
        """The Idempotency-Key of a posted form: the account's own, so that nobody can use
        another's. A form that names none of ours is another one each time."""
        given = first(await posted(self.request), ONCE)
        return self.key_of(given if ONCE_VALUE.fullmatch(given) else self.once)

    def key_of(self, once: str) -> str:
        """The same of a form that this account has sent before."""
        return f"portal/{self.account.account_id}/{once}"

    async def do_once(self, act: Callable[[str], Awaitable[Answer]]) -> Answer:
        """`act` with the form's key; the second of two clicks gets the answer of the first."""
        key, began = await self.once_key(), time.monotonic()
        while True:
            try:
                return await act(key)
            except RequestIsInFlight:
                if time.monotonic() - began > SAME_KEY_AGAIN_SECONDS:
                    raise
                await asyncio.sleep(0.1)

    async def goes_on(self) -> bool:
        """Whether the session that it was asked for with has not ended meanwhile: for what is sent
        longer than a page takes, which does not put off the session's end. While nobody can read
        sessions it goes on; while nobody can say whether one of the staff may stay on a visit, it
        ends."""
        identity, session = self.context.identity, self.account
        if await self.away(identity.session_goes_on(session), "") is False:
            return False
        return session.by is None or await self.away(identity.visit_goes_on(session), "") is True

    async def away(self, call: Awaitable[Answer], what: str) -> Answer | Away:
        """What a service answers, or that it is away: `what` names the part that is missing, by
        the code `portal.away.<what>`."""
        try:
            return await call
        except Problem as problem:
            if not problem.passes:
                raise
            return Away(what)

    def typed(self, **initial: Any) -> Typed:
        """A form as it is shown first: with its draft, where one was kept."""
        return Typed({**initial, **self.draft})

    def render(self, name: str, **values: Any) -> str:
        """A template, whole or a part, with this page in it."""
        return template(name).render(page=self, **values)

    def show(
        self, name: str, *, status: int = 200, form_targets: Sequence[str] = (), **values: Any
    ) -> Response:
        """A page. `form_targets` are origins besides our own to which its forms lead."""
        answer = HTMLResponse(self.render(name, **values), status)
        if form_targets:
            answer.headers["Content-Security-Policy"] = policy(form_targets)
        return self._with_cookies(answer)

    def go(self, to: str, message: Said | None = None, kind: Kind = "success") -> Response:
        """To a page of ours, which says the message."""
        if not is_own_path(to):
            raise ValueError("leads away from the portal")
        answer: Response = RedirectResponse(to, 303)
        if message is not None:
            kept_flash(self.context, answer, message, kind)
        return answer

    def refuse(self, to: str, problem: Problem) -> Response:
        """To a page of ours, which says why something was not done."""
        words = detail_of(problem, self.language, viewer())
        return self.go(to, said("others.words", words=words), "error")

    def _with_cookies(self, answer: Response) -> Response:
        if self.is_new_visitor:
            self.context.cookies.write(answer, "visitor", self.cookie)
        if self.flash is not None:
            self.context.cookies.forget(answer, "flash")
        return answer


def is_own_path(to: str) -> bool:
    """Not another site, however it is written."""
    return to.startswith("/") and not to.startswith(("//", "/\\")) and to.isprintable()


async def entered(request: Request) -> Page:
    """The page that the route's permission let in (`Pages`)."""
    page: Page = request.state.page
    return page


PageDep = Annotated[Page, Depends(entered)]
