"""What a decision's preview promises of documents."""

import pytest

from contracts.credits import CreditPreview, ForeseenDocuments
from contracts.decisions import Documents
from contracts.message import Amount
from contracts.previews import DecisionPreview
from portal.admin.deciding.view import documents_of

NOTHING = Amount(net_minor=0, vat_minor=0, gross_minor=0)


def preview(
    documents: Documents, difference_minor: int | None, voided: tuple[str, ...] = ()
) -> DecisionPreview:
    """Without a credit where payments is not asked."""
    credit = None
    if difference_minor is not None:
        credit = CreditPreview(
            order_item_id="itm_1",
            invoice_id="inv_1",
            currency="EUR",
            unused_day_count=0,
            target=NOTHING,
            already_credited=NOTHING,
            difference_minor=difference_minor,
            lines=[],
            foreseen=ForeseenDocuments(voided=list(voided)),
        )
    return DecisionPreview(
        revision=1,
        verdict="approve",
        start_on=None,
        item_state="scheduled",
        documents=documents,
        credit=credit,
        mails=[],
    )


@pytest.mark.parametrize(
    ("seen", "promised"),
    [
        (preview("credit", 0), "none"),
        (preview("credit", 1300), "credit"),
        (preview("credit", -100), "credit"),
        (preview("credit", 0, ("C-1",)), "credit"),
        (preview("full_credit", 0), "full_credit"),
        (preview("invoice", None), "invoice"),
    ],
)
def test_only_a_credit_of_something_is_promised(seen: DecisionPreview, promised: str) -> None:
    assert documents_of(seen) == promised
