"""Sessions and the password of staff, as they see and change them."""

import re

import pytest

from tests.portal.admin.people import PASSWORD, sign_in, with_password
from tests.portal.world import PortalWorld

pytestmark = pytest.mark.engines
NEW = "umbrella quartz nine meadows"


async def test_staff_sees_and_ends_its_own_sessions_alone(pages: PortalWorld) -> None:
    email = await with_password(pages, "operator")
    here, there = pages.at_the_desk(), pages.at_the_desk()
    await sign_in(here, email)
    await sign_in(there, email)
    page = await here.get("/security")
    (other,) = re.findall(r"/security/sessions/(ses_[a-z0-9]+)/end", page.text)
    stranger = await pages.signed_in_staff("super_admin")
    await stranger.get("/security")
    await stranger.post(f"/security/sessions/{other}/end")
    assert (await there.get("/")).status_code == 200
    await here.get("/security")
    await here.post(f"/security/sessions/{other}/end")
    assert (await there.get("/")).status_code == 303
    assert (await here.get("/")).status_code == 200


async def test_a_new_password_needs_the_old_one_and_ends_other_sessions(pages: PortalWorld) -> None:
    email = await with_password(pages)
    here, there = pages.at_the_desk(), pages.at_the_desk()
    await sign_in(here, email)
    await sign_in(there, email)
    await here.get("/security")

    async def changed(old: str, new: str) -> int:
        fields = {"old_password": old, "new_password": new}
        answer = await here.post("/security/password", fields)
        assert new not in answer.text
        return answer.status_code

    assert await changed("wrong", NEW) == 422
    assert await changed(PASSWORD, "password-1234") == 422
    assert (await there.get("/")).status_code == 200
    assert await changed(PASSWORD, NEW) == 303
    assert (await here.get("/")).status_code == 200
    assert (await there.get("/")).status_code == 303
    await there.get("/sign-in")
    signed_in = await there.post("/sign-in", {"email": email, "password": NEW})
    assert signed_in.status_code == 303


async def test_who_guesses_at_the_sign_in_keeps_nobody_from_a_new_password(
    pages: PortalWorld,
) -> None:
    email = await with_password(pages)
    here, guesser = pages.at_the_desk(), pages.at_the_desk()
    await sign_in(here, email)
    await guesser.get("/sign-in")
    guess = {"email": email, "password": "wrong"}
    assert [(await guesser.post("/sign-in", guess)).status_code for _ in range(7)][-1] == 429
    await here.get("/security")
    fields = {"old_password": PASSWORD, "new_password": NEW}
    assert (await here.post("/security/password", fields)).status_code == 303
