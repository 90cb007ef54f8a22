"""Turns orders and what belongs to them into the messages that leave the service, for whoever may
read them."""

from collections.abc import Mapping
from typing import Any

from billing.days import day_begins_at
from contracts.actors import Actor, named_to
from contracts.approvals import MOST_WAITING_ITEMS, WaitingItem, WaitingOrder
from contracts.decisions import DecisionView
from contracts.orders import MOST_FLAGS, AttentionFlag, CustomerView, OrderItemView, OrderView
from contracts.recording import LONGEST_REASON, MOST_REASONS, OrderProgress, RecordedDecision
from contracts.subscriptions import SubscriptionView
from contracts.workflow import OrderTerms, OrderToOpen, TakenUp
from services.orders.domain.charged_days import charged_days, price_of_a_cycle
from services.orders.domain.customer_actions import actions_of
from services.orders.domain.order import Decision, Order
from services.orders.domain.status import waits_for_confirmation
from services.orders.domain.waiting import waits_for
from services.orders.repository.customers import Customer
from services.orders.repository.subscriptions import Subscription
from wording.telling import tell, words

FOR_STAFF: Mapping[str, Any] = {
    "settings_version": 0,
    "ticket_group": "",
    "ticket_priority": "",
    "ticket_assignee": None,
    "mail_recipients": [],
    "approval_reminder_after_seconds": 0,
    "approval_escalation_after_seconds": 0,
    "escalation_priority": "",
    "escalation_group": "",
    "admin_portal_url": "",
}
"""What customers read instead of how the staff works, in an order's policy."""


def order_view(order: Order, viewer: Actor) -> OrderView:
    """The order. A customer reads neither whom the partner notifies of it, nor why its staff must
    look at it, nor which of them decided, or until when."""
    policy, flags = order.policy, order.flags
    if viewer.kind == "customer":
        policy = policy.model_copy(update=FOR_STAFF)
        flags = ()
    return OrderView(
        id=order.id,
        partner_id=order.partner_id,
        customer_id=order.customer_id,
        customer_name=None if viewer.kind == "customer" else order.customer_name,
        path=order.path,
        status=order.status,
        currency=order.currency,
        total_minor=order.total_minor,
        placed_at=order.placed_at,
        items=[
            OrderItemView(
                id=item.id,
                line=item.line,
                state=item.state,
                start_on=item.start_on,
                decision=decision_view(item.decision, viewer) if item.decision else None,
            )
            for item in order.items
        ],
        payment_attempt=order.payment_attempt,
        waits_for=[tell(one, viewer) for one in waits_for(order)],
        can=actions_of(order),
        attention=[
            AttentionFlag(
                key=flag.key,
                why=tell(flag.said, viewer),
                source=flag.source,
                raised_at=flag.raised_at,
                raised_by=flag.raised_by,
            )
            for flag in flags
        ],
        policy=policy,
        revision=order.revision,
        waiting_since=order.waiting_since,
        decision_due_at=None if viewer.kind == "customer" else order.decision_due_at,
        expires_at=order.expires_at,
    )


def decision_view(decision: Decision, viewer: Actor) -> DecisionView:
    view = DecisionView.model_validate(decision, from_attributes=True)
    seen = {"decided_by": named_to(viewer, decision.decided_by)}
    return view.model_copy(update=seen | ({"preview": None} if viewer.kind == "customer" else {}))


def waiting_order(order: Order, customer: Customer) -> WaitingOrder:
    """A row of the inbox, for staff."""
    if order.waiting_since is None or order.decision_due_at is None:
        raise ValueError(f"{order.id} waits for no decision")
    open_items = [item for item in order.items if item.awaits_decision]
    return WaitingOrder(
        id=order.id,
        revision=order.revision,
        partner_id=order.partner_id,
        customer_id=order.customer_id,
        customer_name=customer.name,
        customer_email=customer.email,
        customer_category=customer.category,
        time_zone=order.policy.time_zone,
        path=order.path,
        status=order.status,
        currency=order.currency,
        total_minor=order.total_minor,
        placed_at=order.placed_at,
        waiting_since=order.waiting_since,
        decision_due_at=order.decision_due_at,
        expires_at=order.expires_at,
        flag_count=len(order.flags),
        item_count=len(open_items),
        items=[
            WaitingItem(
                id=item.id,
                title=item.line.title,
                quantity=item.line.quantity,
                gross_minor=item.line.period.gross_minor + item.line.fee.gross_minor,
                state=item.state,
                start_on=item.start_on,
            )
            for item in open_items[:MOST_WAITING_ITEMS]
        ],
    )


def subscription_view(subscription: Subscription, viewer: Actor) -> SubscriptionView:
    """What of it waits for a decision is for the staff only."""
    line, charging = subscription.line, subscription.charging
    is_staffs = viewer.kind != "customer"
    first, last = charged_days(line, charging) or (None, None)
    return SubscriptionView(
        id=subscription.id,
        customer_id=subscription.customer_id,
        partner_id=subscription.partner_id,
        order_id=subscription.order_id,
        item_id=subscription.item_id,
        position=subscription.position,
        title=subscription.title,
        kind=subscription.kind,
        state=subscription.state,
        start_on=subscription.start_on,
        confirmation_waiting=is_staffs and waits_for_confirmation(charging.state),
        item_state=charging.state if is_staffs else None,
        quantity=line.quantity,
        currency=line.price.currency,
        cycle=line.price.cycle,
        price=price_of_a_cycle(line),
        fee=line.fee,
        charged_from_on=first,
        charged_until_on=last,
        paid_until_on=last if subscription.paid_on else None,
    )


def customer_view(customer: Customer) -> CustomerView:
    return CustomerView.model_validate(customer, from_attributes=True)


def order_to_open(
    order: Order, payment_seconds: int, taken_up: TakenUp | None = None
) -> OrderToOpen:
    """What a workflow is started with."""
    return OrderToOpen(
        order_id=order.id,
        partner_id=order.partner_id,
        customer_id=order.customer_id,
        currency=order.currency,
        total_minor=order.total_minor,
        titles=[item.line.title for item in order.items],
        terms=OrderTerms(
            path=order.path,
            payment_seconds=payment_seconds,
            reminder_seconds=order.policy.approval_reminder_after_seconds,
            escalation_seconds=order.policy.approval_escalation_after_seconds,
            warning_seconds=order.policy.approval_warning_before_expiry_seconds,
            approval_seconds=order.policy.approval_expires_after_seconds,
            taken_up=taken_up,
        ),
    )


def recorded(decision: Decision) -> RecordedDecision:
    """What the workflow needs to carry a decision out."""
    return RecordedDecision(
        decision_id=decision.id,
        item_id=decision.item_id,
        verdict=decision.verdict,
        revision=decision.revision,
        documents=decision.documents,
    )


def progress(order: Order) -> OrderProgress:
    """What a recording step tells the workflow."""
    return OrderProgress(
        status=order.status,
        items={item.id: item.state for item in order.items},
        activate_at={
            item.id: day_begins_at(item.start_on, order.policy.time_zone)
            for item in order.items
            if item.state == "scheduled" and item.start_on
        },
        flags=[flag.key for flag in order.flags[-MOST_FLAGS:]],
        reasons=[
            words(flag.said, "staff", "en")[:LONGEST_REASON] for flag in order.flags[-MOST_REASONS:]
        ],
    )
