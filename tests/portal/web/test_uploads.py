"""A form is read only of who may send it: nobody else fills memory or disk with files."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from fastapi.routing import APIRoute

from portal.customer.app import PAGES
from portal.identity.domain.sessions import Session
from portal.shared.files import LARGEST_UPLOAD_BYTES
from portal.web.forms import LARGEST_FORM_BYTES
from tests.portal.world import COOKIE, PORTAL_URL, Browser, PortalWorld

pytestmark = pytest.mark.engines
KIND = {"Content-Type": "multipart/form-data; boundary=="}


@dataclass
class Body:
    """What a browser sends, and how much of it was taken from it."""

    pieces: list[bytes]
    taken: list[int] = field(default_factory=list)

    async def __call__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            self.taken.append(len(piece))
            yield piece


def upload(token: str, size_bytes: int) -> Body:
    def part(name: str, value: str) -> bytes:
        head = f'--=\r\nContent-Disposition: form-data; name="{name}"'
        return f"{head}\r\n\r\n{value}\r\n".encode()

    file = b'--=\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    fields = [("csrf", token), ("form_page", "/tickets/new"), ("subject", "No line")]
    pieces = [part(*one) for one in fields] + [file]
    pieces += [b"x" * 50_000 for _ in range(0, size_bytes, 50_000)]
    return Body([*pieces, b"\r\n--=--\r\n"])


async def ended(pages: PortalWorld) -> tuple[str, Callable[[], Awaitable[object]]]:
    cookie = await pages.session_of(await pages.customer())
    identity = pages.portal.state.context.identity
    session = await identity.session(cookie)
    assert isinstance(session, Session)
    await identity.sign_out(session.id)
    return cookie, lambda: identity.take_draft(session.account_id, "/tickets/new")


async def send(pages: PortalWorld, cookie: str, body: Body, **headers: str) -> tuple[int, str]:
    browser: Browser = pages.anonymous()
    if cookie:
        browser.keep(COOKIE, cookie)
    answer = await browser._http.post("/tickets/new", content=body(), headers=KIND | headers)
    return answer.status_code, answer.headers.get("location", "")


@pytest.mark.parametrize("cookie", ["", "nobodys"])
async def test_of_a_stranger_nothing_is_read(pages: PortalWorld, cookie: str) -> None:
    body = upload("", 1_000_000)
    before = {"Referer": f"{PORTAL_URL}/tickets/new?order_id=ord_1"}
    to = "/sign-in?next=%2Ftickets%2Fnew%3Forder_id%3Dord_1"
    assert await send(pages, cookie, body, **before) == (303, to)
    assert body.taken == []
    foreign = {"Referer": "https://evil.example/tickets"}
    assert await send(pages, cookie, body, **foreign) == (303, "/sign-in")
    assert body.taken == []


async def test_of_another_site_nothing_is_read(pages: PortalWorld) -> None:
    body = upload("", 1_000_000)
    cookie = await pages.session_of(await pages.customer())
    status, _ = await send(pages, cookie, body, Origin="https://evil.example")
    assert (status, body.taken) == (403, [])


async def test_of_an_ended_session_what_was_typed_is_kept_and_no_upload_read(
    pages: PortalWorld,
) -> None:
    cookie, draft = await ended(pages)
    token = pages.portal.state.context.signer.form_token(cookie)
    large = upload(token, 1_000_000)
    assert (await send(pages, cookie, large))[0] == 303
    assert large.taken == []
    announced = {"Content-Length": str(sum(map(len, large.pieces)))}
    assert (await send(pages, cookie, large, **announced))[0] == 303
    assert large.taken == []
    small = upload(token, 50_000)
    announced = {"Content-Length": str(sum(map(len, small.pieces)))}
    to = "/sign-in?next=%2Ftickets%2Fnew"
    assert await send(pages, cookie, small, **announced) == (303, to)
    assert await draft() == {"subject": "No line"}


def test_only_forms_with_files_may_be_large() -> None:
    sizes = {
        (route.path, route.max_body_size)
        for page in PAGES
        for route in page.router.routes
        if isinstance(route, APIRoute) and "POST" in (route.methods or ())
    }
    assert len(sizes) > 10
    large = {one for one in sizes if one[1] != LARGEST_FORM_BYTES}
    routes = ("/tickets/new", "/tickets/{ticket_id}")
    assert large == {(path, LARGEST_UPLOAD_BYTES) for path in routes}
