"""Examples of the bodies that people write, for the OpenAPI page."""

from fastapi.openapi.models import Example

CUSTOMERS: dict[str, Example] = {
    "person": {
        "summary": "A private customer",
        "value": {
            "partner_id": 1,
            "name": "Mia Moor",
            "email": "mia@example.net",
            "location": "north",
            "category": "person",
            "labels": ["fibre"],
            "language": "de",
        },
    }
}
SETTINGS: dict[str, Example] = {
    "email": {
        "summary": "Requests by mail",
        "value": {"channel": "email", "mail_recipients": ["orders@example.net"]},
    },
    "transfers": {
        "summary": "Offer bank transfers beside cards, with three weeks to pay",
        "value": {
            "payment_methods": ["page", "linked", "instructions"],
            "offline_payment_expires_after_seconds": 1814400,
        },
    },
    "reset": {"summary": "Back to partner default", "value": {"reset": ["channel"]}},
}
CART_LINES: dict[str, Example] = {
    "one": {"summary": "One product", "value": {"offering_id": "off_01k", "quantity": 1}}
}
LINE_CHANGES: dict[str, Example] = {
    "two": {"summary": "Two of them", "value": {"quantity": 2, "expected_revision": 3}}
}
CART_QUOTES: dict[str, Example] = {
    "seen": {"summary": "As it was looked at", "value": {"expected_revision": 4}}
}
ORDERS: dict[str, Example] = {
    "upfront": {
        "summary": "Paid upfront",
        "value": {
            "quote_id": "quo_01k",
            "pay": "upfront",
            "agreed_terms": "9f86d081884c7d65",
            "return_url": "https://portal.example.net/orders/{order_id}?paid=1",
        },
    },
    "transfer": {
        "summary": "Paid by bank transfer",
        "value": {"quote_id": "quo_01k", "pay": "upfront", "payment_method": "offline"},
    },
    "request": {
        "summary": "Sent for approval",
        "value": {"quote_id": "quo_01k", "pay": "on_request"},
    },
}
ATTEMPTS: dict[str, Example] = {
    "transfer": {"summary": "By bank transfer this time", "value": {"payment_method": "offline"}},
}
CANCELLATIONS: dict[str, Example] = {
    "staff": {
        "summary": "By the staff, as it was seen",
        "value": {"reason": "Ordered twice.", "expected_revision": 3},
    },
}
DECISIONS: dict[str, Example] = {
    "approve": {
        "summary": "Approve with the true start date",
        "value": {"verdict": "approve", "start_on": "2023-01-14"},
    },
    "reject": {
        "summary": "Reject a paid item",
        "value": {
            "verdict": "reject",
            "reason": "No line to this address.",
            "refund_to": "card",
        },
    },
}
PREVIEWS: dict[str, Example] = {
    "approve": {
        "summary": "With another start date",
        "value": {"verdict": "approve", "start_on": "2023-01-14", "expected_revision": 3},
    },
    "reject": {"summary": "Rejected", "value": {"verdict": "reject"}},
}
MANY_DECISIONS: dict[str, Example] = {
    "approve": {
        "summary": "Approve two orders, one of them as it was seen",
        "value": {
            "rows": [
                {"order_id": "ord_01k", "verdict": "approve", "start_on": "2023-01-14"},
                {
                    "order_id": "ord_02k",
                    "item_id": "itm_01k",
                    "expected_revision": 3,
                    "verdict": "approve",
                    "start_on": "2023-01-14",
                },
            ]
        },
    },
}
START_DATES: dict[str, Example] = {
    "later": {
        "summary": "The technician came later",
        "value": {
            "start_on": "2023-01-20",
            "reason": "Installation was delayed.",
            "preview": {"difference_minor": 600, "currency": "EUR", "unused_day_count": 6},
        },
    }
}
SOLUTIONS: dict[str, Example] = {
    "refund": {
        "summary": "A refund that failed",
        "value": {
            "note": "The customer got 31.00 EUR back by bank transfer.",
            "keys": ["refund/ref_01k…/0"],
        },
    }
}
OFFLINE_PAYMENTS: dict[str, Example] = {
    "cash": {
        "summary": "Paid in the shop",
        "value": {
            "amount_minor": 3100,
            "currency": "EUR",
            "method": "cash",
            "received_on": "2023-01-14",
            "reference": "receipt 2023-0007",
        },
    }
}
