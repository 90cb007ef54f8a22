"""What stands on a printed page, as strings in their places: the same for PDF and HTML."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One row of the table: what it is for, in smaller print the rest, and its figures."""

    title: str
    details: list[str]
    cells: list[str]


@dataclass(frozen=True)
class Labelled:
    label: str
    value: str


@dataclass(frozen=True)
class Sheet:
    """A document. `headings` are those of the table, the first over the titles."""

    language: str
    title: str
    number: str
    issued_on: str
    """ISO date, for the file's own properties."""
    sender: str
    """The seller in one line, as above an address."""
    seller: list[str]
    buyer: list[str]
    facts: list[Labelled]
    headings: list[str]
    lines: list[Line]
    totals: list[Labelled]
    result: Labelled
    """The figure that a reader looks for."""
    closing: list[str]
    vat_heading: str
    vat_headings: list[str]
    vat_rows: list[list[str]]
    explanation_heading: str
    page_word: str
    explanation: list[str] = field(default_factory=list)
