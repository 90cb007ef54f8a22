"""No partner crowds the customers of another out of the choice."""

from contracts.orders import CustomerView
from portal.identity.domain.choices import shared_out


def customer(partner_id: int, number: int) -> CustomerView:
    return CustomerView(
        id=f"cus_{number}", partner_id=partner_id, name="Mia", email="mia@example.org"
    )


def test_each_partner_has_its_share_in_its_own_order() -> None:
    flood = [customer(7, number) for number in range(100)]
    honest = [customer(1, 200), customer(1, 201), customer(9, 300)]
    chosen = shared_out([*flood, *honest], 6)
    assert [(one.partner_id, one.id) for one in chosen] == [
        (1, "cus_200"),
        (7, "cus_0"),
        (9, "cus_300"),
        (1, "cus_201"),
        (7, "cus_1"),
        (7, "cus_2"),
    ]


def test_few_are_all_there() -> None:
    assert len(shared_out([customer(1, 1), customer(1, 2)], 40)) == 2
    assert shared_out([], 40) == []
