"""A bank account that money is transferred to, and a transfer as a customer fills it in."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from contracts.characters import require_one_line
from contracts.message import Currency, Label, Message, PositiveMinor


def _closed_up(given: object) -> object:
    """As banks keep it; people write it in groups."""
    return given.replace(" ", "").upper() if isinstance(given, str) else given


def _require_checksum(iban: str) -> str:
    """ISO 7064 (97, 10): a mistyped digit, or two that changed places, are noticed."""
    turned = iban[4:] + iban[:4]
    if int("".join(str(int(character, 36)) for character in turned)) % 97 != 1:
        raise ValueError("is no IBAN: its check digits do not fit")
    return iban


Iban = Annotated[
    str,
    BeforeValidator(_closed_up),
    Field(max_length=34, pattern=r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"),
    AfterValidator(_require_checksum),
]
"""ISO 13616, without spaces."""

Bic = Annotated[
    str,
    BeforeValidator(_closed_up),
    Field(max_length=11, pattern=r"^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$"),
]
"""ISO 9362."""

Payee = Annotated[str, Field(min_length=1, max_length=70), AfterValidator(require_one_line)]
"""As long as a transfer takes it."""
BankName = Annotated[Label, Field(min_length=1), AfterValidator(require_one_line)]


class Transfer(Message):
    """What a customer writes into a bank transfer, field by field."""

    recipient: Payee
    iban: Iban
    bic: Bic | None = None
    bank: BankName | None = None
    amount_minor: PositiveMinor
    currency: Currency
    reference: Label
    """By which the payment is found again."""
