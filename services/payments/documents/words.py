"""The words of the documents in each language. No sentence is put together elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.message import Language


@dataclass(frozen=True)
class Words:
    """One language. What stands in braces is filled in by whoever prints."""

    locale: str
    invoice: str
    supplement: str
    credit_note: str
    number: str
    issued_on: str
    order: str
    customer: str
    currency: str
    for_invoice: str
    of_day: str
    replaces: str
    reason: str
    vat_id: str
    partner: str
    item: str
    quantity: str
    charged: str
    net: str
    vat_rate: str
    vat: str
    gross: str
    total: str
    vat_summary: str
    due: str
    paid_on: str
    nothing_due: str
    settled_by_credit: str
    credited_total: str
    period: str
    unused: str
    once: str
    credited_whole: str
    not_credited: str
    discount: str
    explanation: str
    rounded: str
    credited_before: str
    already_credited: str
    all_in_all: str
    page: str
    fee: str
    used_after_all: str


EN = Words(
    locale="en_GB",
    invoice="Invoice",
    supplement="Supplementary invoice",
    credit_note="Credit note",
    number="Number",
    issued_on="Date",
    order="Order",
    customer="Customer",
    currency="Currency",
    for_invoice="For invoice",
    of_day="{number} of {day}",
    replaces="Replaces credit note",
    reason="Reason",
    vat_id="VAT ID",
    partner="Partner",
    item="Description",
    quantity="Qty",
    charged="Invoiced",
    net="Net",
    vat_rate="VAT %",
    vat="VAT",
    gross="Gross",
    total="Total",
    vat_summary="VAT summary",
    due="Amount due",
    paid_on="Paid on {day} – thank you. Nothing is due.",
    nothing_due="Nothing is due.",
    settled_by_credit="Settled by credit that was still due to you: {amount}.",
    credited_total="Amount credited",
    period="{period} · {days} of {full} days",
    unused="{period} · {unused} of {days} days unused",
    once="charged once",
    credited_whole="credited in full",
    not_credited="charged once, not credited when the start date moves",
    discount="{percent} off",
    explanation="How the amounts come about",
    rounded="{figure}, rounded to {amount}",
    credited_before="Credited for this item before, and still valid: {before}. {target} less"
    " {before} gives {amount}.",
    already_credited="Credited before",
    all_in_all="Unused days in all: {unused}. To be credited for them in all: {target}.",
    page="Page",
    fee="Activation fee",
    used_after_all="Credited days used after all",
)

# "Gutschrift" would mean an invoice that the customer writes: . 14 UStG.
DE = Words(
    locale="de_DE",
    invoice="Rechnung",
    supplement="Ergänzungsrechnung",
    credit_note="Rechnungskorrektur",
    number="Nummer",
    issued_on="Datum",
    order="Bestellung",
    customer="Kunde",
    currency="Währung",
    for_invoice="Zur Rechnung",
    of_day="{number} vom {day}",
    replaces="Ersetzt Korrektur",
    reason="Grund",
    vat_id="USt-IdNr.",
    partner="Partner",
    item="Bezeichnung",
    quantity="Menge",
    charged="Berechnet",
    net="Netto",
    vat_rate="USt. %",
    vat="USt.",
    gross="Brutto",
    total="Summe",
    vat_summary="Umsatzsteuer",
    due="Zu zahlen",
    paid_on="Bezahlt am {day}, vielen Dank. Es ist nichts zu zahlen.",
    nothing_due="Es ist nichts zu zahlen.",
    settled_by_credit="Mit Guthaben aus früheren Korrekturen verrechnet: {amount}.",
    credited_total="Gutgeschriebener Betrag",
    period="{period} · {days} von {full} Tagen",
    unused="{period} · {unused} von {days} Tagen nicht genutzt",
    once="einmalig",
    credited_whole="vollständig gutgeschrieben",
    not_credited="einmalig; wird bei verschobenem Beginn nicht gutgeschrieben",
    discount="{percent} Rabatt",
    explanation="So kommen die Beträge zustande",
    rounded="{figure}, gerundet {amount}",
    credited_before="Für diese Position bereits gutgeschrieben und weiter gültig: {before}."
    " {target} weniger {before} ergibt {amount}.",
    already_credited="Bereits gutgeschrieben",
    all_in_all="Nicht genutzte Tage insgesamt: {unused}. Dafür insgesamt gutzuschreiben: {target}.",
    page="Seite",
    fee="Aktivierungsgebühr",
    used_after_all="Gutgeschriebene, doch genutzte Tage",
)

FR = Words(
    locale="fr_FR",
    invoice="Facture",
    supplement="Facture complémentaire",
    credit_note="Avoir",
    number="Numéro",
    issued_on="Date",
    order="Commande",
    customer="Client",
    currency="Devise",
    for_invoice="Sur la facture",
    of_day="{number} du {day}",
    replaces="Remplace l’avoir",
    reason="Motif",
    vat_id="N° de TVA",
    partner="Partenaire",
    item="Désignation",
    quantity="Qté",
    charged="Facturé",
    net="HT",
    vat_rate="TVA %",
    vat="TVA",
    gross="TTC",
    total="Total",
    vat_summary="Récapitulatif de TVA",
    due="Net à payer",
    paid_on="Payée le {day}, merci. Rien n’est dû.",
    nothing_due="Rien n’est dû.",
    settled_by_credit="Réglé par des avoirs non remboursés : {amount}.",
    credited_total="Montant de l’avoir",
    period="{period} · {days} jours sur {full}",
    unused="{period} · {unused} jours sur {days} non utilisés",
    once="facturé une fois",
    credited_whole="remboursé en totalité",
    not_credited="facturé une fois, non remboursé si la date de début change",
    discount="remise de {percent}",
    explanation="Comment les montants sont calculés",
    rounded="{figure}, arrondi à {amount}",
    credited_before="Déjà crédité pour cet article et toujours valable : {before}. {target} moins"
    " {before} donne {amount}.",
    already_credited="Déjà crédité",
    all_in_all="Jours non utilisés en tout : {unused}. À créditer pour eux en tout : {target}.",
    page="Page",
    fee="Frais d’activation",
    used_after_all="Jours crédités mais utilisés",
)

WORDS: Mapping[Language, Words] = {"en": EN, "de": DE, "fr": FR}
