"""Why an amount is what it is, in words."""

import pytest

from billing.money import ZERO
from contracts.message import Amount, Language
from contracts.said import Said
from services.payments.domain.invoicing.credit import Credit, credit_for
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
from wording.telling import words


def invoiced(items: list[ChargedItem]) -> list[str]:
    return [words(told.sentence) for told in explain_items(items, "EUR")]


def credited(items: list[ChargedItem], start: str | None, currency: str = "EUR") -> list[str]:
    found = explain_credit(credit_of(items, start), items, currency)
    return [words(told.sentence) for told in found]


def credit_of(items: list[ChargedItem], start: str | None, already_minor: int = 0) -> Credit:
    new_start = day(start) if start else None
    already = gross(already_minor) if already_minor else ZERO
    return credit_for(items, already, new_start=new_start, full=start is None)


def gross(minor: int) -> Amount:
    return Amount(net_minor=minor, vat_minor=0, gross_minor=minor)


def all_words(sentences: list[Said]) -> list[str]:
    return [words(one) for one in sentences]


def test_a_full_month_needs_no_arithmetic() -> None:
    items = charged(line(3_000), "2023-01-01")
    assert invoiced(items) == [
        (
            "Fibre: €30.00 is the price of a full period of 31 days. You pay for all of them, 1–31"
            " Jan 2023: €30.00."
        )
    ]
    assert [told.is_plain for told in explain_items(items, "EUR")] == [True]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            (
                "Fibre: €30.00 is the price of a full period of 31 days. You pay for 22 of them, "
                "10–31 Jan 2023: 30.00 × 22/31 = 21.290322…, rounded down to €21.29."
            ),
        ),
        (
            "de",
            (
                "Fibre: 30,00\xa0€ ist der Preis eines vollen Zeitraums von 31 Tagen. Sie zahlen "
                "für 22 davon, 10.–31. Jan. 2023: 30,00 × 22/31 = 21,290322…, abgerundet"
                " auf 21,29\xa0€."
            ),
        ),
        (
            "fr",
            (
                "Fibre : 30,00\xa0€ est le prix d’une période entière de 31 jours. Vous en payez"
                " 22, 10–31 janv. 2023 : 30,00 × 22/31 = 21,290322…, arrondi par défaut à"
                " 21,29\xa0€."
            ),
        ),
    ],
)
def test_a_partial_month_shows_its_fraction_and_rounding(language: Language, sentence: str) -> None:
    [told] = explain_items(charged(line(3_000, cycle=CALENDAR_MONTH), "2023-01-10"), "EUR")
    assert words(told.sentence, "customer", language) == sentence
    facts = told.sentence.facts
    assert (facts["day_count"], facts["count"]) == (22, 31)
    assert isinstance(facts["sum"], Said)
    assert facts["sum"].facts["result_exact"] == "66000/31"
    assert facts["sum"].facts["rounding"] == "down"


def test_a_discount_and_vat_are_told() -> None:
    ordered = line(
        3_100,
        vat_basis_points=2_000,
        includes_vat=False,
        discounts=[discount(20, "2023-01-01", "2023-01-10")],
    )
    first, _ = invoiced(charged(ordered, "2023-01-01"))
    assert first == (
        "Fibre: €31.00 is the price of a full period of 31 days. You pay for 1–10 Jan 2023, with"
        " 20% off: 31.00 × 10/31 × 80% = 8.00. VAT of 20% adds €1.60, which makes €9.60."
    )


def test_what_is_free_for_a_while_is_told_too() -> None:
    ordered = line(3_100, discounts=[discount(100, "2023-01-01", "2023-01-31")])
    assert invoiced(charged(ordered, "2023-01-01"))[0].endswith("100% off: 31.00 × 0% = 0.00.")


def test_a_payment_on_another_day_is_told() -> None:
    ordered = line(3_100, discounts=[discount(50, "2023-01-01", "2023-01-10")])
    [item] = charged(ordered, "2023-01-01")
    told = invoiced([move_to(item, day("2023-01-09"), 1)])[0]
    assert "as it was quoted" in told
    assert "×" not in told


def test_charges_without_days_are_charged_once() -> None:
    router = line(
        8_900, cycle=ONCE, quantity=2, discounts=[discount(50, "2023-01-01", "2023-01-01")]
    )
    assert invoiced(charged(router, "2023-01-01")) == [
        "Fibre (2 times): €178.00, discounted to €89.00, charged once."
    ]


