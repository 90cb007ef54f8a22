"""The summary of an order's contract. It is made of what never changes: the order's lines, its
policy, what was agreed to, and the terms' text of the settings version that the policy names."""

from contracts.agreements import ContractLine, ContractParty, ContractSummary
from contracts.catalog import QuoteLine
from contracts.message import Amount
from services.orders.domain.charged_days import price_of_a_cycle
from services.orders.domain.order import Order


def contract_summary(order: Order, terms_text: str) -> ContractSummary:
    policy, agreement = order.policy, order.agreement
    lines = [item.line for item in order.items]
    return ContractSummary(
        order_id=order.id,
        placed_at=order.placed_at,
        time_zone=policy.time_zone,
        language=agreement.language or policy.language,
        provider=ContractParty(
            name=policy.display_name or policy.legal_name,
            legal_name=policy.legal_name,
            address=policy.address,
            vat_id=policy.vat_id,
            support_email=policy.support_email,
            support_phone=policy.support_phone,
        ),
        customer_id=order.customer_id,
        customer_name=agreement.customer_name,
        customer_email=agreement.customer_email,
        lines=[_line(line) for line in lines],
        currency=order.currency,
        total=_sum([amount for line in lines for amount in (line.period, line.fee)]),
        terms_version=agreement.terms_version,
        terms_text=terms_text,
        agreed_by=agreement.agreed_by,
        settings_version=policy.settings_version,
    )


def _line(line: QuoteLine) -> ContractLine:
    return ContractLine(
        title=line.title,
        component_titles=line.component_titles,
        quantity=line.quantity,
        cycle=line.price.cycle,
        price=price_of_a_cycle(line),
        period_count=line.period_count,
        charged=line.period,
        fee=line.fee,
        vat_basis_points=line.price.vat_basis_points,
        contract_months=line.contract_months,
    )


def _sum(amounts: list[Amount]) -> Amount:
    return Amount(
        net_minor=sum(one.net_minor for one in amounts),
        vat_minor=sum(one.vat_minor for one in amounts),
        gross_minor=sum(one.gross_minor for one in amounts),
    )
