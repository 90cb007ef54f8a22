"""The steps that decide about items, and start and expire them."""

from temporalio import activity

from contracts.decisions import ItemState, Verdict
from contracts.recording import (
    ExpiryOutcome,
)
from contracts.said import said
from tests.workflows.order_on_record import OrderOnRecord
from workflows.order.messages import (
    Applied,
    ClaimedDecision,
    DecisionToRecord,
    ItemToStart,
    PassedDeadline,
    Recorded,
    applied,
)

FINAL: dict[Verdict, ItemState] = {
    "approve": "approved",
    "reject": "rejected",
    "cancel": "cancelled",
    "expire": "expired",
}


class DecisionSteps(OrderOnRecord):
    @activity.defn
    async def apply(self, step: ClaimedDecision) -> Applied:
        self.enter("apply")
        decision = self.on_record(step)
        state = FINAL[decision.verdict]
        if decision.verdict == "approve" and decision.item_id in self.scheduled_for:
            state = "scheduled"
        self.items[decision.item_id] = state
        self.once(f"{state} {decision.item_id}")
        notified = self.notified(f"decision {decision.decision_id}", step)
        return applied(self.progress(), notified=notified)

    @activity.defn
    async def start_scheduled_item(self, item: ItemToStart) -> Applied:
        self.enter("start_scheduled_item")
        self.scheduled_for.pop(item.item_id, None)
        self.items[item.item_id] = "approved"
        self.once(f"activate {item.item_id}")
        notified = self.notified(f"active {item.item_id}", item)
        return applied(self.progress(), notified=notified)

    @activity.defn
    async def expire(self) -> ExpiryOutcome:
        self.enter("expire")
        waiting = [
            item
            for item, state in self.items.items()
            if state in ("awaiting_payment", "payment_failed", "awaiting_approval")
            and not any(d.item_id == item for d in self.decisions.values())
        ]
        return ExpiryOutcome(decisions=[self.decide(item, "expire") for item in waiting])

    @activity.defn
    async def record_deadline(self, passed: PassedDeadline) -> bool:
        self.enter("record_deadline")
        decided = {decision.item_id for decision in self.decisions.values()}
        undecided = {state for item, state in self.items.items() if item not in decided}
        if undecided.isdisjoint({"awaiting_approval", "awaiting_confirmation"}):
            return True
        self.once(f"record {passed.deadline}")
        return self.notified(passed.deadline, passed)

    @activity.defn
    async def record_decision(self, wanted: DecisionToRecord) -> Recorded:
        self.enter("record_decision")
        item = wanted.decision.item_id
        if self.items.get(item) not in ("awaiting_approval", "awaiting_confirmation"):
            return Recorded(
                decision=said("others.words", words=f"{item} is not open for a decision")
            )
        self.once(f"record {item}")
        return Recorded(decision=self.decide(item, wanted.decision.verdict))
