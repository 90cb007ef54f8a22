"""The pages of a visit, with its banner: for whoever sees them badly, in the dark, on a phone."""

import pytest

from tests.portal.seen.conftest import OpenWindow
from tests.portal.seen.looking import DESK, PHONE
from tests.portal.seen.test_every_page import with_a_life
from tests.portal.visiting import VISIT_COOKIE, visit_cookie, visiting
from tests.portal.world import PortalWorld

pytestmark = [pytest.mark.engines, pytest.mark.browser]
PAGES = ("/", "/order", "/orders", "/profile", "/payment-methods", "/security", "/nowhere")
"""Of each kind one, and two refusals."""


@pytest.mark.parametrize(
    ("language", "size"),
    [pytest.param("en", DESK, marks=pytest.mark.nightly), ("de", PHONE)],
)
async def test_no_page_of_a_visit_has_a_barrier(
    pages: PortalWorld, window: OpenWindow, language: str, size: tuple[int, int]
) -> None:
    visitor, email = await visiting(pages, await with_a_life(pages))
    eyes = await window(
        cookie=visit_cookie(visitor), cookie_name=VISIT_COOKIE, language=language, size=size
    )
    barriers: list[str] = []
    for path in PAGES:
        here = [*await eyes.barriers_on(path), *await eyes.unsteady()]
        barriers += [f"{path}: {barrier}" for barrier in here]
        assert email in await eyes.page.inner_text("main"), path
    assert not barriers, "\n".join(barriers)
    await eyes.page.click("main form[action='/visit/end'] button")
    await eyes.page.wait_for_url("**/visit/over")
    assert await eyes.barriers() == []
