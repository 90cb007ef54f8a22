"""The adapter to Stripe: its options, and how it is put together. Stripe's package is an extra and
is imported by the parts of this adapter only, once Stripe is configured."""

from chassis.secret_strength import is_weak
from services.payments.gateways.options import GatewayOptions, Secret, Secrets
from services.payments.gateways.port import Gateway
from services.payments.gateways.registry import GatewayIsNotInstalled, GatewaySetup

API_BASE = "https://api.stripe.com"


class StripeOptions(GatewayOptions):
    """`TURNUP_GATEWAY_OPTIONS__STRIPE__…`."""

    api_key: Secret
    """A secret key (`sk_…`) or, better, a restricted one (`rk_…`)."""
    webhook_secrets: Secrets
    """The endpoint's signing secrets (`whsec_…`)."""
    return_url: str | None = None
    """Where customers go after Stripe's page when the payment itself names no address."""
    api_base: str = API_BASE
    """Where Stripe's API is; tests point it at a server of their own."""

    @property
    def secrets(self) -> list[str]:
        return [one.get_secret_value() for one in (self.api_key, *self.webhook_secrets)]

    @property
    def is_test_key(self) -> bool:
        return "_test_" in self.api_key.get_secret_value()


class StripeKeyDoesNotFit(Exception):
    """The key is not one for this profile."""


def build(setup: GatewaySetup) -> Gateway:
    """Raises `GatewayIsNotInstalled` or `StripeKeyDoesNotFit`."""
    options = StripeOptions.model_validate(dict(setup.options))
    _refuse_wrong_key(options, setup.profile)
    try:
        import stripe  # noqa: F401
    except ImportError as error:
        raise GatewayIsNotInstalled(
            "TURNUP_GATEWAYS names 'stripe', but Stripe's package is not installed: install the"
            " extra `stripe` (docs/gateways.md says how)."
        ) from error
    from services.payments.gateways.stripe.gateway import StripeGateway
    from services.payments.gateways.stripe.http import connect

    connection = connect(options.api_key.get_secret_value(), options.api_base, setup.transport)
    secrets = [secret.get_secret_value() for secret in options.webhook_secrets]
    return StripeGateway(connection, secrets, options.return_url)


def _refuse_wrong_key(options: StripeOptions, profile: str) -> None:
    """With a test key everybody can pay by the card numbers of Stripe's manual; with a live one a
    trial moves real money."""
    key = options.api_key.get_secret_value()
    if not key.startswith(("sk_", "rk_")):
        raise StripeKeyDoesNotFit(
            "Stripe's API key has to be a secret key (sk_…) or a restricted one (rk_…)."
        )
    if profile == "production" and options.is_test_key:
        raise StripeKeyDoesNotFit(
            "Stripe's API key is a test key, with which anybody can pay by a test card:"
            " the profile 'production' refuses it."
        )
    if profile == "production" and any(is_weak(secret) for secret in options.secrets):
        raise StripeKeyDoesNotFit(
            "Stripe's API key and webhook secrets are long and random; one of those that"
            " TURNUP_GATEWAY_OPTIONS holds can be guessed, so it is not Stripe's."
        )
    if profile == "production" and not options.api_base.startswith("https://"):
        raise StripeKeyDoesNotFit("Stripe's API is only asked over https in production.")
    if profile != "production" and not options.is_test_key:
        raise StripeKeyDoesNotFit(
            f"Stripe's API key moves real money: the profile {profile!r} refuses it. Use a test"
            " key, or start with ./turnup up --profile production (in containers:"
            " TURNUP_PROFILE=production)."
        )
