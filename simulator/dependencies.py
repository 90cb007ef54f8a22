"""What the simulator's routers take from a request: the context, and that a merchant asks."""

from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from simulator.access import is_key
from simulator.context import Context
from simulator.problems import MerchantIsNotKnown

_BEARER = HTTPBearer(auto_error=False, description="`TURNUP_GATEWAY_API_KEY`")


async def _context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


ContextDep = Annotated[Context, Depends(_context)]


async def require_merchant(
    context: ContextDep,
    given: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
) -> None:
    """Raises `MerchantIsNotKnown`. Pages for customers stay open."""
    if given is None or not is_key(context.api_key, given.credentials):
        raise MerchantIsNotKnown(
            detail="The API key is missing or wrong. Nothing was done; send"
            " TURNUP_GATEWAY_API_KEY as Authorization: Bearer …"
        )
