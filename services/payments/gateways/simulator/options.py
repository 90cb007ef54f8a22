"""What the adapter to the simulator is told, and when it refuses to take payments."""

from pydantic import SecretStr

from chassis.secret_strength import refuse_weak
from services.payments.gateways.options import GatewayOptions, Secret, Secrets

PUBLIC_API_KEY = "local-gateway-key-not-a-secret"
PUBLIC_WEBHOOK_SECRET = "local-webhook-secret-not-a-secret"  # noqa: S105 - refused in production
"""With these the simulator starts when it is told no others."""
KEY_WINDOW_SECONDS = 25 * 60
"""Less than the simulator remembers a key by itself, so that no retry is late on its way."""


class SimulatorOptions(GatewayOptions):
    """`TURNUP_GATEWAY_OPTIONS__SIMULATOR__…`."""

    url: str = "http://127.0.0.1:8105"
    api_key: Secret = SecretStr(PUBLIC_API_KEY)
    webhook_secrets: Secrets = (SecretStr(PUBLIC_WEBHOOK_SECRET),)
    """All that verify its webhooks."""
    key_window_seconds: int = KEY_WINDOW_SECONDS
    is_allowed_in_production: bool = False
    """For a demonstration that others can reach, in which nobody really pays."""


class SimulatorDoesNotFit(Exception):
    """Production takes real money, and nothing that others reach a secret that can be guessed."""


def refuse_in_production(options: SimulatorOptions) -> None:
    """Raises `SimulatorDoesNotFit`."""
    if not options.is_allowed_in_production:
        raise SimulatorDoesNotFit(
            "TURNUP_GATEWAYS has the simulator, with whose public test cards anybody pays without"
            " money; name a real gateway in TURNUP_GATEWAYS, such as stripe,offline, or set"
            " TURNUP_GATEWAY_OPTIONS__SIMULATOR__IS_ALLOWED_IN_PRODUCTION=true for a demonstration"
        )


def refuse_what_can_be_guessed(options: SimulatorOptions) -> None:
    """Raises `SimulatorDoesNotFit`."""
    given = [
        ("API_KEY", options.api_key),
        *(("WEBHOOK_SECRETS", s) for s in options.webhook_secrets),
    ]
    try:
        refuse_weak(
            (f"{name} of the simulator", secret.get_secret_value()) for name, secret in given
        )
    except ValueError as weak:
        raise SimulatorDoesNotFit(f"TURNUP_GATEWAY_OPTIONS, {weak}") from weak
