"""The audit of the ledger, for operators."""

from fastapi import APIRouter

from chassis.auth import CallerDep, require
from chassis.pages import Cursor, decode_cursor, encode_cursor
from contracts.bookkeeping import LedgerAuditPage
from services.payments.api.dependencies import ContextDep
from services.payments.use_cases.bookkeeping.audit_ledger import audit_ledger

router = APIRouter(prefix="/v1/audit", tags=["audit"])


@router.get("/ledger", summary="Recompute the ledger's chains and compare it with documents")
async def audit(caller: CallerDep, context: ContextDep, cursor: Cursor = None) -> LedgerAuditPage:
    """Follow `next_cursor` to the last page: sound is what has no finding on any of them."""
    require(caller, "operator")
    page = await audit_ledger(context, decode_cursor(cursor))
    following = encode_cursor(page.next_cursor) if page.next_cursor else None
    return page.model_copy(update={"next_cursor": following})
