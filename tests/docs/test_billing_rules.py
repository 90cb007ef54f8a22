"""The examples of the billing rules are true."""

import doctest

import pytest

from tests.docs import billing_words
from tests.docs.pages import ROOT, Page

PAGE = Page(ROOT / "docs" / "billing-rules.md")
WORDS = {
    name: getattr(billing_words, name)
    for name in ("plan", "charges", "explain", "invoice", "credit", "moves")
}


@pytest.mark.parametrize(
    "example", PAGE.blocks("python"), ids=lambda e: str(e).split("\n")[0][4:64]
)
def test_the_example_holds(example: str) -> None:
    parsed = doctest.DocTestParser().get_doctest(example, dict(WORDS), "example", PAGE.name, 0)
    assert parsed.examples
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert not runner.run(parsed, out=report.append).failed, "".join(report)


def test_every_rule_has_an_example() -> None:
    rules = PAGE.text.split("\n## ")[1:]
    assert len(rules) >= 9
    assert not [
        rule.split("\n")[0] for rule in rules if "```python" not in rule and "Not shown" not in rule
    ]
