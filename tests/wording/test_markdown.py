"""Text of others means nothing in Markdown."""

import pytest

from wording.markdown import literally


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Fibre 100: the_fast one, 10:30", "Fibre 100: the_fast one, 10:30"),
        ("`./turnup order restart ord_1`", "`./turnup order restart ord_1`"),
        ("[pay](http://a.test)", r"\[pay](http\://a.test)"),
        ("see HTTPS://a.test or MailTo:a@b.test", r"see HTTPS\://a.test or MailTo\:a@b.test"),
        ("<b>x</b> *y* _z_ ~~q~~", r"\<b>x\</b> \*y\* \_z\_ \~\~q\~\~"),
        ("a\n\n# b\\", r"a # b" + "\\\\"),
    ],
)
def test_marks_are_escaped_and_names_stay(text: str, written: str) -> None:
    assert literally(text) == written
