"""The recording steps of the workflow: twice gives the same as once, and late ones harm nothing."""

from datetime import UTC, date, datetime

import pytest

from contracts.decisions import (
    Decide,
    DecisionIsNotRecorded,
    ItemIsAlreadyDecided,
    MoveStart,
    SeenPreview,
)
from contracts.message import Language
from contracts.orders import OrderCannotBeSwitchedToRequest, PaymentCannotBeTriedAgain
from contracts.problems import ActionIsNotAllowed, RequestIsMalformed
from contracts.recording import (
    ApplyDecision,
    RecordOperatorDecision,
    RecordPaymentResult,
    RecordRefusal,
)
from contracts.said import said
from tests.services.orders.audited import actions, twice
from tests.services.orders.world import PAID_ON, World, key

pytestmark = pytest.mark.engines


async def test_a_capture_activates_from_the_payment_date(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    result = RecordPaymentResult(attempt=1, outcome="captured", paid_on=PAID_ON)
    progress = (
        await twice(world, order.id, lambda: world.system.record_payment_result(order.id, result))
    ).progress
    assert progress.status == "waiting_for_approval"
    assert progress.items == {order.items[0].id: "awaiting_confirmation"}
    (service,) = (await customer.subscriptions()).items
    assert (service.state, service.start_on) == ("active", PAID_ON)
    assert await actions(world, order.id) == ["placed", "payment_captured"]


async def test_a_capture_without_its_date_is_refused(world: World) -> None:
    order = (await world.upfront(await world.customer())).order
    with pytest.raises(RequestIsMalformed):
        await world.system.record_payment_result(
            order.id, RecordPaymentResult(attempt=1, outcome="captured")
        )


async def test_a_declined_payment_can_be_tried_again(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    with pytest.raises(PaymentCannotBeTriedAgain):
        await customer.try_payment_again(order.id, key=key())
    declined = RecordPaymentResult(
        attempt=1, outcome="failed", detail=said("gateway.words", gateway_words="Card declined.")
    )
    progress = (
        await twice(world, order.id, lambda: world.system.record_payment_result(order.id, declined))
    ).progress
    assert progress.items == {order.items[0].id: "payment_failed"}
    again = await customer.try_payment_again(order.id, key=key())
    assert (again.order.payment_attempt, again.outcome) == (2, "payment_page_follows")
    assert world.workflows.attempts == [(order.id, 2)]
    # The first attempt's failure, reported again, says nothing about the second.
    progress = (await world.system.record_payment_result(order.id, declined)).progress
    assert progress.items == {order.items[0].id: "awaiting_payment"}


async def test_an_expired_payment_ends_the_order(world: World) -> None:
    order = (await world.upfront(await world.customer())).order
    result = RecordPaymentResult(attempt=1, outcome="expired")
    progress = (
        await twice(world, order.id, lambda: world.system.record_payment_result(order.id, result))
    ).progress
    assert progress.status == "expired"


async def test_a_capture_after_the_cancellation_revives_nothing(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    await customer.cancel_order(order.id, key=key())
    result = RecordPaymentResult(attempt=1, outcome="captured", paid_on=PAID_ON)
    progress = (
        await twice(world, order.id, lambda: world.system.record_payment_result(order.id, result))
    ).progress
    assert progress.items == {order.items[0].id: "awaiting_payment"}
    (_, cancel) = world.workflows.decided[0]
    applied = (
        await world.system.record_applied(order.id, cancel.decision_id, ApplyDecision())
    ).progress
    assert applied.status == "cancelled"
    assert (await actions(world, order.id))[-2:] == ["late_payment", "cancelled"]


async def test_an_unpaid_order_can_become_a_request(world: World) -> None:
    customer = await world.customer()
    order = (await world.upfront(customer)).order
    switched = await customer.switch_to_request(order.id, key=key())
    assert (switched.outcome, switched.order.path) == ("sent_for_approval", "request")
    assert world.workflows.switched == [order.id]
    with pytest.raises(OrderCannotBeSwitchedToRequest):
        await customer.switch_to_request(order.id, key=key())
    command = Decide(verdict="approve", start_on=PAID_ON)
    await world.admin().decide(order.id, order.items[0].id, command, key=key())
    assert world.workflows.decided[0][1].documents == "invoice"


async def test_a_decision_is_applied_once_and_a_claimed_one_is_refused(world: World) -> None:
    order = (await world.request(await world.customer())).order
    command = Decide(verdict="reject", reason="No line to this address.")
    made = await world.admin().decide(order.id, order.items[0].id, command, key=key())
    progress = (
        await twice(
            world,
            order.id,
            lambda: world.system.record_applied(order.id, made.decision.id, ApplyDecision()),
        )
    ).progress
    assert progress.status == "rejected"
    known = (await world.system.snapshot(order.id, made.decision.id)).decision
    assert known is not None
    assert (known.verdict, known.revision) == ("reject", 1)
    with pytest.raises(DecisionIsNotRecorded):
        await world.system.snapshot(order.id, "dec_unknown")
    with pytest.raises(DecisionIsNotRecorded):
        await world.system.record_applied(order.id, "dec_unknown", ApplyDecision())


async def test_a_decision_is_not_applied_other_than_it_is_on_record(world: World) -> None:
    order = (await world.request(await world.customer())).order
    command = Decide(verdict="approve", start_on=PAID_ON)
    made = await world.admin().decide(order.id, order.items[0].id, command, key=key())
    for forged in (
        ApplyDecision(verdict="approve", documents="none"),  # active without its invoice
        ApplyDecision(verdict="approve", documents="credit"),
        ApplyDecision(verdict="approve", documents="full_credit"),
        ApplyDecision(verdict="reject", documents="invoice"),
    ):
        with pytest.raises(DecisionIsNotRecorded):
            await world.system.record_applied(order.id, made.decision.id, forged)
    assert (await world.admin().order(order.id)).items[0].state == "awaiting_approval"
    as_recorded = ApplyDecision(verdict="approve", documents="invoice")
    progress = (await world.system.record_applied(order.id, made.decision.id, as_recorded)).progress
    assert progress.status == "completed"


async def test_a_future_start_waits_for_its_day_in_the_partners_zone(world: World) -> None:
    order = (await world.request(await world.customer())).order
    item_id = order.items[0].id
    command = Decide(verdict="approve", start_on=date(2023, 1, 14))
    made = await world.admin().decide(order.id, item_id, command, key=key())
    progress = (
        await world.system.record_applied(order.id, made.decision.id, ApplyDecision())
    ).progress
    assert progress.items == {item_id: "scheduled"}
    assert progress.activate_at == {item_id: datetime(2023, 1, 14, tzinfo=UTC)}
    early = await world.system.start_scheduled_item(order.id, item_id)
    assert early.progress == progress
    world.clock.at = progress.activate_at[item_id]
    progress = (
        await twice(world, order.id, lambda: world.system.start_scheduled_item(order.id, item_id))
    ).progress
    assert (progress.status, progress.items) == ("completed", {item_id: "approved"})
    services = await world.admin().subscriptions(customer_id=order.customer_id)
    (service,) = services.items
    assert (service.state, service.start_on) == ("active", date(2023, 1, 14))


async def test_expiry_leaves_alone_what_is_decided_or_paid(world: World) -> None:
    order = (await world.request(await world.customer(), item_count=2)).order
    command = Decide(verdict="approve", start_on=PAID_ON)
    await world.admin().decide(order.id, order.items[0].id, command, key=key())
    expired = await world.system.expire(order.id)
    assert [(d.item_id, d.verdict) for d in expired.decisions] == [(order.items[1].id, "expire")]
    assert await world.system.expire(order.id) == expired
    with pytest.raises(ItemIsAlreadyDecided):
        await world.admin().decide(order.id, order.items[1].id, command, key=key())
    await world.system.record_applied(order.id, expired.decisions[0].decision_id, ApplyDecision())
    assert (await world.system.expire(order.id)).decisions == []
    paid = await world.paid(await world.customer())
    assert (await world.system.expire(paid.id)).decisions == []


async def test_an_operators_signal_is_recorded_once(world: World) -> None:
    order = (await world.request(await world.customer())).order
    command = RecordOperatorDecision(
        message_id="signal-7",
        item_id=order.items[0].id,
        verdict="approve",
        start_on=PAID_ON,
        by="olga",
    )
    first = await world.system.record_operator_decision(order.id, command)
    assert await world.system.record_operator_decision(order.id, command) == first
    assert world.workflows.decided == []
    seen = (await world.admin().order(order.id)).items[0].decision
    assert seen is not None
    assert (seen.id, seen.decided_by) == (first.decision_id, "operator/olga")
    other = command.model_copy(update={"message_id": "signal-8"})
    with pytest.raises(ItemIsAlreadyDecided):
        await world.system.record_operator_decision(order.id, other)


async def test_a_refused_message_is_kept_once(world: World) -> None:
    order = (await world.request(await world.customer())).order
    why = said("message.unknown")
    refusal = RecordRefusal(message_id="signal-9", message="decide", reason=why, content="{}")
    await twice(world, order.id, lambda: world.system.record_refusal(order.id, refusal))
    assert await actions(world, order.id) == ["placed", "refused_decide"]
    told_in: dict[Language, str] = {
        "en": "There is no such signal. Message: {}",
        "de": "Dieses Signal gibt es nicht. Nachricht: {}",
        "fr": "Ce signal n’existe pas. Message : {}",
    }
    for language, told in told_in.items():
        newest = (await world.admin().speaking(language).audit(order.id)).items[0]
        assert newest.reason.text == told


async def test_the_snapshot_holds_the_customer_and_the_whole_policy(world: World) -> None:
    order = (await world.request(await world.customer())).order
    snapshot = await world.system.snapshot(order.id)
    assert (snapshot.order.id, snapshot.customer.id) == (order.id, order.customer_id)


async def test_the_steps_are_for_the_system_only(world: World) -> None:
    order = (await world.request(await world.customer())).order
    with pytest.raises(ActionIsNotAllowed):
        await world.admin().snapshot(order.id)
    with pytest.raises(ActionIsNotAllowed):
        await world.admin().expire(order.id)


async def test_every_change_names_its_actor_and_reason(world: World) -> None:
    order = await world.paid(await world.customer())
    command = Decide(verdict="approve", start_on=PAID_ON)
    made = await world.admin().decide(order.id, order.items[0].id, command, key=key())
    await world.system.record_applied(order.id, made.decision.id, ApplyDecision())
    entries = (await world.admin().audit(order.id)).items[::-1]
    assert [(entry.actor.partition("/")[0], entry.action) for entry in entries] == [
        ("customer", "placed"),
        ("system", "payment_captured"),
        ("admin", "decided_approve"),
        ("system", "approved_for_now"),
    ]
    assert all(entry.reason.text for entry in entries)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Ordered one item on request, €31.00, by quote"),
        ("de", "Eine Position auf Anfrage bestellt, 31,00\xa0€, laut Preisangebot"),
        ("fr", "Un article commandé sur demande, 31,00\xa0€, selon le devis"),
    ],
)
async def test_the_audit_speaks_the_language_of_who_reads_it(
    world: World, language: Language, words: str
) -> None:
    order = (await world.request(await world.customer())).order
    [placed] = (await world.admin().speaking(language).audit(order.id)).items
    assert placed.reason.text.startswith(words)
    assert placed.reason.facts["total_minor"] == 3_100


async def test_the_audit_says_under_which_settings_and_from_which_preview(world: World) -> None:
    customer = await world.customer()
    order = await world.paid(customer)
    seen = SeenPreview(difference_minor=1_300, currency="EUR", unused_day_count=13)
    later = date(2023, 1, 14)
    command = Decide(verdict="approve", start_on=later, preview=seen)
    item = order.items[0].id
    made = await world.admin().decide(order.id, item, command, key=key())
    assert made.decision.preview == seen
    hers = (await customer.order(order.id)).items[0].decision
    assert hers is not None
    assert hers.preview is None

    decided, *_, placed = (await world.admin().audit(order.id)).items
    assert "Previewed was a credit of €13.00 for 13 unused days." in decided.reason.text
    version = (await world.admin().order(order.id)).policy.settings_version
    assert f"under version {version} of the settings" in placed.reason.text

    await world.system.record_applied(order.id, made.decision.id, ApplyDecision())
    none = SeenPreview(difference_minor=-1_300, currency="EUR")
    back = MoveStart(start_on=PAID_ON, preview=none)
    moved = await world.admin().move_start(order.id, item, back, key=key())
    assert moved.decision.preview == none
    [again, *_] = (await world.admin().audit(order.id)).items
    assert again.reason.text.endswith("Previewed was a charge of €13.00.")
