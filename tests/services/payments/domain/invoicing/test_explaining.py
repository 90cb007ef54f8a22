"""Why an amount is what it is, in words."""

from billing.money import ZERO
from contracts.explaining import ExplanationLine
from contracts.message import Amount
from contracts.payments import CreditPreview
from services.payments.domain.invoicing.credit import credit_for
from services.payments.domain.invoicing.explaining import explain_items
from services.payments.domain.invoicing.explaining_credit import (
    explain_credit,
    explain_difference,
    explain_supplement,
)
from services.payments.domain.invoicing.items import ChargedItem, move_to
from tests.services.payments.domain.plans import (
    CALENDAR_MONTH,
    ONCE,
    charged,
    day,
    discount,
    line,
)


def invoiced(items: list[ChargedItem]) -> list[ExplanationLine]:
    return explain_items(items, "EUR")


def credited(items: list[ChargedItem], start: str | None, currency: str = "EUR") -> list[str]:
    preview = previewed(items, start)
    return [told.sentence for told in explain_credit(preview, items, currency)]


def previewed(items: list[ChargedItem], start: str | None, already: Amount = ZERO) -> CreditPreview:
    new_start = day(start) if start else None
    credit = credit_for(items, already, new_start=new_start, full=start is None)
    return CreditPreview(
        order_item_id="itm_1",
        invoice_id="inv_1",
        currency="EUR",
        unused_day_count=credit.unused_day_count,
        target=credit.target,
        already_credited=credit.already,
        difference_minor=credit.difference.gross_minor,
        lines=list(credit.lines),
    )


def gross(minor: int) -> Amount:
    return Amount(net_minor=minor, vat_minor=0, gross_minor=minor)


def test_a_full_month_needs_no_arithmetic() -> None:
    [told] = invoiced(charged(line(3_000), "2023-01-01"))
    assert told.sentence == (
        "Fibre: 30.00 EUR is the price of a full period of 31 days. You pay for all of them,"
        " 1 January 2023 to 31 January 2023: 30.00 EUR."
    )
    assert (told.fraction, told.rounding) == ("31/31", "none")


def test_a_partial_month_shows_its_fraction_and_rounding() -> None:
    [told] = invoiced(charged(line(3_000, cycle=CALENDAR_MONTH), "2023-01-10"))
    assert told.sentence == (
        "Fibre: 30.00 EUR is the price of a full period of 31 days. You pay for 22 of them,"
        " 10 January 2023 to 31 January 2023: 30.00 × 22/31 = 21.2903…, rounded down to 21.29 EUR."
    )
    assert (told.fraction, told.unrounded, told.rounding) == ("22/31", "21.2903…", "down")


def test_a_discount_and_vat_are_told() -> None:
    ordered = line(
        3_100,
        vat_basis_points=2_000,
        includes_vat=False,
        discounts=[discount(20, "2023-01-01", "2023-01-10")],
    )
    first, _ = invoiced(charged(ordered, "2023-01-01"))
    assert first.sentence == (
        "Fibre: 31.00 EUR is the price of a full period of 31 days. You pay for 10 of them,"
        " 1 January 2023 to 10 January 2023, with 20 % off: 31.00 × 10/31 × 80 % = 8.0000."
        " VAT of 20 % adds 1.60 EUR, which makes 9.60 EUR."
    )


def test_a_payment_on_another_day_is_told() -> None:
    ordered = line(3_100, discounts=[discount(50, "2023-01-01", "2023-01-10")])
    [item] = charged(ordered, "2023-01-01")
    told = invoiced([move_to(item, day("2023-01-09"), 1)])[0]
    assert "as it was quoted" in told.sentence
    assert told.fraction is None


def test_charges_without_days_are_charged_once() -> None:
    router = line(
        8_900, cycle=ONCE, quantity=2, discounts=[discount(50, "2023-01-01", "2023-01-01")]
    )
    [told] = invoiced(charged(router, "2023-01-01"))
    assert told.sentence == ("Fibre (2 times): 178.00 EUR, discounted to 89.00 EUR, charged once.")


def test_a_credit_says_what_was_charged_and_which_days_are_unused() -> None:
    items = charged(line(5_000, fee_minor=2_500), "2023-01-01")
    assert credited(items, "2023-01-14") == [
        (
            "Fibre: 50.00 EUR were charged for 31 days, 1 January 2023 to 31 January 2023. Of these"
            " days the first 13 are unused: 50.00 × 13/31 = 20.9677…, rounded up to 20.97 EUR."
        ),
        (
            "Activation fee: Fibre: 25.00 EUR were charged once, not by the day, so nothing is"
            " credited when the start date moves."
        ),
    ]


def test_a_credit_with_vat_on_top_rounds_net_and_vat_apart() -> None:
    ordered = line(3_000, vat_basis_points=2_000, includes_vat=False)
    [told] = credited(charged(ordered, "2023-01-01"), "2023-01-14")
    assert told.endswith(
        "net 30.00 × 13/31 = 12.5806…, rounded down to 12.58 EUR; VAT 6.00 × 13/31 = 2.5161…,"
        " rounded up to 2.52 EUR; together 15.10 EUR."
    )


def test_a_credit_with_vat_inside_names_it() -> None:
    [told] = credited(charged(line(3_000, vat_basis_points=2_000), "2023-01-01"), "2023-01-14")
    assert told.endswith("rounded down to 12.58 EUR. 2.10 EUR of it are VAT of 20 %.")


def test_yen_have_no_decimals_but_their_fractions_do() -> None:
    [told] = credited(charged(line(3_000, currency="JPY"), "2023-01-01"), "2023-01-14", "JPY")
    assert told.endswith("3000 × 13/31 = 1258.06…, rounded down to 1258 JPY.")


def test_a_rejection_credits_everything() -> None:
    period, fee = credited(charged(line(5_000, fee_minor=2_500), "2023-01-01"), None)
    assert period.endswith("None of them is used, so all of it is credited.")
    assert fee.endswith("25.00 EUR were charged once and are credited in full.")


def test_the_way_from_the_sum_to_the_note_is_told() -> None:
    items = charged(line(3_000), "2023-01-01")
    first = explain_difference(previewed(items, "2023-01-14"), gross(1_258), [], "EUR")
    assert first == [
        "In all, 12.58 EUR are to be credited for 13 unused days.",
        "This note credits 12.58 EUR.",
    ]
    more = previewed(items, "2023-01-20", gross(1_258))
    assert explain_difference(more, gross(581), [], "EUR")[1] == (
        "Of these, 12.58 EUR were credited before; this note adds 5.81 EUR."
    )
    back = previewed(items, "2023-01-10", gross(1_839))
    assert explain_difference(back, gross(871), ["2", "1"], "EUR")[1] == (
        "Before, 18.39 EUR had been credited. This note of 8.71 EUR replaces 2 and 1, which no"
        " longer count."
    )


def test_a_supplement_says_what_was_taken_back_before_it_charges() -> None:
    back = previewed(charged(line(3_000), "2023-01-01"), "2023-01-10", gross(1_839))
    assert explain_supplement(back, gross(387), "EUR") == [
        "18.39 EUR had been credited, for days that were used after all; 8.71 EUR are right.",
        "5.81 EUR were taken back by voiding credit notes.",
        "This invoice charges 3.87 EUR, whose credit was refunded or used already.",
    ]
