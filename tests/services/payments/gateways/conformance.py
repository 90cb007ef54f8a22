"""What every adapter has to hold. Run it for yours: import all of this module into a test module
and give it a fixture `gateway_under_test` that yields a `GatewayUnderTest` (docs/gateways.md)."""

from tests.services.payments.gateways.conformance_of_books import *  # noqa: F403
from tests.services.payments.gateways.conformance_of_faults import *  # noqa: F403
from tests.services.payments.gateways.conformance_of_methods import *  # noqa: F403
from tests.services.payments.gateways.conformance_of_payments import *  # noqa: F403
from tests.services.payments.gateways.conformance_of_refunds import *  # noqa: F403
from tests.services.payments.gateways.conformance_of_webhooks import *  # noqa: F403
