"""Words come from a code and facts, for whoever reads them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest

from contracts.decisions import ItemIsAlreadyDecided
from contracts.message import Language
from contracts.orders import QuoteBelongsToAnotherOrder
from contracts.problems import ObjectIsNotFound
from contracts.said import Said, said
from wording import telling
from wording.languages import speaking
from wording.marking import ANY, NONE, By, Plural, Sentence
from wording.refusals import detail_of
from wording.telling import words

MADE_UP: Mapping[str, Sentence] = {
    "start": "It starts on {start_on}.",
    "looked_at": "Looked at {decided_at}.",
    "decided": "Decided at {decided_at}: {amount_minor} at {vat_basis_points}.",
    "items": Plural("One item is open.", "{count} items are open."),
    "whose": By("viewer", {"customer": "Your order.", "staff": "Order of {customer_id}."}),
    "since": By("start_on", {ANY: "Active since {start_on}.", NONE: "Active."}),
    "all": "Why: {reasons}",
    "named": "Pay with {methods}.",
    "verdict": "It is {verdict}.",
    "foreign": "They said: {text}",
    "paid": "{days_span}: {base_exact} × {days} = {result_exact}",
}


@pytest.fixture(autouse=True)
def made_up_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "SENTENCES", MADE_UP)


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (said("start", start_on=date(2023, 1, 14)), "It starts on 14 January 2023."),
        (
            said(
                "decided",
                decided_at=datetime(2023, 1, 2, 3, 4, 5, tzinfo=UTC),
                amount_minor=-1_258,
                currency="EUR",
                vat_basis_points=1_950,
            ),
            "Decided at 2 Jan 2023, 03:04 UTC: -€12.58 at 19.5%.",
        ),
        (said("items", count=1), "One item is open."),
        (said("items", count=2), "2 items are open."),
        (said("since", start_on=date(2023, 1, 14)), "Active since 14 January 2023."),
        (said("since"), "Active."),
        (said("since", start_on=None), "Active."),
        (
            said("all", reasons=[said("since"), said("items", count=1)]),
            "Why: Active. One item is open.",
        ),
        (said("named", methods=["card", "cash", "transfer"]), "Pay with card, cash and transfer."),
        (said("verdict", verdict="approve"), "It is approved."),
        (
            said(
                "paid",
                days_span="2023-01-10/2023-01-31",
                base_exact="3000",
                days="22/31",
                result_exact="66000/31",
                currency="EUR",
            ),
            "10–31 Jan 2023: 30.00 × 22/31 = 21.290322…",
        ),
        (said("foreign", text="{braces} {0.__class__}"), "They said: {braces} {0.__class__}"),
    ],
)
def test_facts_are_written_as_their_names_say(what: Said, expected: str) -> None:
    assert words(what) == expected
    assert words(Said.model_validate_json(what.model_dump_json())) == expected


def test_what_is_said_depends_on_who_reads_it() -> None:
    what = said("whose", customer_id="mia")
    assert words(what, "customer") == "Your order."
    assert words(what, "staff") == "Order of mia."


@pytest.mark.parametrize(
    ("zone", "language", "told"),
    [
        ("Europe/Vienna", "en", "2 Jan 2023, 04:04 CET"),
        ("Europe/Vienna", "de", "2. Jan. 2023, 04:04 MEZ"),
        ("Asia/Kolkata", "fr", "2 janv. 2023, 08:34 +0530"),
        ("Europe", "en", "2 Jan 2023, 03:04 UTC"),
        ("../etc/passwd", "en", "2 Jan 2023, 03:04 UTC"),
        (None, "en", "2 Jan 2023, 03:04 UTC"),
        (7, "en", "2 Jan 2023, 03:04 UTC"),
    ],
)
def test_a_moment_is_told_to_the_minute_on_the_clocks_of_the_place_it_names(
    zone: str | int | None, language: Language, told: str
) -> None:
    at = datetime(2023, 1, 2, 3, 4, 5, tzinfo=UTC)
    what = said("looked_at", decided_at=at, time_zone=zone)
    assert words(what, language=language) == f"Looked at {told}."


def test_a_code_of_a_newer_version_is_shown_as_it_is() -> None:
    assert words(said("newer.code")) == "newer.code"
    assert words(said("start")) == "start"


def test_a_refusal_speaks_the_language_of_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert detail_of(ObjectIsNotFound(what="order")) == "There is no such order. Nothing was done."
    with speaking("de"):
        told = detail_of(ObjectIsNotFound(what="order"))
    assert told == "Nicht gefunden: Bestellung. Es wurde nichts getan."


def test_a_refusal_that_others_worded_keeps_its_words() -> None:
    assert detail_of(ItemIsAlreadyDecided(detail="Ada was first.")) == "Ada was first."
    assert detail_of(QuoteBelongsToAnotherOrder()) == "Quote belongs to another order"
