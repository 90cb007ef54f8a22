"""The summary of an order's contract, as it is mailed."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "contract.title": N_("Contract summary of order {order_id}"),
    "contract.placed": N_("Ordered on {placed_on}"),
    "contract.provider": N_("Provider: {words}"),
    "contract.customer": N_("Customer: {words}"),
    "contract.line": N_("{quantity} × {title}"),
    "contract.price": By(
        "cycle",
        {
            "once": N_("Price: {price_minor}, once"),
            "days": Plural(
                "Price: {price_minor} per day", "Price: {price_minor} every {count} days"
            ),
            ANY: N_("Price: {price_minor} per month"),
        },
    ),
    "contract.charged": N_("Charged with this order: {price_minor}"),
    "contract.fee": N_("Activation, once: {price_minor}"),
    "contract.months": Plural("Contract for 1 month", "Contract for {count} months"),
    "contract.total": N_("Total: {total_minor}, of which {vat_minor} is VAT"),
    "contract.terms": By(
        "terms_version",
        {
            ANY: N_("Terms that were agreed to: version {terms_version}"),
            NONE: N_("No terms had to be agreed to."),
        },
    ),
}
