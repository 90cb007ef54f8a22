"""Notices hold the order's page on the reader's own portal, where the partner has one."""

from types import SimpleNamespace
from typing import cast

import pytest

from clients.system.notified import links_to
from contracts.recording import OrderSnapshot


@pytest.mark.parametrize(
    ("portal", "page"),
    [
        ("https://my.example.org", "https://my.example.org/orders/ord_1"),
        ("https://example.org/shop/", "https://example.org/shop/orders/ord_1"),
        ("", None),
    ],
)
def test_each_side_is_sent_to_its_own_portal(portal: str, page: str | None) -> None:
    policy = SimpleNamespace(customer_portal_url=portal, admin_portal_url="https://desk.example")
    order = SimpleNamespace(id="ord_1", policy=policy)
    links = links_to(cast(OrderSnapshot, SimpleNamespace(order=order)))
    assert links == {
        "customer_order_url": page,
        "staff_order_url": "https://desk.example/orders/ord_1",
    }
