"""What the routers take from a request: the use cases' context."""

from typing import Annotated

from fastapi import Depends, Request

from services.payments.context import Context


async def _context(request: Request) -> Context:
    context: Context = request.app.state.context
    return context


ContextDep = Annotated[Context, Depends(_context)]
