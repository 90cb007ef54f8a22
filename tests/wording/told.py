"""Words that a test makes up, as a service would tell them."""

from contracts.said import Told, said


def in_words(text: str) -> Told:
    return Told(**said("others.words", words=text).model_dump(), text=text)
