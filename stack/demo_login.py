"""How one looks at the demo as its customer: a password that this run made, and nobody has else."""

import secrets
from dataclasses import dataclass

from clients.portal import PortalClient
from contracts.portal import PutAccount
from scenarios.people import Customer


@dataclass(frozen=True)
class Login:
    address: str
    email: str
    password: str


async def make_login(portal: PortalClient, customer: Customer) -> Login:
    """For a customer of the demo; its sessions end."""
    password = secrets.token_urlsafe(12)
    account = await portal.put_account(
        customer.partner_id, customer.id, PutAccount(password=password)
    )
    return Login(portal.base_url, account.email, password)
