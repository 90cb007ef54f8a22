"""An admin at the desk, as a browser: signed in by a password, with a paid order that waits, whose
start is thought of on one day after another."""

import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx2 as httpx

from benchmarks.visitors import read
from clients.staff import StaffClient
from contracts.staff import PutStaff
from scenarios.journey import Journey
from scenarios.offerings import EAST
from scenarios.people import new_key
from scenarios.stories import PAID_ON, a_paid_order
from scenarios.system import System
from stack.problems import StackProblem

EMAIL = "desk@bench.example"
DAYS = 30
"""Of the month that was paid, so that each is credited otherwise."""
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


@dataclass(frozen=True)
class Desk:
    browser: httpx.AsyncClient
    journey: Journey

    @property
    def preview_path(self) -> str:
        order = self.journey.placed.order
        return f"/orders/{order.id}/items/{order.items[0].id}/decide"


@asynccontextmanager
async def desk(system: System, staff: StaffClient) -> AsyncIterator[Desk]:
    """Raises StackProblem."""
    password = new_key()
    wanted = PutStaff(name="Ada", role="partner_admin", partner_id=EAST, password=password)
    await staff.put_staff(EMAIL, wanted)
    journey = await a_paid_order(system)
    async with httpx.AsyncClient(base_url=staff.base_url, trust_env=False) as browser:
        found = TOKEN.search((await browser.get("/sign-in")).text)
        fields = {"email": EMAIL, "password": password, "csrf": found[1] if found else ""}
        answer = await browser.post("/sign-in", data=fields)
        if answer.status_code != 303:
            raise StackProblem(f"The desk could not sign in: {answer.status_code}.")
        yield Desk(browser, journey)


async def preview_a_date(at: Desk, days: Iterator[int], seconds: list[float]) -> None:
    """As long as an admin waits who has changed the date: the whole page, over all services."""
    start_on = PAID_ON + timedelta(days=next(days) % DAYS)
    began = time.perf_counter()
    await read(at.browser, f"{at.preview_path}?start_on={start_on}", 200)
    seconds.append(time.perf_counter() - began)
