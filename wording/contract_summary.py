"""The summary of a contract as plain text, which every device can show and keep: one for the file
that is mailed and the page that shows it."""

from collections.abc import Iterator
from typing import Any

from billing.days import local_date
from contracts.agreements import ContractLine, ContractSummary
from contracts.characters import replace_unseen
from contracts.message import Language
from contracts.said import said
from wording.telling import words


def contract_as_text(summary: ContractSummary) -> bytes:
    """In UTF-8, in the language of whom it is for."""
    terms = [replace_unseen(line, " ") for line in summary.terms_text.splitlines()]
    return "\r\n".join([*contract_lines(summary, summary.language), "", *terms]).encode()


def contract_lines(summary: ContractSummary, language: Language) -> Iterator[str]:
    """Without the text of the terms, which they name."""

    def told(code: str, **facts: Any) -> str:
        told = said(code, currency=summary.currency, **facts)
        return _one_line(words(told, "customer", language))

    provider = summary.provider
    yield told("contract.title", order_id=summary.order_id)
    yield told("contract.placed", placed_on=local_date(summary.placed_at, summary.time_zone))
    yield ""
    if provider_name := provider.legal_name or provider.name:
        yield told("contract.provider", words=provider_name)
    contact = [*provider.address.splitlines(), provider.vat_id]
    contact += [provider.support_email, provider.support_phone]
    yield from (_one_line(part) for part in contact if part)
    yield told("contract.customer", words=summary.customer_name)
    yield _one_line(summary.customer_email)
    for line in summary.lines:
        yield ""
        yield from _of_line(line, told)
    yield ""
    total = summary.total
    yield told("contract.total", total_minor=total.gross_minor, vat_minor=total.vat_minor)
    yield told("contract.terms", terms_version=summary.terms_version)


def _of_line(line: ContractLine, told: Any) -> Iterator[str]:
    yield told("contract.line", quantity=line.quantity, title=line.title)
    yield from (f"  - {_one_line(title)}" for title in line.component_titles)
    cycle = line.cycle
    price = line.price.gross_minor
    yield told("contract.price", cycle=cycle.kind, count=cycle.day_count or 1, price_minor=price)
    if line.fee.gross_minor:
        yield told("contract.fee", price_minor=line.fee.gross_minor)
    yield told("contract.charged", price_minor=line.charged.gross_minor)
    if line.contract_months:
        yield told("contract.months", count=line.contract_months)


def _one_line(text: str) -> str:
    """Somebody else's words: they cannot look like a line of ours."""
    return " ".join(replace_unseen(text, " ").split())
