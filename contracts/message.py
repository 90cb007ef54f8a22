"""What every message shares: its bounds, and how it is read. Unknown fields are ignored, so that an
older reader survives a newer writer; bodies that people write forbid them (`Command`).

Whatever comes from outside is bounded here: texts and lists in length, numbers and days in range.
"""

from datetime import date
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from contracts.characters import require_one_line

Item = TypeVar("Item")

LARGEST_BODY_BYTES = 1_000_000
"""Of a request, at every service; a larger one is answered 413."""

MOST_ATTEMPTS = 1_000
"""To pay one order."""

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", max_length=3, examples=["EUR"])]
"""ISO 4217 code; the number of minor digits follows from it (JPY 0, EUR 2, KWD 3)."""

Minor = Annotated[int, Field(ge=-(10**15), le=10**15)]
"""An amount in minor units of its currency, signed."""

PositiveMinor = Annotated[int, Field(ge=0, le=10**15)]

Count = Annotated[int, Field(ge=0, le=10**12)]

BasisPoints = Annotated[int, Field(ge=0, le=10_000)]
"""A rate in hundredths of a percent: 2000 is 20 %."""

PartnerId = Annotated[int, Field(ge=1, le=99)]
Language = Literal["en", "de", "fr"]
"""In which people are written to."""

BillingDay = Annotated[int, Field(ge=1, le=28)]

Attempt = Annotated[int, Field(ge=1, le=MOST_ATTEMPTS)]
"""To pay an order; the first is 1."""

Revision = Annotated[int, Field(ge=1, le=10**9)]

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2999, 12, 31))]
"""A calendar day, far enough from the calendar's ends to be reckoned with."""

Id = Annotated[str, Field(min_length=1, max_length=100)]
"""Of an object of ours, or of a customer as its portal names it."""

Label = Annotated[str, Field(max_length=100)]
"""A word or two: a location, a ticket's group."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(max_length=5_000)]

WrittenAddress = Annotated[str, Field(max_length=254)]
"""What somebody wrote as a mail address; RFC 5321 allows no longer one."""

MailAddress = Annotated[
    str,
    Field(max_length=254, pattern=r"^[^@\s,;<>\u200c\u200d]+@[^@\s,;<>\u200c\u200d]+$"),
    AfterValidator(require_one_line),
]
"""Its two classes are kept apart by an @ that neither holds; joiners are unseen in it."""

PrintedName = Annotated[Name, AfterValidator(require_one_line)]
PrintedLabel = Annotated[Label, AfterValidator(require_one_line)]
"""As people write them, to be printed on documents, in mails and on terminals."""

Url = Annotated[str, Field(max_length=2_000, pattern=r"^https?://")]


class Message(BaseModel):
    """A fact or a view on the wire; immutable once read."""

    model_config = ConfigDict(frozen=True, use_attribute_docstrings=True)


class Command(BaseModel):
    """A request body; a misspelt field is refused instead of silently dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Amount(Message):
    """A charge split into net and VAT; `gross_minor` is always their sum."""

    net_minor: Minor
    vat_minor: Minor
    gross_minor: Minor


class Page(Message, Generic[Item]):
    """One page of a list, newest first."""

    # For a page of something Pydantic would read the source of whoever names it first, and end the
    # process where that is within a signature of several lines.
    model_config = ConfigDict(use_attribute_docstrings=False)

    items: list[Item]
    next_cursor: str | None = Field(
        default=None,
        description="Pass it back as `cursor` for the following page; null on the last one.",
    )
