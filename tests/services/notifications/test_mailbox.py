"""The embedded mailbox as pages: on one's own machine alone, and a mail does nothing there."""

import re
from collections.abc import AsyncIterator, Callable
from secrets import token_hex
from typing import Any

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from clients.system.notifications import SystemNotifications
from contracts.actors import Actor
from services.notifications.app import build_app
from services.notifications.settings import NotificationsSettings
from tests.services.notifications.world import OPERATOR, WORKER, happened, sent_mails

pytestmark = pytest.mark.engines
As = Callable[[Actor], SystemNotifications]


@pytest.fixture
async def here(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """As a browser on this machine."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8104") as client:
        yield client


@pytest.mark.parametrize("path", ["", "/mailbox.css", "/ml_1", "/ml_1/html", "/ml_1/document"])
@pytest.mark.parametrize("host", ["evil.example:8104", "127.0.0.1.evil.example", "[", ""])
async def test_a_page_of_elsewhere_whose_name_leads_here_reads_nothing(
    here: httpx.AsyncClient, path: str, host: str
) -> None:
    refused = await here.get(f"/mailbox{path}", headers={"Host": host})
    assert refused.status_code == 421
    assert "on this machine alone" in refused.text


@pytest.mark.parametrize("host", ["localhost:8104", "LOCALHOST", "[::1]:8104"])
async def test_each_name_of_this_machine_will_do(here: httpx.AsyncClient, host: str) -> None:
    assert (await here.get("/mailbox", headers={"Host": host})).status_code == 200


async def test_a_mail_is_found_and_its_link_leads_out(
    acting: As, here: httpx.AsyncClient, partner_id: int
) -> None:
    wanted = happened("order_received", partner_id, customer_email="mara@example.org")
    other = happened("order_received", partner_id, customer_email="otto@example.org")
    for one in (wanted, other):
        await acting(WORKER).notify(one)
        await sent_mails(acting(OPERATOR), one.order_id)
    listed = (await here.get("/mailbox", params={"q": "mara@"})).text
    assert "mara@example.org" in listed
    assert "otto@example.org" not in listed
    [address] = re.findall(r'<li>\s+<a href="([^"]+)"', listed)
    page = await here.get(address)
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page.text
    frame = await here.get(f"{address}/html")
    assert '<base target="_blank">' in frame.text
    assert "https://portal.example.org/orders/1" in frame.text
    policy = frame.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "allow-scripts" not in policy
    assert "sandbox" in policy
    assert (await here.get(f"{address}/document")).status_code == 404
    assert f'href="{address}/contract"' in page.text
    contract = await here.get(f"{address}/contract")
    assert contract.headers["content-type"] == "text/plain; charset=utf-8"
    assert "A month's notice." in contract.text


async def test_the_newest_mail_is_first_and_older_ones_follow(
    acting: As, here: httpx.AsyncClient, partner_id: int
) -> None:
    for number in range(51):
        one = happened("order_received", partner_id, customer_email=f"many{number}@example.org")
        await acting(WORKER).notify(one)
    first = (await here.get("/mailbox", params={"q": "@example.org"})).text
    assert first.index("many50@") < first.index("many49@")
    [older] = re.findall(r'href="(/mailbox\?[^"]+)"', first)
    assert "many0@example.org" in (await here.get(older.replace("&amp;", "&"))).text


async def test_nothing_found_and_nothing_there_are_told(here: httpx.AsyncClient) -> None:
    assert "No mail has this" in (await here.get("/mailbox?q=nobody-wrote-this")).text
    assert (await here.get("/mailbox/ml_none")).status_code == 404


@pytest.mark.parametrize(
    "settings",
    [{"host": "0.0.0.0"}, {"smtp_url": SecretStr("smtp://mail.example.org:25")}],  # noqa: S104
)
async def test_where_others_come_or_mail_goes_out_there_is_no_mailbox(
    new_database: Callable[[str], str], token_keys: dict[str, SecretStr], settings: dict[str, Any]
) -> None:
    keys = {name: SecretStr(token_hex(32)) for name in token_keys}
    made = NotificationsSettings(
        **{
            "profile": "test",
            "database_url": new_database("mailbox"),
            "token_keys": keys,
            **settings,
        }
    )
    app: FastAPI = build_app(made)
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        assert (await client.get("/mailbox")).status_code == 404
