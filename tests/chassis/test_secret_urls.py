"""A part of a password that looks like another part of the address is noticed before it is used."""

import pytest

from chassis.secret_urls import parts_of


@pytest.mark.parametrize(
    "url",
    [
        "smtp://u:p@secret@host",
        "smtp://u:p/secret@host",
        "smtp://u:p?secret@host",
        "smtp://u:p#secret",
        "smtp://u:p[secret@host",
        "smtp://u:p\u2100secret@host",
        "smtp://host:secret",
        "smtp://host:99999",
        "smtp://host:0",
    ],
)
def test_an_address_whose_parts_are_not_where_they_seem_has_none(url: str) -> None:
    assert parts_of(url) is None


def test_one_that_is_written_as_it_should_be_has_all() -> None:
    parts = parts_of("smtps://u:p%40%2F@[::1]:465/a?b=c")
    assert parts is not None
    found = (parts.scheme, parts.password, parts.hostname, parts.port, parts.path, parts.query)
    assert found == ("smtps", "p%40%2F", "::1", 465, "/a", "b=c")
