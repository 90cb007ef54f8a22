"""Which payment method an order takes, of those that the partner offers and the customer has."""

import pytest

from contracts.methods import (
    MethodKind,
    PaymentMethodIsNotChosen,
    PaymentMethodIsNotOffered,
    PaymentMethodIsNotUsable,
    PaymentMethodView,
)
from contracts.said import said
from contracts.settings import PartnerSettings
from services.orders.domain.partner_policy import policy_of
from services.orders.domain.payment_methods import (
    PaymentChoice,
    choose_payment,
    kinds_of,
    offered_by,
    payment_seconds,
)
from tests.services.orders.payments_book import method

WORDS = ["page", "linked", "instructions"]
KINDS: dict[str, MethodKind] = {"offline": "instructions", "simulator": "page", "stripe": "page"}
PAGE = method("card")
TRANSFER = method("offline", "instructions")
VISA = method("card:pm_1", "linked", label="Visa ending in 4242")
EXPIRED = method("card:pm_2", "linked", "It has expired.", label="Visa ending in 0002")
AWAY = method("card:", "linked", "The gateway does not answer.", is_unknown=True)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["page", "linked"], ["card", "card:pm_1"]),
        (["page"], ["card"]),
        (["instructions"], ["offline"]),
        (["offline", "linked"], ["card:pm_1", "offline"]),
        (["card"], ["card", "card:pm_1"]),
        (["nobody"], []),
    ],
)
def test_a_partner_offers_by_kind_or_by_gateway(words: list[str], ids: list[str]) -> None:
    assert [m.id for m in offered_by(words, [PAGE, VISA, TRANSFER])] == ids


@pytest.mark.parametrize(
    ("wanted", "offered", "choice"),
    [
        (None, [VISA, TRANSFER, PAGE], PaymentChoice(method="card", kind="page")),
        (None, [VISA, TRANSFER], PaymentChoice(method="offline", kind="instructions")),
        ("offline", [PAGE, TRANSFER], PaymentChoice(method="offline", kind="instructions")),
        ("card:pm_1", [PAGE, VISA], PaymentChoice(method="card:pm_1", kind="linked")),
        ("card:pm_9", [PAGE, AWAY], PaymentChoice(method="card:pm_9", kind="linked")),
        (None, None, PaymentChoice()),
    ],
)
def test_the_way_is_what_is_wanted_or_the_usual_one(
    wanted: str | None, offered: list[PaymentMethodView] | None, choice: PaymentChoice
) -> None:
    assert choose_payment(wanted, offered, WORDS, KINDS) == choice


@pytest.mark.parametrize(
    ("wanted", "partner", "kind"),
    [
        ("card:pm_1", ["page", "linked"], "linked"),
        ("card:pm_1", ["card"], "linked"),
        ("card", ["page", "linked"], "page"),
        ("card", ["instructions"], "instructions"),
        ("card", ["page", "instructions"], None),
        ("card", ["card"], None),
        ("offline", ["page", "instructions"], "instructions"),
        ("offline", ["offline"], "instructions"),
        ("stripe", ["stripe", "instructions"], "page"),
    ],
)
def test_what_a_partner_may_offer_is_taken_on_trust_while_payments_is_away(
    wanted: str, partner: list[str], kind: MethodKind | None
) -> None:
    assert choose_payment(wanted, None, partner, KINDS) == PaymentChoice(method=wanted, kind=kind)


@pytest.mark.parametrize(
    ("wanted", "partner"),
    [
        ("card:pm_1", ["page", "instructions", "stripe"]),
        ("card", ["linked", "stripe"]),
        ("offline", ["page", "linked"]),
        ("simulator", ["linked", "instructions"]),
        ("card:", ["linked"]),
        (":pm_1", ["linked"]),
    ],
)
def test_what_a_partner_cannot_offer_is_refused_without_asking_payments(
    wanted: str, partner: list[str]
) -> None:
    with pytest.raises(PaymentMethodIsNotOffered, match="unasked"):
        choose_payment(wanted, None, partner, KINDS)


def test_what_is_not_offered_is_refused_with_what_is() -> None:
    for wanted in ("stripe", "card:pm_9", "offline", ":"):
        with pytest.raises(PaymentMethodIsNotOffered) as no:
            choose_payment(wanted, [PAGE, EXPIRED], WORDS, KINDS)
        card = said("order.listed_method", label=PAGE.label, method_id="card").model_dump()
        offered = {"choices": [card], "offered": ["card", "card:pm_2"]}
        assert no.value.facts == {"wanted": wanted, **offered}


def test_what_cannot_be_used_is_refused_while_something_else_can() -> None:
    with pytest.raises(PaymentMethodIsNotUsable, match=r"Visa ending in 0002.*It has expired\."):
        choose_payment("card:pm_2", [PAGE, EXPIRED], WORDS, KINDS)


def test_linked_methods_are_never_charged_unasked() -> None:
    with pytest.raises(PaymentMethodIsNotChosen, match=r"Visa ending in 4242.*card:pm_1"):
        choose_payment(None, [VISA, EXPIRED], WORDS, KINDS)


@pytest.mark.parametrize("wanted", [None, "card:pm_2"])
def test_without_anything_usable_the_order_becomes_a_request(wanted: str | None) -> None:
    choice = choose_payment(wanted, [EXPIRED], WORDS, KINDS)
    assert choice.path == "request"
    why = said("order.unusable_method", label=EXPIRED.label, why_not=EXPIRED.why_not)
    assert choice.unusable == [why]
    nothing = choose_payment(None, [], WORDS, KINDS)
    assert (nothing.path, nothing.unusable) == ("request", [])


def test_a_transfer_has_longer_to_come() -> None:
    policy = policy_of(PartnerSettings(), 0)
    assert payment_seconds(policy, PaymentChoice(method="card", kind="page")) == 3 * 86_400
    assert (
        payment_seconds(policy, PaymentChoice(method="offline", kind="instructions")) == 14 * 86_400
    )
    assert payment_seconds(policy, PaymentChoice()) == 3 * 86_400


@pytest.mark.parametrize("transfer_days", [1, 14])
def test_what_may_be_a_transfer_gets_the_longer_time(transfer_days: int) -> None:
    seconds = transfer_days * 86_400
    policy = policy_of(PartnerSettings(offline_payment_expires_after_seconds=seconds), 0)
    assert payment_seconds(policy, PaymentChoice(method="card")) == max(3 * 86_400, seconds)


def test_what_payments_said_of_the_gateways_is_known_when_it_is_away() -> None:
    assert kinds_of([PAGE, VISA, TRANSFER, AWAY]) == {"card": "page", "offline": "instructions"}
