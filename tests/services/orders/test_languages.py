"""One order as its customer and as an admin read it, in each language that a request asks for."""

from dataclasses import dataclass
from typing import Any

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from chassis.tokens import sign
from contracts.actors import Actor
from contracts.message import Language
from tests.services.orders.world import World, key

pytestmark = pytest.mark.engines

READ: dict[tuple[str, Language], tuple[str, str]] = {
    ("customer", "en"): (
        (
            "Your service is active; your provider confirms the start date. You do not have to do"
            " anything; until then you can cancel it."
        ),
        "Successful: your payment has arrived.",
    ),
    ("customer", "de"): (
        (
            "Ihr Dienst ist aktiv; Ihr Anbieter bestätigt noch das Startdatum. Sie müssen nichts"
            " tun; bis dahin können Sie ihn stornieren."
        ),
        "Erfolgreich: Ihre Zahlung ist eingegangen.",
    ),
    ("customer", "fr"): (
        (
            "Votre service est actif ; votre fournisseur confirme la date de début. Vous n’avez"
            " rien à faire ; d’ici là, vous pouvez l’annuler."
        ),
        "Réussi : votre paiement est arrivé.",
    ),
    ("admin", "en"): (
        (
            "One item is paid and active, waiting for confirmation; an admin of the partner can"
            " confirm the start date or reject, the customer can cancel."
        ),
        "Successful: the payment has arrived.",
    ),
    ("admin", "de"): (
        (
            "Eine Position ist bezahlt und aktiv und wartet auf Bestätigung; ein Admin des Partners"
            " kann das Startdatum bestätigen oder ablehnen, der Kunde kann stornieren."
        ),
        "Erfolgreich: Die Zahlung ist eingegangen.",
    ),
    ("admin", "fr"): (
        (
            "Un article est payé et actif et attend une confirmation ; un administrateur du"
            " partenaire peut confirmer la date de début ou refuser, le client peut annuler."
        ),
        "Réussi : le paiement est arrivé.",
    ),
}


@dataclass
class Reader:
    """Reads over HTTP as somebody in a language, and sees in which one the answer is."""

    world: World
    keys: dict[str, SecretStr]

    async def __call__(
        self, actor: Actor, language: str, path: str, body: Any = None
    ) -> dict[str, Any]:
        headers = {
            "Authorization": f"Bearer {sign(self.keys, 'portal', 'orders', actor)}",
            "Accept-Language": language,
            "Idempotency-Key": key(),
        }
        transport = httpx.ASGITransport(app=self.world.app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://orders.test", headers=headers
        ) as client:
            answer = await client.request("GET" if body is None else "POST", path, json=body)
        assert answer.headers["Content-Language"] == language
        document: dict[str, Any] = answer.json()
        return document


@pytest.fixture
def read(world: World, token_keys: dict[str, SecretStr]) -> Reader:
    return Reader(world, token_keys)


async def test_a_paid_order_is_told_to_each_reader_in_its_language(
    world: World, read: Reader
) -> None:
    order = await world.paid(await world.customer())
    actors = {
        "customer": Actor(kind="customer", id=order.customer_id, partner_id=world.partner_id),
        "admin": Actor(kind="admin", id="ada", partner_id=world.partner_id),
    }
    for (kind, language), (waits_for, message) in READ.items():
        path = f"/v1/orders/{order.id}/payment-page"
        answer = await read(actors[kind], language, path)
        assert [one["text"] for one in answer["order"]["waits_for"]] == [waits_for]
        assert answer["message"] == {
            "code": "order.outcome",
            "facts": {"outcome": "paid"},
            "text": message,
        }


async def test_a_refusal_is_told_in_the_language_of_its_request(world: World, read: Reader) -> None:
    order = await world.paid(await world.customer())
    ada = Actor(kind="admin", id="ada", partner_id=world.partner_id)
    path = f"/v1/orders/{order.id}/items/{order.items[0].id}/decisions"
    early = {"verdict": "approve", "start_on": "2022-12-31"}
    refused = {language: await read(ada, language, path, early) for language in ("en", "de", "fr")}
    assert {language: one["detail"] for language, one in refused.items()} == {
        "en": "31 December 2022 is before the payment date 1 January 2023. Nothing was recorded.",
        "de": "Der 31. Dezember 2022 liegt vor dem Zahlungsdatum 1. Januar 2023. Es wurde nichts"
        " erfasst.",
        "fr": "Le 31 décembre 2022 précède la date de paiement, le 1er janvier 2023. Rien n’a été"
        " enregistré.",
    }
    facts = {"why": "before_payment", "start_on": "2022-12-31", "paid_on": "2023-01-01"}
    assert all(facts.items() <= one.items() for one in refused.values())
