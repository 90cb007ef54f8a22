"""Words that stand for a value of a fact, by the fact's name."""

from collections.abc import Mapping

from wording.marking import N_

ACTORS = {one: one for one in (N_("admin"), N_("customer"), N_("operator"), N_("system"))}
TERMS: Mapping[str, Mapping[str, str]] = {
    "verdict": {"approve": N_("approved"), "reject": N_("rejected")},
    "what": {
        one: one
        for one in (
            N_("account"),
            N_("checkout"),
            N_("credit note"),
            N_("customer"),
            N_("customer profile"),
            N_("gateway"),
            N_("invoice"),
            N_("item in this order"),
            N_("line in your cart"),
            N_("message"),
            N_("offering"),
            N_("order"),
            N_("partner"),
            N_("payment attempt"),
            N_("payment intent"),
            N_("quote"),
            N_("reconciliation"),
            N_("refund"),
            N_("subscription"),
            N_("ticket"),
        )
    },
    "needed": ACTORS,
    "actor_kind": ACTORS,
}
