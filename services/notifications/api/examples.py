"""Request bodies for the API's documentation."""

from typing import Any

NOTIFY: dict[str, Any] = {
    "a request was received": {
        "summary": "A request that opens a ticket",
        "value": {
            "events": [
                {
                    "key": "order/ord_01k…/received",
                    "event": "order_received",
                    "order_id": "ord_01k…",
                    "partner_id": 1,
                    "customer_id": "cus_7",
                    "customer_name": "Carla Gómez",
                    "customer_email": "carla@example.org",
                    "channel": "tickets",
                    "path": "request",
                    "currency": "EUR",
                    "total_minor": 3100,
                    "lines": [
                        {
                            "item_id": "itm_01k…",
                            "title": "Fibre 100",
                            "quantity": 1,
                            "gross_minor": 3100,
                        }
                    ],
                }
            ]
        },
    }
}

REPLY: dict[str, Any] = {
    "public": {"summary": "An answer", "value": {"body": "We will come on Monday."}},
    "internal": {
        "summary": "A note for colleagues",
        "value": {"body": "Check the line first.", "visibility": "internal"},
    },
}

MAIL_TEXT: dict[str, Any] = {
    "approved": {
        "summary": "Good news in one's own words",
        "value": {
            "subject": "{products}: good to go!",
            "body": "Dear {customer_name},\n\nyour line starts on {start_on}.\n\n{link}",
            "seen_revision": 0,
        },
    }
}

OPEN_TICKET: dict[str, Any] = {
    "by a customer": {
        "summary": "By a customer, about an order",
        "value": {
            "subject": "The line is down",
            "body": "Since this morning. A photograph of the box is attached.",
            "order_id": "ord_01k…",
            "files": [{"name": "box.png", "content": "iVBORw0KGgo="}],
        },
    },
    "by staff": {
        "summary": "By an admin, for a customer",
        "value": {"subject": "Your visit", "body": "We come on Monday.", "customer_id": "cus_7"},
    },
}

CHANGE_TICKET: dict[str, Any] = {
    "take it": {
        "summary": "Take it over",
        "value": {"assignee": "ada", "state": "work_in_progress"},
    },
    "hide it": {"summary": "Hide it from the customer", "value": {"hidden": True}},
    "nobody": {"summary": "Leave it to nobody", "value": {"assignee": ""}},
}

SIGN_IN_MAIL: dict[str, Any] = {
    "a link": {
        "value": {
            "key": "link/lnk_1",
            "kind": "sign_in",
            "partner_id": 7,
            "customer_id": "carl",
            "email": "carl@example.org",
            "link": "https://portal.example/sign-in/link/lnk_1.0123",
            "code": "012345",
        }
    },
    "an invitation of staff": {
        "value": {
            "key": "invitation/lnk_2",
            "kind": "staff_invitation",
            "partner_id": 7,
            "customer_id": None,
            "email": "ada@provider.example",
            "link": "https://admin.example/sign-in/invitation/lnk_2.0123",
            "by": "admin@provider.example",
        }
    },
}
