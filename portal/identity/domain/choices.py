"""Between which customers one chooses who have a mail address, where they are too many."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, zip_longest

from contracts.orders import CustomerView


def shared_out(customers: Sequence[CustomerView], most: int) -> list[CustomerView]:
    """The first of each partner before the second of any: each partner says who has an address, and
    none can crowd out the customers of others."""
    by_partner: dict[int, list[CustomerView]] = defaultdict(list)
    for one in customers:
        by_partner[one.partner_id].append(one)
    rounds = zip_longest(*(by_partner[partner_id] for partner_id in sorted(by_partner)))
    return [one for one in chain.from_iterable(rounds) if one is not None][:most]
