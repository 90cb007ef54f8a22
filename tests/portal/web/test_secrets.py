"""Form tokens: of one cookie, different each time, and readable while their key is known."""

from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from portal.web.secrets import Signer

OLD, NEW = SecretStr("old-key-of-a-test"), SecretStr("new-key-of-a-test")


def test_two_tokens_of_one_cookie_are_not_alike() -> None:
    signer = Signer([NEW])
    first, second = signer.form_token("cookie"), signer.form_token("cookie")
    assert first != second
    assert signer.is_form_token(first, "cookie")
    assert signer.is_form_token(second, "cookie")


def test_a_token_survives_a_new_key_but_not_the_end_of_its_own() -> None:
    token = Signer([OLD]).form_token("cookie")
    assert Signer([NEW, OLD]).is_form_token(token, "cookie")
    assert not Signer([NEW]).is_form_token(token, "cookie")


@given(st.text(max_size=100))
def test_no_text_is_a_token_by_chance(token: str) -> None:
    assert not Signer([NEW]).is_form_token(token, "cookie")


def test_a_message_is_read_only_by_who_signed_it() -> None:
    signed = Signer([OLD]).sign(["success", "code", {}])
    assert Signer([NEW, OLD]).read(signed) == ["success", "code", {}]
    assert Signer([NEW]).read(signed) is None
    assert Signer([NEW]).read("nonsense") is None
