"""/v1/staff: how an operator with the system's keys lets somebody into the admins' portal."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request

from chassis.auth import CallerDep
from contracts.staff import (
    FirstStaff,
    FirstStaffView,
    PutStaff,
    StaffAddress,
    StaffStanding,
    StaffView,
)
from portal.identity.context import Context
from portal.identity.use_cases.put_staff import put_first_staff, put_staff
from portal.identity.use_cases.staff_standing import staff_standing

router = APIRouter(prefix="/v1", tags=["staff"])


async def _context(request: Request) -> Context:
    context: Context = request.app.state.context.identity.context
    return context


ContextDep = Annotated[Context, Depends(_context)]


@router.put("/staff/{email}", summary="Let somebody into the admins' portal")
async def put_one_of_the_staff(
    email: StaffAddress,
    wanted: Annotated[
        PutStaff,
        Body(
            openapi_examples={
                "a partner's admin": {
                    "value": {
                        "name": "Ada",
                        "role": "partner_admin",
                        "partner_id": 7,
                        "password": "four words of no meaning",
                    }
                }
            }
        ),
    ],
    caller: CallerDep,
    context: ContextDep,
) -> StaffView:
    """For operators alone; all sessions that the person had end."""
    return await put_staff(context, caller, email, wanted)


@router.get("/staff/{email}/standing", summary="What somebody may be taken for")
async def get_standing(
    email: StaffAddress, caller: CallerDep, context: ContextDep
) -> StaffStanding:
    """For operators alone: the customers' portal asks it, whose visitors are the staff's."""
    return await staff_standing(context, caller, email)


@router.post("/first-staff", summary="Let the first one in, where nobody is yet")
async def post_first_staff(
    wanted: Annotated[
        FirstStaff,
        Body(
            openapi_examples={
                "after installing": {
                    "value": {
                        "email": "admin@provider.example",
                        "name": "Admin",
                        "password": "four words of no meaning",
                    }
                }
            }
        ),
    ],
    caller: CallerDep,
    context: ContextDep,
) -> FirstStaffView:
    """For operators alone. Nothing happens once anybody is there, also if that one is disabled."""
    return await put_first_staff(context, caller, wanted)
