"""A super admin makes a partner: a number that is free gets a name."""

from asyncio import gather

import pytest

from tests.portal.world import PortalWorld
from tests.services.orders.world import OPERATOR

pytestmark = pytest.mark.engines


async def free_number(pages: PortalWorld) -> int:
    taken = {one.partner_id for one in (await pages.acting(OPERATOR).partners()).items}
    return max(set(range(1, 100)) - taken)


async def test_a_number_that_is_free_gets_a_name(pages: PortalWorld) -> None:
    browser, number = await pages.signed_in_staff("super_admin"), await free_number(pages)
    await browser.get("/new-partner")
    fields = {"number": str(number), "name": "North <b>Fibre"}
    page = await browser.follow(await browser.post("/new-partner", fields))
    assert "North &lt;b&gt;Fibre, is made" in page.text
    assert f'<option value="{number}"' in page.text
    profile = await pages.acting(OPERATOR).partner_profile(partner_id=number)
    assert profile.name == "North <b>Fibre"
    await browser.get("/new-partner")
    again = await browser.post("/new-partner", {"number": str(number), "name": "South"})
    assert (again.status_code, "is there already" in again.text) == (422, True)
    assert 'value="South"' in again.text
    profile = await pages.acting(OPERATOR).partner_profile(partner_id=number)
    assert profile.name == "North <b>Fibre"


async def test_of_two_who_take_a_number_one_has_it(pages: PortalWorld) -> None:
    number = await free_number(pages)
    browsers = [await pages.signed_in_staff("super_admin") for _ in range(2)]
    for browser in browsers:
        await browser.get("/new-partner")
    answers = await gather(
        *(
            browser.post("/new-partner", {"number": str(number), "name": name})
            for browser, name in zip(browsers, ("One", "Two"), strict=True)
        )
    )
    made = [answer for answer in answers if answer.headers.get("location") == "/new-staff"]
    assert len(made) == 1


@pytest.mark.parametrize("number", ["0", "100", "", "seven"])
async def test_numbers_that_no_partner_can_have_are_refused(
    pages: PortalWorld, number: str
) -> None:
    browser = await pages.signed_in_staff("super_admin")
    await browser.get("/new-partner")
    answer = await browser.post("/new-partner", {"number": number, "name": "North"})
    assert answer.status_code == 422
