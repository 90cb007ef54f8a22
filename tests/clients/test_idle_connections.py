"""Who closes a connection that nobody uses: what is sent while a server closes it is lost."""

import httpx2 as httpx
import pytest
from fastapi import FastAPI

from chassis.serve import server_of
from clients import http as services
from services.payments.gateways import http as gateways
from simulator import webhook_sender
from tests.chassis.serving import Anywhere


@pytest.mark.parametrize("limits", [services.LIMITS, gateways.LIMITS, webhook_sender.LIMITS])
def test_a_client_closes_an_idle_connection_long_before_the_server(limits: httpx.Limits) -> None:
    kept_seconds = server_of(FastAPI(), Anywhere()).config.timeout_keep_alive
    assert limits.keepalive_expiry is not None
    assert limits.keepalive_expiry <= kept_seconds / 2