def test_a_credit_says_what_was_charged_and_which_days_are_unused() -> None:
    items = charged(line(5_000, fee_minor=2_500), "2023-01-01")
    assert credited(items, "2023-01-14") == [
        (
            "Fibre: €50.00 was charged for 31 days, 1–31 Jan 2023. Of these days the first 13 are"
            " unused: 50.00 × 13/31 = 20.967741…, rounded up to €20.97."
        ),
        (
            "Activation fee: Fibre: €25.00 was charged once, not by the day, so nothing is credited"
            " when the start date moves."
        ),
    ]
    assert "Of these days the first is unused: 50.00 × 1/31" in credited(items, "2023-01-02")[0]


@pytest.mark.parametrize(
    ("listed_minor", "told"),
    [
        (3_100, "31.00 × 13/31 = 13.00."),
        (3_000, "30.00 × 13/31 = 12.580645…, rounded down to €12.58."),
        (10_000, "100.00 × 13/31 = 41.935483…, rounded up to €41.94."),
    ],
)
def test_a_credit_comes_to_what_the_design_says(listed_minor: int, told: str) -> None:
    assert credited(charged(line(listed_minor), "2023-01-01"), "2023-01-14")[0].endswith(told)


def test_a_credit_with_vat_on_top_rounds_net_and_vat_apart() -> None:
    ordered = line(3_000, vat_basis_points=2_000, includes_vat=False)
    [told] = credited(charged(ordered, "2023-01-01"), "2023-01-14")
    assert told.endswith(
        "net 30.00 × 13/31 = 12.580645…, rounded down to €12.58; VAT 6.00 × 13/31 = 2.516129…,"
        " rounded up to €2.52; together €15.10."
    )


def test_a_credit_with_vat_inside_rounds_gross_and_vat_apart() -> None:
    [told] = credited(charged(line(3_000, vat_basis_points=2_000), "2023-01-01"), "2023-01-14")
    assert told.endswith(
        "rounded down to €12.58. VAT in it: 5.00 × 13/31 = 2.096774…, rounded up to €2.10."
    )


def test_yen_have_no_decimals_but_their_fractions_do() -> None:
    [told] = credited(charged(line(3_000, currency="JPY"), "2023-01-01"), "2023-01-14", "JPY")
    assert told.endswith("3,000 × 13/31 = 1,258.0645…, rounded down to JP¥1,258.")


def test_a_rejection_credits_everything() -> None:
    items = charged(line(5_000, fee_minor=2_500), "2023-01-01")
    period, fee = credited(items, None)
    assert period.endswith("None of them is used, so all of it is credited.")
    assert fee.endswith("€25.00 was charged once and is credited in full.")
    everything = explain_difference(credit_of(items, None), gross(7_500), [], "EUR")
    assert words(everything[0]) == "In all, €75.00 is to be credited."


def test_the_way_from_the_sum_to_the_note_is_told() -> None:
    items = charged(line(3_000), "2023-01-01")
    first = explain_difference(credit_of(items, "2023-01-14"), gross(1_258), [], "EUR")
    assert all_words(first) == [
        "In all, €12.58 is to be credited for 13 unused days.",
        "This note credits €12.58.",
    ]
    more = credit_of(items, "2023-01-20", 1_258)
    assert all_words(explain_difference(more, gross(581), [], "EUR"))[1:] == [
        "€12.58 of it was credited before and still counts; this note adds €5.81."
    ]
    back = credit_of(items, "2023-01-16", 1_839)
    assert all_words(explain_difference(back, gross(194), ["2"], "EUR"))[1:] == [
        "€12.58 of it was credited before and still counts; this note adds €1.94.",
        "Before, €18.39 had been credited. Credit note 2 no longer counts; this one replaces it.",
    ]
    further = credit_of(items, "2023-01-10", 1_839)
    assert all_words(explain_difference(further, gross(871), ["2", "1"], "EUR"))[1:] == [
        "This note credits €8.71.",
        (
            "Before, €18.39 had been credited. Credit notes 2 and 1 no longer count; this one"
            " replaces them."
        ),
    ]


def test_a_supplement_says_what_was_taken_back_before_it_charges() -> None:
    back = credit_of(charged(line(3_000), "2023-01-01"), "2023-01-10", 1_839)
    assert all_words(explain_supplement(back, gross(387), "EUR")) == [
        "€18.39 had been credited, for days that were used after all; €8.71 is right.",
        "€5.81 was taken back by voiding credit notes.",
        "This invoice charges €3.87, whose credit was refunded or used already.",
    ]
