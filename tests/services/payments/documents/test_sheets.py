"""What stands on an invoice and on a credit note, in the partner's language."""

from dataclasses import replace
from datetime import date

from contracts.message import Amount
from services.payments.documents.sheet import Labelled
from tests.services.payments.documents.samples import (
    ISSUED_ON,
    invoice,
    invoice_sheet,
    note_sheet,
    page_of,
    supplement_sheet,
)


def test_an_invoice_names_both_parties_its_number_and_its_day() -> None:
    sheet = invoice_sheet("de")
    assert sheet.seller == [
        "Alpennetz GmbH",
        "Hauptstraße 12",
        "6020 Innsbruck",
        "USt-IdNr. ATU12345678",
    ]
    assert sheet.buyer == ["Mia Moor", "Kunde cus_1"]
    assert Labelled("Nummer", "202301000042") in sheet.facts
    assert Labelled("Datum", "10. Januar 2023") in sheet.facts


def test_each_segment_is_a_line_with_net_vat_and_gross() -> None:
    lines = invoice_sheet().lines
    assert [(line.title, line.details) for line in lines] == [
        ("Fibre 250", ["10–20 Jan 2023 · 11 of 31 days", "20% off"]),
        ("Fibre 250", ["21–31 Jan 2023 · 11 of 31 days"]),
        ("Fibre 250", ["1–28 Feb 2023 · 28 of 28 days"]),
        ("Activation fee: Fibre 250", ["charged once"]),
        ("Telephone", ["10 Jan\u2009–\u20099 Feb 2023 · 31 of 31 days"]),
    ]
    assert lines[2].cells == ["1", "30.00", "20%", "6.00", "36.00"]


def test_vat_is_summed_by_rate_and_the_sums_are_the_invoices() -> None:
    sheet = invoice_sheet()
    assert sheet.vat_rows == [
        ["20%", "74.16", "14.83", "88.99"],
        ["10%", "9.00", "0.90", "9.90"],
    ]
    assert [part.value for part in sheet.totals] == ["€83.16", "€15.73", "€98.89"]
    assert sheet.result == Labelled("Amount due", "€98.89")


def test_what_was_paid_with_the_invoice_is_not_due() -> None:
    sheet = invoice_sheet(paid_on=ISSUED_ON)
    assert sheet.result.value == "€0.00"
    assert sheet.closing == ["Paid on 10 January 2023 – thank you. Nothing is due."]


def test_what_is_to_be_paid_later_says_until_when() -> None:
    later = replace(invoice(), due_on=date(2023, 1, 24))
    [closing] = page_of(later).sheet().closing
    assert closing == "Please pay by 24 January 2023, and name invoice 202301000042 when you do."


def test_an_invoice_explains_parts_of_periods_and_discounts() -> None:
    assert invoice_sheet("fr").explanation == [
        (
            "Fibre 250 : 30,00\xa0€ est le prix d’une période entière de 31 jours. Vous payez pour"
            " 10–20 janv. 2023, avec une remise de 20\xa0% : 30,00 × 11/31 × 80\xa0% = 8,516129…,"
            " arrondi par excès à 8,52\xa0€. S’y ajoutent 1,70\xa0€ de TVA à 20\xa0%, soit"
            " 10,22\xa0€."
        ),
        (
            "Fibre 250 : 30,00\xa0€ est le prix d’une période entière de 31 jours. Vous en payez"
            " 11, 21–31 janv. 2023 : 30,00 × 11/31 = 10,645161…, arrondi par défaut à 10,64\xa0€."
            " S’y ajoutent 2,13\xa0€ de TVA à 20\xa0%, soit 12,77\xa0€."
        ),
    ]


def test_a_partner_without_a_name_is_named_by_its_number() -> None:
    assert invoice_sheet(legal_name="", address="", vat_id="").seller == ["Partner 1"]


def test_a_credit_note_names_its_invoice_what_it_replaces_and_why() -> None:
    credited = Amount(net_minor=300, vat_minor=60, gross_minor=360)
    sheet = note_sheet("de", already=credited, voided=credited)
    assert sheet.title == "Rechnungskorrektur"
    assert Labelled("Zur Rechnung", "202301000042 vom 10. Januar 2023") in sheet.facts
    assert Labelled("Ersetzt Rechnungskorrektur", "202301000041") in sheet.facts
    assert Labelled("Grund", "Installed on 24 January") in sheet.facts


def test_a_credit_note_without_a_reason_of_a_person_says_why_in_its_language() -> None:
    why = Labelled("Grund", "Der Dienst begann später als bezahlt.")
    assert why in note_sheet("de", note=None).facts


def test_a_credit_note_explains_day_by_day_and_rounds_net_and_vat_apart() -> None:
    sheet = note_sheet()
    assert [line.details for line in sheet.lines] == [
        ["10–20 Jan 2023 · 11 of 11 days unused"],
        ["21–31 Jan 2023 · 3 of 11 days unused"],
        ["1–28 Feb 2023 · 0 of 28 days unused"],
        ["charged once, not credited when the start date moves"],
    ]
    assert sheet.explanation == [
        (
            "Fibre 250: €12.77 was charged for 11 days, 21–31 Jan 2023. Of these days the first 3"
            " are unused: net 10.64 × 3/11 = 2.901818…, rounded down to €2.90; VAT 2.13 × 3/11 ="
            " 0.580909…, rounded down to €0.58; together €3.48."
        ),
        "In all, €13.70 is to be credited for 14 unused days.",
        "This note credits €13.70.",
    ]
    assert sheet.result.value == "€13.70"


def test_what_was_credited_before_is_taken_off_line_by_line_and_in_words() -> None:
    sheet = note_sheet(already=Amount(net_minor=300, vat_minor=60, gross_minor=360))
    assert sheet.lines[-1].title == "Credited before"
    assert sheet.lines[-1].cells == ["", "-3.00", "20%", "-0.60", "-3.60"]
    assert sheet.result.value == "€10.10"
    assert sheet.vat_rows == [["20%", "8.42", "1.68", "10.10"]]
    assert sheet.explanation[-1] == (
        "€3.60 of it was credited before and still counts; this note adds €10.10."
    )


def test_a_supplementary_invoice_is_called_so() -> None:
    sheet = supplement_sheet()
    assert sheet.title == "Ergänzungsrechnung"
    assert sheet.lines[0].title == "Gutgeschriebene, doch genutzte Tage: Fibre 250"
