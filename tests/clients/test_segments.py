"""An id stays one segment of its address, whatever is in it."""

import httpx2 as httpx
import pytest

from clients.http import segment


@pytest.mark.parametrize(
    "value", [".", "..", "../ord_2", "a/b", "a?b", "a#b", "%2e%2e", "ord_1", "a.b", "...", "é/ü"]
)
def test_no_id_points_at_another_address(value: str) -> None:
    url = httpx.URL(f"http://orders.test/v1/orders/{segment(value)}/audit")
    assert url.raw_path.startswith(b"/v1/orders/")
    assert url.raw_path.endswith(b"/audit")
    assert url.raw_path.count(b"/") == 4
    assert url.path == f"/v1/orders/{value}/audit"
