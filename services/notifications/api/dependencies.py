"""What the routers take from a request: the post room, and a caller bound to its partner."""

from typing import Annotated

from fastapi import Depends, Request

from chassis.auth import CallerDep
from chassis.tokens import Caller
from contracts.problems import ActionIsNotAllowed
from services.notifications.use_cases.post_room import PostRoom


async def _post_room(request: Request) -> PostRoom:
    post_room: PostRoom = request.app.state.post_room
    return post_room


async def _bound(caller: CallerDep) -> Caller:
    """Without a partner, a list would not be filtered; so a token must name it."""
    if caller.actor.kind in ("customer", "admin") and caller.actor.partner_id is None:
        raise ActionIsNotAllowed(
            f"The token names no partner for the {caller.actor.kind}. Nothing was done."
        )
    return caller


PostRoomDep = Annotated[PostRoom, Depends(_post_room)]
BoundCallerDep = Annotated[Caller, Depends(_bound)]
