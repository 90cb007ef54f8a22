"""The page about the simulator names every test card and every member of the fault script."""

from pathlib import Path

from simulator.card_list import CARDS
from simulator.faults import FaultScript

PAGE = (Path(__file__).parents[2] / "docs" / "simulator.md").read_text()


def test_every_card_is_described_in_its_own_words() -> None:
    for card in CARDS:
        assert f"| `{card.printed}` | `{card.name}` | {card.label} |" in PAGE


def test_every_member_of_the_fault_script_is_described() -> None:
    for member in FaultScript.model_fields:
        assert f"`{member}`" in PAGE
