"""Both sides of the wire, each with types of its own: what one writes, the other reads."""

import pytest
from pydantic import BaseModel

from services.payments.gateways.signatures import verify_webhook
from services.payments.gateways.simulator import adapter, options, wire
from simulator import messages, settings, signing

PAIRS: list[tuple[type[BaseModel], type[BaseModel]]] = [
    (wire.Checkout, messages.CheckoutView),
    (wire.Charge, messages.Charge),
    (wire.Refund, messages.RefundMade),
    (wire.Book, messages.BookView),
    (wire.Method, messages.MethodView),
    (wire.Wallet, messages.WalletView),
    (wire.Checkouts, messages.CheckoutsFound),
    (wire.Refunds, messages.RefundsFound),
    (wire.Methods, messages.MethodsFound),
]


@pytest.mark.parametrize(("read", "written"), PAIRS, ids=lambda shape: shape.__name__)
def test_what_the_adapter_reads_is_what_the_simulator_writes(
    read: type[BaseModel], written: type[BaseModel]
) -> None:
    here, there = _members(read), _members(written)
    assert {name: there.get(name) for name in here} == here


def test_what_is_signed_there_is_verified_here() -> None:
    header = signing.sign_webhook("a secret", b"{}", 1_000)
    verify_webhook(["another", "a secret"], header, b"{}", 1_000)
    assert adapter.SIGNATURE == signing.HEADER


def test_both_start_with_the_same_public_secrets() -> None:
    assert options.PUBLIC_API_KEY == settings.LOCAL_API_KEY
    assert options.PUBLIC_WEBHOOK_SECRET == settings.LOCAL_WEBHOOK_SECRET
    assert settings.SimulatorSettings().key_window_seconds > options.KEY_WINDOW_SECONDS


def _members(shape: type[BaseModel]) -> dict[str, object]:
    """Each with what it may hold; of another shape only that it is one."""
    described = shape.model_json_schema()["properties"]
    return {name: _without_titles(member) for name, member in described.items()}


def _without_titles(part: object) -> object:
    if isinstance(part, list):
        return [_without_titles(one) for one in part]
    if not isinstance(part, dict):
        return part
    left_out = ("title", "description", "$ref", "examples")
    return {name: _without_titles(value) for name, value in part.items() if name not in left_out}
