"""Several are asked about at once: what happens to one hides nothing of the others."""

import pytest
from structlog.testing import capture_logs

from contracts.payments import GatewayIsUnavailable, GatewayRefusesPayment
from contracts.problems import ServiceIsUnavailable
from contracts.reconciliation import Finding
from contracts.said import said
from services.payments.domain.reconciling.differences import Difference
from services.payments.use_cases.reconciling.steps import ask_each

FOUND = Finding(
    kind="payment_missing", subject="found", detail=said("reconciliation.payment_missing")
)


def _row(subject: str) -> Difference:
    return Difference(key=subject, kind="payment_behind", subject=subject, order_id="ord_1")


async def _ask(asked: Difference) -> Finding | None:
    row = asked.subject
    if row == "away":
        raise GatewayIsUnavailable(detail="It is away.")
    if row == "slow":
        raise TimeoutError
    if row == "refused":
        raise GatewayRefusesPayment(detail="It does not want to.")
    if row == "defect":
        raise KeyError("mia@example.com")
    return FOUND if row == "found" else None


async def test_silence_is_asked_again_and_a_defect_needs_a_person() -> None:
    rows = ["away", "slow", "refused", "defect", "found", "same"]
    with capture_logs() as logs:
        findings = await ask_each([_row(one) for one in rows], _ask)
    assert [(one.subject, one.kind, one.needs_a_person) for one in findings] == [
        ("away", "not_asked", False),
        ("slow", "not_asked", False),
        ("refused", "not_asked", False),
        ("defect", "not_compared", True),
        ("found", "payment_missing", True),
    ]
    assert {one.order_id for one in findings[:4]} == {"ord_1"}
    assert findings[3].detail == said("reconciliation.broken", error="KeyError")
    assert [line["subject"] for line in logs] == ["defect"]


async def test_without_our_own_database_nothing_is_found() -> None:
    async def ask(_: Difference) -> Finding | None:
        raise ServiceIsUnavailable(detail="The database is away.")

    with pytest.raises(ServiceIsUnavailable):
        await ask_each([_row("one")], ask)
