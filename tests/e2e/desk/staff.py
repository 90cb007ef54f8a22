"""Staff at a browser: the admins' portal in windows beside those of customers."""

import secrets
from dataclasses import dataclass, field
from itertools import count

from playwright.async_api import Browser, BrowserContext, expect

from clients.staff import StaffClient
from contracts.staff import PutStaff, StaffRole
from tests.e2e.portal.customer import DESK, AtPortal, Look

_numbers = count(1)


@dataclass
class Desks:
    browser: Browser
    staff: StaffClient
    opened: list[BrowserContext] = field(default_factory=list)

    async def of(
        self,
        name: str,
        path: str = "/",
        *,
        role: StaffRole = "partner_admin",
        partner_id: int | None = None,
        look: Look = DESK,
    ) -> AtPortal:
        """The window of somebody new who works here, at a page; signed in by a password."""
        email, password = f"{name}{next(_numbers)}@desk.example", secrets.token_urlsafe(20)
        wanted = PutStaff(name=name, role=role, partner_id=partner_id, password=password)
        await self.staff.put_staff(email, wanted)
        context = await self.browser.new_context(
            locale="en-GB",
            viewport={"width": look.width, "height": look.height},
            java_script_enabled=look.has_scripts,
            reduced_motion="reduce",
        )
        self.opened.append(context)
        desk = AtPortal(await context.new_page(), self.staff.base_url, look)
        await desk.goto(path)
        await desk.page.get_by_label("Email address").fill(email)
        await desk.page.get_by_label("Password", exact=True).fill(password)
        await desk.button("Sign in").click()
        await expect(desk.page).to_have_url(f"{desk.base_url}{path}")
        return desk

    async def close(self) -> None:
        for context in self.opened:
            await context.close()
        self.opened.clear()
