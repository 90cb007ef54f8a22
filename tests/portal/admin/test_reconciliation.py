"""Reports of reconciliations, with what each difference asks of a person."""

from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest

from chassis.ids import new_id
from contracts.reconciliation import (
    BeginReconciliation,
    Finding,
    FindingKind,
    FinishReconciliation,
    KeepFindings,
)
from contracts.said import said
from tests.portal.cashier import Cashier
from tests.portal.world import PortalWorld
from wording.languages import LANGUAGES, speaking
from wording.sentences.terms import TERMS
from wording.telling import phrase

pytestmark = pytest.mark.engines
KINDS: tuple[FindingKind, ...] = get_args(FindingKind)


async def reported(cashier: Cashier, *findings: Finding, ends: bool = True) -> str:
    run_id, now = new_id("rec"), datetime.now(UTC)
    wanted = BeginReconciliation(id=run_id, since=now - timedelta(days=7), until=now)
    await cashier.payments.begin_reconciliation(wanted)
    await cashier.payments.keep_findings(run_id, KeepFindings(findings=list(findings)))
    if ends:
        command = FinishReconciliation(compared_counts={"orders": 4_711})
        await cashier.payments.finish_reconciliation(run_id, command)
    return run_id


def found(kind: FindingKind, *, healed: bool = False, order_id: str | None = None) -> Finding:
    detail = said("others.words", words=f"What of {kind}")
    return Finding(
        kind=kind, subject=f"subject of {kind}", order_id=order_id, detail=detail, healed=healed
    )


async def test_a_report_says_what_differs_what_it_means_and_what_to_do(
    pages: PortalWorld, cashier: Cashier
) -> None:
    order = (await pages.request(await pages.customer())).order
    run_id = await reported(
        cashier,
        found("capture_unknown", order_id=order.id),
        found("payment_behind", healed=True),
    )
    browser = await pages.signed_in_staff("operator")
    listed = await browser.get("/reconciliation")
    assert f'href="/reconciliation/{run_id}"' in listed.text
    page = (await browser.get(f"/reconciliation/{run_id}")).text
    assert "A person must look: 1 finding. 1 difference healed." in page
    assert "Money at the gateway that belongs to no attempt here" in page
    assert "Look the payment up at the gateway." in page
    assert "What of capture_unknown" in page
    assert f'href="/orders/{order.id}"' in page
    assert "4711" in page
    assert "Run the reconciliation again." not in page
    assert page.index("subject of capture_unknown") < page.index("subject of payment_behind")


async def test_one_that_has_not_ended_says_so(pages: PortalWorld, cashier: Cashier) -> None:
    run_id = await reported(cashier, ends=False)
    browser = await pages.signed_in_staff("super_admin")
    assert "never came to its end" in (await browser.get(f"/reconciliation/{run_id}")).text
    assert (await browser.get("/reconciliation/rec_nobodys")).status_code == 404


async def test_more_than_are_shown_are_counted(pages: PortalWorld, cashier: Cashier) -> None:
    many = [
        found("order_behind").model_copy(update={"subject": f"ord_{number:03}"})
        for number in range(105)
    ]
    run_id = await reported(cashier, *many)
    browser = await pages.signed_in_staff("operator")
    page = (await browser.get(f"/reconciliation/{run_id}")).text
    assert "5 more findings are not shown." in page


async def test_it_is_closed_to_a_partners_admin(pages: PortalWorld, cashier: Cashier) -> None:
    run_id = await reported(cashier)
    browser = await pages.signed_in_staff()
    for path in ("/reconciliation", f"/reconciliation/{run_id}"):
        assert (await browser.get(path)).status_code == 404


def test_every_kind_has_a_title_and_says_what_to_do() -> None:
    assert set(TERMS["finding_kind"]) == set(KINDS)
    usual = phrase("admin.reconciliation.do", finding_kind="unheard-of")
    for language in LANGUAGES:
        with speaking(language):
            for kind in set(KINDS) - {"not_asked"}:
                told = phrase("admin.reconciliation.do", finding_kind=kind)
                assert told not in (usual, "admin.reconciliation.do"), kind
