"""Request bodies for the API's documentation, written as a person would."""

from typing import Any

OFFERINGS: dict[str, Any] = {
    "internet": {
        "summary": "An internet plan for persons, VAT included",
        "value": {
            "kind": "internet",
            "title": "Fibre 100",
            "description": "100 Mbit/s down, 50 up.",
            "price": {
                "amount_minor": 3100,
                "currency": "EUR",
                "vat_basis_points": 2000,
                "cycle": {"kind": "monthly"},
            },
            "availability": {"categories": ["person"]},
            "download_mbps": 100,
            "upload_mbps": 50,
        },
    },
    "bundle": {
        "summary": "A bundle of two plans with an activation fee",
        "value": {
            "kind": "bundle",
            "title": "Fibre and phone",
            "price": {
                "amount_minor": 5000,
                "currency": "EUR",
                "cycle": {"kind": "monthly"},
                "activation_fee_minor": 2500,
            },
            "component_ids": ["off_01k…", "off_01m…"],
            "contract_months": 12,
        },
    },
    "one_time": {
        "summary": "A device, paid once",
        "value": {
            "kind": "one_time",
            "title": "Router",
            "price": {"amount_minor": 8900, "currency": "EUR", "cycle": {"kind": "once"}},
        },
    },
}

QUOTES: dict[str, Any] = {
    "two lines": {
        "summary": "A plan and two devices",
        "value": {
            "lines": [
                {"offering_id": "off_01k…"},
                {"offering_id": "off_01n…", "quantity": 2},
            ]
        },
    }
}
