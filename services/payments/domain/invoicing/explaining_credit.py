"""Why a credit note, or the invoice that charges credit back, has the amount it has."""

from collections.abc import Sequence

from contracts.catalog import ChargedSegment
from contracts.message import Amount
from contracts.said import Said, said
from services.payments.domain.invoicing.credit import Credit, CreditedLine, parts_of
from services.payments.domain.invoicing.explaining import Explained, calculation, item_of
from services.payments.domain.invoicing.items import ChargedItem


def explain_credit(credit: Credit, items: Sequence[ChargedItem], currency: str) -> list[Explained]:
    """One line for each of the credit's."""
    return [
        _explained(item, segment, line, currency)
        for (item, segment), line in zip(parts_of(items), credit.lines, strict=True)
    ]


def explain_difference(
    credit: Credit, amount: Amount, replaces: Sequence[str], currency: str
) -> list[Said]:
    """From what the lines sum up to, to the amount of the note that was issued."""
    target_minor, issued_minor = credit.target.gross_minor, amount.gross_minor
    days = credit.unused_day_count if credit.new_start else None
    told = [said("note.in_all", target_minor=target_minor, count=days, currency=currency)]
    before_minor = target_minor - issued_minor
    facts = {"before_minor": before_minor, "issued_minor": issued_minor, "currency": currency}
    told.append(said("note.adds" if before_minor else "note.credits", **facts))
    if replaces:
        facts = {"replaced": list(replaces), "count": len(replaces), "currency": currency}
        told.append(said("note.replaces", already_minor=credit.already.gross_minor, **facts))
    return told


def explain_supplement(
    credit: Credit, amount: Amount, currency: str, settled_minor: int = 0
) -> list[Said]:
    """`settled_minor` is what credit that nobody had got yet settled at once."""
    already_minor, target_minor = credit.already.gross_minor, credit.target.gross_minor
    charged_minor = amount.gross_minor
    told = [
        said(
            "supplement.credited",
            already_minor=already_minor,
            target_minor=target_minor,
            currency=currency,
        )
    ]
    voided_minor = already_minor - target_minor - charged_minor
    if voided_minor:
        told.append(said("supplement.voided", voided_minor=voided_minor, currency=currency))
    facts = {"charged_minor": charged_minor, "currency": currency}
    if not settled_minor:
        return [*told, said("supplement.charges", **facts)]
    due_minor = charged_minor - settled_minor
    facts |= {"settled_minor": settled_minor, "due_minor": due_minor}
    return [*told, said("supplement.settled", **facts)]


def _explained(
    item: ChargedItem, segment: ChargedSegment | None, line: CreditedLine, currency: str
) -> Explained:
    unused, is_plain = line.unused_day_count, True
    if segment is None or unused is None:
        sentence = _of_whole(item, line, currency)
    else:
        sentence = _of_days(item, segment, line, unused, currency)
        is_plain = unused in (0, segment.day_count)
    return Explained(item, segment, line.credited, sentence, unused, is_plain)


def _of_whole(item: ChargedItem, line: CreditedLine, currency: str) -> Said:
    return said(
        "credit.once_in_full" if line.credited.gross_minor else "credit.once_not",
        item=item_of(item),
        charged_minor=item.amount.gross_minor,
        currency=currency,
    )


def _of_days(
    item: ChargedItem, segment: ChargedSegment, line: CreditedLine, unused: int, currency: str
) -> Said:
    """Net and VAT, or gross and VAT, each by themselves, as they are rounded."""
    days, charged, credited = segment.day_count, segment.amount, line.credited
    facts = {
        "item": item_of(item),
        "charged_minor": charged.gross_minor,
        "days_span": f"{segment.first_day}/{segment.last_day}",
        "currency": currency,
    }
    if unused in (0, days):
        return said("credit.all_days" if unused else "credit.no_days", count=days, **facts)

    def part_of(charged_minor: int, credited_minor: int) -> Said:
        return calculation(charged_minor, credited_minor, currency, days=unused, of_days=days)

    facts |= {"day_count": days, "count": unused, "credited_minor": credited.gross_minor}
    gross = part_of(charged.gross_minor, credited.gross_minor)
    if not item.vat_basis_points:
        return said("credit.days", sum=gross, **facts)
    vat = part_of(charged.vat_minor, credited.vat_minor)
    if item.includes_vat:
        return said("credit.days_with_vat_inside", sum=gross, vat_sum=vat, **facts)
    net = part_of(charged.net_minor, credited.net_minor)
    return said("credit.days_with_vat_on_top", net_sum=net, vat_sum=vat, **facts)
