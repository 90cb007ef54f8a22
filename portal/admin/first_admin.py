"""Lets the first super admin in where no `./turnup up` does, as in containers:
`python -m portal.admin.first_admin ADDRESS`, beside the running portal."""

import asyncio
import secrets
import sys

from chassis.read_settings import read_settings
from clients.http import HttpClient
from clients.staff import StaffClient
from contracts.actors import Actor
from contracts.staff import FirstStaff
from portal.admin.settings import AdminSettings


async def let_in(staff: StaffClient, email: str) -> str:
    """What to tell whoever asked: the password this once, or that nothing was done."""
    password = secrets.token_urlsafe(15)
    wanted = FirstStaff(email=email, name="First admin", password=password)
    answer = await staff.put_first_staff(wanted)
    if answer.made is None:
        return "Nothing was done: somebody works here already, and can let others in."
    return f"{answer.made.email} signs in with the password {password} (told this once)."


async def _run(email: str) -> str:
    settings = read_settings(AdminSettings)
    http = HttpClient("admin", settings.token_keys)
    try:
        here = f"http://127.0.0.1:{settings.port}"
        return await let_in(StaffClient(http, here, Actor(kind="operator", id="admin")), email)
    finally:
        await http.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("Name the mail address to sign in with, and nothing else.")
    sys.stdout.write(asyncio.run(_run(sys.argv[1])) + "\n")
