"""The order that a step works for, and what steps read from it."""

from temporalio import activity

from contracts.decisions import DecisionIsNotRecorded, DecisionView
from contracts.orders import OrderItemView
from contracts.payments import BillingParty, InvoiceLine
from contracts.recording import OrderSnapshot
from workflows.order.messages import ClaimedDecision


def order_id() -> str:
    """The order of the workflow that runs this step: `order/<id>` or `order/<id>/…`."""
    workflow_id = activity.info().workflow_id or ""
    return workflow_id.split("/")[1]


def party_of(snapshot: OrderSnapshot) -> BillingParty:
    """The partner's facts for documents, as they were when the order was placed, in the language of
    whom they are for."""
    order, policy = snapshot.order, snapshot.order.policy
    return BillingParty(
        partner_id=order.partner_id,
        customer_id=order.customer_id,
        time_zone=policy.time_zone,
        billing_day=policy.billing_day,
        payment_term_days=policy.payment_term_days,
        payment_methods=policy.payment_methods if policy.gateway_enabled else [],
        numbering_pattern=policy.numbering_pattern,
        legal_name=policy.legal_name,
        address=policy.address,
        vat_id=policy.vat_id,
        language=snapshot.customer.language or policy.language,
        customer_name=snapshot.customer.name,
    )


def invoice_line(item: OrderItemView) -> InvoiceLine:
    return InvoiceLine(item_id=item.id, line=item.line)


def decided_item(
    snapshot: OrderSnapshot, step: ClaimedDecision
) -> tuple[OrderItemView, DecisionView]:
    """The item with the decision in force; a decision that is not (or no longer) on record for this
    order, or not like this, is refused, whoever sent it."""
    for item in snapshot.order.items:
        if item.decision and item.decision.id == step.decision_id:
            require_as_recorded(item.decision, step)
            return item, item.decision
    raise DecisionIsNotRecorded(
        "not_in_force", order_id=snapshot.order.id, decision_id=step.decision_id
    )


def require_as_recorded(decision: DecisionView | None, step: ClaimedDecision) -> None:
    """Raises `DecisionIsNotRecorded` for a message that says otherwise than the record."""
    recorded = (decision.verdict, decision.documents) if decision else ("none", "none")
    if recorded != (step.verdict, step.documents):
        raise DecisionIsNotRecorded("otherwise", verdict=recorded[0], documents=recorded[1])
