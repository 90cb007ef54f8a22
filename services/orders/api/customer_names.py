"""/v1/customer-names: what customers are called, for lists that hold their ids alone."""

from typing import Annotated

from fastapi import APIRouter, Query

from contracts.orders import MOST_NAMED, CustomerNames, NamedCustomer
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.use_cases.keep_customer import name_customers

router = APIRouter(prefix="/v1/customer-names", tags=["customers"])


@router.get("", summary="What customers are called")
async def get_customer_names(
    staff: StaffDep,
    context: ContextDep,
    customer: Annotated[
        list[NamedCustomer],
        Query(
            min_length=1, max_length=MOST_NAMED, description="Each as partner and id: `7/cus_1`."
        ),
    ],
) -> CustomerNames:
    """For whoever has ids to show, all at once. An admin is told its own partner's alone."""
    keys = [(int(partner), one) for partner, _, one in (key.partition("/") for key in customer)]
    return await name_customers(context, staff, keys)
