"""Which language is spoken: the best that whoever asks can read, and English else."""

import pytest

from contracts.message import Language
from wording.languages import negotiated, speaking, spoken


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("es, fr;q=0.5, de;q=0.9", "de"),
        ("en;q=0.1, fr;q=0.2", "fr"),
        ("fr;q=0, de", "de"),
        ("fr;q=0", "en"),
        ("xx-YY", "en"),
        ("*", "en"),
        ("de;q=nonsense, fr", "fr"),
        (";;;===,,,", "en"),
        ("FR-ca", "fr"),
        (",".join(["xx"] * 1_000 + ["de"]), "en"),
    ],
)
def test_the_best_of_what_is_asked_for_is_spoken(header: str, language: Language) -> None:
    assert negotiated(header) == language


def test_of_what_is_offered() -> None:
    assert negotiated("de, fr;q=0.5", ["en", "fr"]) == "fr"


def test_english_is_spoken_until_another_is_chosen() -> None:
    assert spoken() == "en"
    with speaking("de"):
        assert spoken() == "de"
    assert spoken() == "en"
