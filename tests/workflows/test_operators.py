"""What operators read in the Temporal UI: English words for each step and wait, for which no
workflow reads a file."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest
from pydantic import BaseModel

from clients.system.services import SystemServices
from contracts.decisions import ItemState
from contracts.reconciliation import FindingView, PhaseOfRun, ReconciliationReport
from contracts.recording import RecordAttention
from contracts.said import Told, said
from contracts.workflow import PaymentAttempt
from wording.sentences.operators import STEPS
from workflows.operators import LONGEST_SUMMARY, summary_of
from workflows.order.messages import ClaimedDecision, Notice, RefusedMessage
from workflows.order.narration import ALL_ITEMS, Standing, details_of
from workflows.order.steps.decisions import DecisionSteps
from workflows.order.steps.notifications import NotificationSteps
from workflows.order.steps.payments import PaymentSteps
from workflows.reconciliation import workflow as reconciliation
from workflows.reconciliation.steps.phases import ReconciliationSteps
from workflows.worker import activities_of


@pytest.fixture(autouse=True)
def no_file_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file is read")

    monkeypatch.setattr("wording.catalogues.catalogue", refuse)
    monkeypatch.setattr("babel.localedata.load", refuse)


def test_every_step_has_a_summary() -> None:
    steps = activities_of(cast(SystemServices, None), cast(Any, None))
    assert {f"step.{step.__name__}" for step in steps} == set(STEPS)


@pytest.mark.parametrize(
    ("step", "message", "summary"),
    [
        (PaymentSteps.open_payment, PaymentAttempt(attempt=1), "Open the payment page"),
        (PaymentSteps.open_payment, PaymentAttempt(attempt=3), "Open the payment page, attempt 3"),
        (DecisionSteps.issue_credit, ClaimedDecision(decision_id="dec_1"), "Credit the item"),
        (
            DecisionSteps.issue_credit,
            ClaimedDecision(decision_id="dec_1", verdict="reject"),
            "Credit the item in full",
        ),
        (
            DecisionSteps.record_attention,
            RecordAttention(said=said("others.words", words="So it is."), key="step/1"),
            "Ask a person to look at the order",
        ),
        (DecisionSteps.record_attention, RecordAttention(), "Note that it was solved"),
        (NotificationSteps.notify, Notice(event="received"), "Send the order for approval"),
        (
            ReconciliationSteps.compare,
            PhaseOfRun(id="rec_1", phase="orders"),
            "Compare orders with workflows and payments",
        ),
    ],
)
def test_a_summary_says_what_the_message_asks_for(
    step: Any, message: BaseModel, summary: str
) -> None:
    assert summary_of(step, message) == summary


def test_a_foreign_name_does_not_make_a_summary_long() -> None:
    refused = RefusedMessage(
        message_id="m", message="{x}" * 99, reason=said("message.unknown"), content=""
    )
    summary = summary_of(DecisionSteps.record_refusal, refused)
    assert summary.startswith("Refuse a message: {x}{x}")
    assert len(summary) == LONGEST_SUMMARY


def test_what_is_waited_for_and_who_can_act() -> None:
    items: dict[str, ItemState] = {"itm_1": "payment_failed", "itm_2": "payment_failed"}
    standing = Standing(
        items, ["Fibre 100"], attempt=2, undelivered=1, refused="No such method.", is_flagged=True
    )
    assert details_of(standing) == (
        "**Needs attention:** No such method. When it is solved, signal `retry`.\n\n"
        "Waits for another try to pay; the customer can try again, switch to a request or cancel:"
        " Fibre 100 (`itm_1`), `itm_2`.\n\n"
        "This is attempt 2 to pay.\n\n"
        "1 notification to deliver; nothing else waits for it."
    )
    assert details_of(Standing({"itm_1": "approved"})) == "Done; nothing is waited for."
    flagged = details_of(Standing({"itm_1": "approved"}, is_flagged=True))
    assert flagged.startswith("**Needs attention:** The order's `attention` says why.")


def test_before_the_items_are_known_their_titles_are() -> None:
    standing = Standing({ALL_ITEMS: "awaiting_payment"}, ["Fibre 100", "Voice"])
    assert details_of(standing).endswith("switch to a request or cancel: Fibre 100, Voice.")


def test_every_reason_is_told_once() -> None:
    told = details_of(Standing({}, reasons=["The refund failed.", "No line."], refused="No line."))
    assert told.startswith(
        "**Needs attention:** The refund failed. No line. When it is solved, signal `retry`."
    )


def test_no_text_of_others_makes_links_tags_or_emphasis() -> None:
    title = "[Fibre](javascript:alert(1))\n\n# **<img src=x>**"
    told = details_of(Standing({"itm_1": "scheduled"}, [title], reasons=["![x](http://e.vil)"]))
    assert r"\[Fibre](javascript:alert(1)) # \*\*\<img src=x>\*\* (`itm_1`)" in told
    assert r"!\[x](http\://e.vil)" in told


def test_money_that_moved_is_told() -> None:
    paid = said("moved.amount", document="payment", amount="€31.00")
    credited = said("moved.amount", document="credit_note", amount="€13.00")
    moved = {("payment", ""): paid, ("credit_note", "dec_1"): credited}
    assert details_of(Standing({"itm_1": "approved"}, moved=moved)) == (
        "Done; nothing is waited for.\n\nPaid: €31.00. Credit note: €13.00."
    )


def test_what_a_reconciliation_found_is_read_as_others_wrote_it() -> None:
    told = Told(code="x", facts={}, text="<img src=x>\n- [a](https://evil.example) *b*")
    now = datetime(2023, 1, 1, tzinfo=UTC)
    found = FindingView(kind="capture_unknown", subject="pay[1]", detail=told)
    report = ReconciliationReport(
        id="rec_1", since=now, until=now, started_at=now, person_count=1, findings=[found]
    )
    last = reconciliation.details_of(report).splitlines()[-1]
    escaped = r"\<img src=x> - \[a](https\://evil.example) \*b\*"
    assert last == rf"- capture_unknown pay\[1]: {escaped}"
