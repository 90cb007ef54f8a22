"""Several are asked about at once: what happens to one hides nothing of the others."""

import pytest
from structlog.testing import capture_logs

from contracts.payments import GatewayIsUnavailable, GatewayRefusesPayment
from contracts.problems import ServiceIsUnavailable
from contracts.reconciliation import Finding
from services.payments.use_cases.reconciling.steps import ask_each

FOUND = Finding(kind="payment_missing", subject="found", detail="Gone.")


async def _ask(row: str) -> Finding | None:
    if row == "away":
        raise GatewayIsUnavailable("It is away.")
    if row == "slow":
        raise TimeoutError
    if row == "refused":
        raise GatewayRefusesPayment("It does not want to.")
    if row == "defect":
        raise KeyError("mia@example.com")
    return FOUND if row == "found" else None


async def test_silence_is_asked_again_and_a_defect_needs_a_person() -> None:
    rows = ["away", "slow", "refused", "defect", "found", "same"]
    with capture_logs() as logs:
        findings = await ask_each(rows, str, _ask)
    assert [(one.subject, one.kind, one.needs_a_person) for one in findings] == [
        ("away", "not_asked", False),
        ("slow", "not_asked", False),
        ("refused", "not_asked", False),
        ("defect", "not_compared", True),
        ("found", "payment_missing", True),
    ]
    assert findings[3].detail.startswith("It could not be compared: KeyError.")
    assert [line["subject"] for line in logs] == ["defect"]


async def test_without_our_own_database_nothing_is_found() -> None:
    async def ask(_: str) -> Finding | None:
        raise ServiceIsUnavailable("The database is away.")

    with pytest.raises(ServiceIsUnavailable):
        await ask_each(["one"], str, ask)
