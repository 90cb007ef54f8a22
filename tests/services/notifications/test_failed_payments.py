"""The mail about a payment that failed says why, in the customer's language."""

import pytest

from contracts.message import Language
from contracts.said import Said, said
from services.notifications.domain.notices import story_of
from tests.services.notifications.world import happened
from wording.telling import words

BY_CODE = said("gateway.declined", reason="card_expired")
IN_ITS_WORDS = said("gateway.words", gateway_words="Do not\nhonour.", gateway_language="en")


@pytest.mark.parametrize(
    ("reason", "language", "told"),
    [
        (BY_CODE, "en", "did not go through. The card has expired. You can try again"),
        (BY_CODE, "de", "ist fehlgeschlagen. Die Karte ist abgelaufen. Sie können es noch"),
        (IN_ITS_WORDS, "en", ". The payment service says: “Do not honour.” You can try again"),
        (IN_ITS_WORDS, "fr", ". Le service de paiement indique : « Do not honour. » Vous pouvez"),
        (None, "en", "did not go through. You can try again"),
    ],
)
def test_it_is_told_by_its_code_or_quoted(
    reason: Said | None, language: Language, told: str
) -> None:
    event = happened("payment_failed", reason=reason)
    assert told in words(story_of(event), "customer", language).replace("\xa0", " ")
