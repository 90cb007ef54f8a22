"""What a provider's own portal and operators ask of the customers' portal, and its refusals."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from contracts.message import Command, Id, Message, PartnerId, Url
from contracts.problems import Problem

LEAST_PASSWORD, MOST_PASSWORD = 10, 200
Password = Annotated[str, Field(min_length=LEAST_PASSWORD, max_length=MOST_PASSWORD)]
OwnPath = Annotated[str, Field(max_length=500, pattern=r"^/([A-Za-z0-9_][A-Za-z0-9_/?=&.-]*)?$")]
"""A page of the portal, never another host's."""


class HandOver(Command):
    """Sign a customer in who is signed in at the caller's."""

    partner_id: PartnerId
    customer_id: Id
    page: OwnPath = "/"
    """Where it begins."""
    return_url: Url | None = None
    """Where the customer comes back to; of an origin that the portal's settings allow."""


class HandOverAddress(Message):
    """Send the customer's browser there at once: it works once, and for a minute."""

    url: str
    expires_at: datetime


class PutAccount(Command):
    """Have a customer sign in by password, beside the link by mail that each can have."""

    password: Password


class AccountView(Message):
    id: Id
    partner_id: PartnerId
    customer_id: Id
    email: str


class TooManyAttempts(Problem):
    """Facts: wait_minutes. No outage, though it passes: whoever is told reads how long."""

    status = 429


class SigningInIsBusy(Problem):
    """More passwords are being looked at than can be in a moment."""

    status = 429


class SignInDataIsWrong(Problem):
    """The same for an unknown address and for a wrong password."""

    status = 422


class LinkCannotBeUsed(Problem):
    """It was used, is too old, or was never ours."""

    status = 410


class CodeIsWrong(Problem):
    status = 422


class NobodyHasThisAddress(Problem):
    """Of a link that was mailed, whose customer is gone or has another address by now."""

    status = 410


class HandOverCannotBeUsed(Problem):
    """It was used, or is older than a minute."""

    status = 410


class ReturnAddressIsNotAllowed(Problem):
    status = 422


class PasswordIsTooEasy(Problem):
    status = 422


class FreshProofIsNeeded(Problem):
    """What decides how one signs in is changed with the old password, or right after a link."""

    status = 403


class AddressIsOfSomebodyElse(Problem):
    status = 409
