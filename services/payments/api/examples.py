"""The bodies of the POSTs, each with an example that OpenAPI shows."""

from typing import Annotated

from fastapi import Body
from fastapi.openapi.models import Example

from contracts.credits import CreditRequest, IssueCredit
from contracts.payments import ClosePayment, IssueInvoice, OpenPayment

_PARTY = {"partner_id": 1, "customer_id": "cus_7", "time_zone": "Europe/Prague"}
_LINE = {
    "item_id": "itm_1",
    "line": {
        "offering_id": "off_fibre",
        "offering_revision": 3,
        "kind": "internet",
        "title": "Fibre 100",
        "quantity": 1,
        "price": {
            "amount_minor": 3100,
            "currency": "EUR",
            "vat_basis_points": 0,
            "includes_vat": True,
            "cycle": {"kind": "monthly"},
        },
        "period": {"net_minor": 3100, "vat_minor": 0, "gross_minor": 3100},
        "fee": {"net_minor": 0, "vat_minor": 0, "gross_minor": 0},
    },
}
_OPEN = {
    "order_id": "ord_1",
    "attempt": 1,
    "party": _PARTY,
    "currency": "EUR",
    "lines": [_LINE],
    "return_url": "https://portal.example/orders/ord_1",
}
_INVOICE = {
    "order_id": "ord_1",
    "party": _PARTY,
    "currency": "EUR",
    "start_on": "2023-01-14",
    "line": _LINE,
}
_MOVED = {"order_item_id": "itm_1", "new_start_on": "2023-01-14"}


def _shown(summary: str, value: dict[str, object]) -> dict[str, Example]:
    return {"example": Example(summary=summary, value=value)}


RECEIPT = _shown(
    "A bank transfer",
    {
        "amount_minor": 3100,
        "currency": "EUR",
        "method": "bank_transfer",
        "received_on": "2023-01-16",
        "reference": "statement 12, line 7",
    },
)
CARD_REFUNDS = _shown("A part of the note", {"amount_minor": 1258})
ENDS = _shown("The gateway never told", {"reason": "Acme says that it has no such refund."})
BY_HAND = _shown(
    "Paid out by bank transfer",
    {
        "method": "bank_transfer",
        "reference": "statement 14, line 2",
        "given_back_on": "2023-01-20",
    },
)
PAY_INVOICE = _shown(
    "On the gateway's page",
    {
        "payment_method": "simulator",
        "return_url": "https://portal.example/finance/invoices/inv_1/return",
    },
)
LINK = _shown(
    "At the first gateway that links methods",
    {"return_url": "https://portal.example/payment-methods"},
)
OpenPaymentBody = Annotated[
    OpenPayment, Body(openapi_examples=_shown("First attempt of a one-line order", _OPEN))
]
ClosePaymentBody = Annotated[
    ClosePayment, Body(openapi_examples=_shown("Nobody paid", {"order_id": "ord_1"}))
]
IssueInvoiceBody = Annotated[
    IssueInvoice, Body(openapi_examples=_shown("An approved request", _INVOICE))
]
CreditRequestBody = Annotated[
    CreditRequest, Body(openapi_examples=_shown("Start moved to the 14th", dict(_MOVED)))
]
IssueCreditBody = Annotated[
    IssueCredit,
    Body(
        openapi_examples=_shown(
            "Start moved to the 14th",
            {
                **_MOVED,
                "revision": 1,
                "reason": {"code": "credit_note.reason", "facts": {"verdict": "approve"}},
            },
        )
    ),
]
