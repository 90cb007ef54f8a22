"""What every message shares. Unknown fields are ignored, so that an older reader survives a newer
writer; bodies that people write are the exception and forbid them (`Command`)."""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])]
"""ISO 4217 code; the number of minor digits follows from it (JPY 0, EUR 2, KWD 3)."""

Minor = Annotated[int, Field(ge=-(10**15), le=10**15)]
"""An amount in minor units of its currency, signed."""

PositiveMinor = Annotated[int, Field(ge=0, le=10**15)]

Count = Annotated[int, Field(ge=0)]

BasisPoints = Annotated[int, Field(ge=0, le=10_000)]
"""A rate in hundredths of a percent: 2000 is 20 %."""

PartnerId = Annotated[int, Field(ge=1, le=99)]
Language = Literal["en", "de", "fr"]
"""In which a partner's documents are written."""

Name = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(max_length=5_000)]


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

    items: list[Item]
    next_cursor: str | None = None
    """Pass it back as `cursor` for the following page; null on the last one."""
