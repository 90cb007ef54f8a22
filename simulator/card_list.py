"""The test cards. A real card number is none of them and is refused; no number is ever stored."""

from itertools import groupby

from simulator.cards import DAY_SECONDS, TestCard
from simulator.declining import EXPIRED, TOO_LITTLE

PAYS, PAYS_NOT, OTHERWISE = "Pays", "Does not pay", "Captures otherwise than it should"
UNANSWERED, WEBHOOKS = "Pays, but the answer fails", "Pays, but the webhook misbehaves"
REFUNDS = "Pays, but a refund misbehaves"
CARDS = (
    TestCard("4242424242424242", "success", PAYS, "pays at once"),
    TestCard("5105105105105100", "mastercard", PAYS, "pays at once"),
    TestCard(
        "4000000000000077", "pending_then_success", PAYS, "is pending, then pays", "pends_and_pays"
    ),
    TestCard(
        "4000000000003220",
        "pending_for_days",
        PAYS,
        "is pending for three days, then pays",
        "pends_and_pays",
        settles_after_seconds=3 * DAY_SECONDS,
    ),
    TestCard("4000000000000002", "decline", PAYS_NOT, "is declined", "declines"),
    TestCard(
        "4000000000009995",
        "pending_then_failure",
        PAYS_NOT,
        "is pending, then fails",
        "pends_and_fails",
    ),
    TestCard(
        "4000000000000069", "expired", PAYS_NOT, "has expired", "declines", declines_as=EXPIRED
    ),
    TestCard(
        "4000000000000085",
        "insufficient_funds",
        PAYS_NOT,
        "has not enough money",
        "declines",
        declines_as=TOO_LITTLE,
    ),
    TestCard(
        "4000000000000101", "wrong_amount", OTHERWISE, "captures another amount", extra_minor=1
    ),
    TestCard(
        "4000000000000119",
        "wrong_currency",
        OTHERWISE,
        "captures another currency",
        captures_other_currency=True,
    ),
    TestCard(
        "4000000000000127",
        "past_cancelling",
        OTHERWISE,
        "is pending and past cancelling, then pays",
        "pends_and_pays",
        cancelling="comes_too_late",
    ),
    TestCard(
        "4000000000000135",
        "captures_cancelled",
        OTHERWISE,
        "is pending, then pays even if it was cancelled",
        "pends_and_pays",
        cancelling="is_ignored",
    ),
    TestCard(
        "4000000000000200",
        "timeout_after",
        UNANSWERED,
        "pays, but no answer comes",
        fault="timeout_after",
    ),
    TestCard(
        "4000000000000218",
        "timeout_before",
        UNANSWERED,
        "no answer comes and nothing is paid; the second time it pays",
        fault="timeout_before",
    ),
    TestCard(
        "4000000000000226",
        "error_500_stored",
        UNANSWERED,
        "pays, but answers with an error 500, however often it is tried",
        fault="error_500_stored",
    ),
    TestCard(
        "4000000000000234",
        "in_flight_409",
        UNANSWERED,
        "answers “still being worked on” (409); the second time it pays",
        fault="in_flight_409",
    ),
    TestCard(
        "4000000000000242",
        "rate_limit_429",
        UNANSWERED,
        "answers “too many requests” (429); the second time it pays",
        fault="rate_limit_429",
    ),
    TestCard(
        "4000000000000259",
        "look_ups_fail",
        UNANSWERED,
        "pays, but the shop's next three look-ups fail",
        failing_look_ups=3,
    ),
    TestCard(
        "4000000000000309",
        "webhook_first",
        WEBHOOKS,
        "it arrives before this page answers",
        fault="webhook_first",
    ),
    TestCard("4000000000000317", "webhook_late", WEBHOOKS, "it comes late", fault="webhook_late"),
    TestCard("4000000000000325", "webhook_lost", WEBHOOKS, "it never comes", fault="webhook_lost"),
    TestCard(
        "4000000000000333",
        "webhook_duplicated",
        WEBHOOKS,
        "it comes ten times at once",
        fault="webhook_duplicated",
    ),
    TestCard(
        "4000000000000341",
        "webhook_reordered",
        WEBHOOKS,
        "“pending” comes after “paid”",
        fault="webhook_reordered",
    ),
    TestCard(
        "4000000000000358",
        "webhook_forged",
        WEBHOOKS,
        "a forged one comes along",
        fault="webhook_forged",
    ),
    TestCard(
        "4000000000000366",
        "webhook_replayed_old",
        WEBHOOKS,
        "the same one comes again, signed years ago",
        fault="webhook_replayed_old",
    ),
    TestCard(
        "4000000000000374",
        "webhook_other_amount",
        WEBHOOKS,
        "one with another amount comes along",
        fault="webhook_other_amount",
    ),
    TestCard(
        "4000000000000382",
        "webhook_unknown_payment",
        WEBHOOKS,
        "one about a payment that is not there comes along",
        fault="webhook_unknown_payment",
    ),
    TestCard(
        "4000000000000408",
        "refund_fails_once",
        REFUNDS,
        "fails the first time",
        refunding="fails_once",
    ),
    TestCard(
        "4000000000000416", "refund_pending", REFUNDS, "is pending, then done", refunding="pends"
    ),
    TestCard(
        "4000000000000424",
        "refund_pending_then_failure",
        REFUNDS,
        "is pending, then fails; the second one works",
        refunding="pends_and_fails",
    ),
    TestCard(
        "4000000000000440",
        "refund_comes_back",
        REFUNDS,
        "succeeds and comes back; the second one stays",
        refunding="comes_back",
    ),
    TestCard(
        "4000000000000432",
        "refund_refused",
        REFUNDS,
        "is refused for good",
        refunding="is_refused",
    ),
)
GROUPS = [(group, list(cards)) for group, cards in groupby(CARDS, key=lambda card: card.group)]


def card_of(text: str) -> TestCard | None:
    """By number (spaces allowed) or by name."""
    bare = text.replace(" ", "")
    return next((card for card in CARDS if bare in (card.number, card.name)), None)


def card_ending_in(last_four: str) -> TestCard | None:
    """No two test cards end alike, so this is all that has to be kept of one."""
    return next((card for card in CARDS if card.last_four == last_four), None)
