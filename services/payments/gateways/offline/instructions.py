"""What a customer is told who pays without a gateway: the account, and the number that finds the
money again; and the day it came."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from contracts.said import Said, said
from contracts.transfers import Transfer

REFERENCE_DIGITS = 9
FIELDS = ("recipient", "iban", "bic", "bank")


def instructions(
    provider_words: str,
    account: Mapping[str, str] | None,
    *,
    amount_minor: int,
    currency: str,
    payment_reference: str,
) -> Said:
    """In the provider's words, and with its account where it is named."""
    if account is None:
        return said(
            "payment.instructions",
            provider_words=provider_words,
            amount_minor=amount_minor,
            currency=currency,
            payment_reference=payment_reference,
        )
    lines = [
        said("payment.transfer_line", field=name, value=_as_written(name, account[name]))
        for name in FIELDS
        if name in account
    ]
    return said(
        "payment.transfer",
        provider_words=provider_words,
        account_lines=lines,
        amount_minor=amount_minor,
        currency=currency,
        payment_reference=payment_reference,
        **account,
    )


def transfer_of(told: Said) -> Transfer | None:
    """Field by field; None where no account was named."""
    if told.code != "payment.transfer":
        return None
    return Transfer.model_validate({**told.facts, "reference": told.facts["payment_reference"]})


def _as_written(name: str, value: str) -> str:
    """An IBAN in groups of four."""
    if name != "iban":
        return value
    return " ".join(value[at : at + 4] for at in range(0, len(value), 4))


def payment_reference(number: int) -> str:
    """`number` (below 10^8) with a check digit behind it, in groups: `482 913 054`. One mistyped
    digit never gives another payment's reference."""
    digits = f"{number:0{REFERENCE_DIGITS - 1}d}"
    return _grouped(digits + _check_digit(digits))


def read_payment_reference(written: str) -> str | None:
    """As it is kept, from what stands on a bank statement; null when it cannot be one."""
    digits = "".join(character for character in written if character not in " -./")
    if len(digits) != REFERENCE_DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    return _grouped(digits) if _check_digit(digits[:-1]) == digits[-1] else None


def received_at(day: date, now: datetime, time_zone: str) -> datetime:
    """The instant that stands for the day on which money came: now if that is today, else noon."""
    zone = ZoneInfo(time_zone)
    if now.astimezone(zone).date() == day:
        return now
    return datetime.combine(day, time(12), zone).astimezone(UTC)


def _check_digit(digits: str) -> str:
    """Luhn's."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + 3] for at in range(0, len(digits), 3))
