"""What those are called who did something."""

from collections.abc import Mapping

from wording.marking import N_, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "who.as_customer": N_("{customer_name} by {by}"),
    "who.customer": N_("Customer {customer_name}"),
    "who.turnup": N_("Turnup itself"),
}
