"""/v1/terms and contract summaries: what a customer agrees to, and has agreed to."""

from fastapi import APIRouter

from chassis.auth import CallerDep, NamedPartner
from contracts.agreements import ContractSummary, Terms
from contracts.message import Id
from services.orders.api.dependencies import ContextDep
from services.orders.use_cases.read_agreements import read_contract_summary, read_terms

router = APIRouter(prefix="/v1", tags=["orders"])


@router.get("/terms", summary="The partner's terms of now")
async def get_terms(
    caller: CallerDep, context: ContextDep, partner_id: NamedPartner = None
) -> Terms:
    """Placing an order names their version as `agreed_terms`."""
    return await read_terms(context, caller, partner_id)


@router.get("/orders/{order_id}/contract-summary", summary="What was agreed with an order")
async def get_contract_summary(
    order_id: Id, caller: CallerDep, context: ContextDep
) -> ContractSummary:
    return await read_contract_summary(context, caller, order_id)
