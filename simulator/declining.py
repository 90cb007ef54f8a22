"""Why a card does not pay: in words for people, and by a code for programs."""

DECLINED = "The card was declined."
EXPIRED = "The card has expired."
TOO_LITTLE = "There is not enough money in the account."
CODES = {DECLINED: "card_declined", EXPIRED: "expired_card", TOO_LITTLE: "insufficient_funds"}
