"""The portal's pages on which products are chosen and ordered."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

PRICES: Mapping[str, Sentence] = {
    "portal.order.period": By(
        "cycle",
        {
            "once": N_("once"),
            "days": Plural("per day", "per {count} days"),
            "calendar_month": N_("per calendar month"),
            ANY: N_("per month"),
            NONE: N_("once"),
        },
    ),
    "portal.order.vat": By(
        "vat_basis_points",
        {
            NONE: N_("without VAT"),
            ANY: By(
                "includes_vat",
                {
                    ANY: N_("incl. {vat_basis_points} VAT"),
                    NONE: N_("plus {vat_basis_points} VAT"),
                },
            ),
        },
    ),
    "portal.order.fee": N_("Plus {fee_minor} once for the activation"),
    "portal.order.fee_within": N_("Includes {fee_minor} once for the activation"),
    "portal.order.discount": N_("{rate_basis_points} off until {last_on}"),
    "portal.order.discount_later": N_("{rate_basis_points} off from {first_on} to {last_on}."),
    "portal.order.download": N_("{mbps} Mbit/s down"),
    "portal.order.upload": N_("{mbps} Mbit/s up"),
    "portal.order.contract": Plural("Contract: {count} month", "Contract: {count} months"),
    "portal.order.contract_details": Plural(
        "The contract runs for at least one month.",
        "The contract runs for at least {count} months.",
    ),
    "portal.order.pays_for": N_("Covers {days}"),
}
PRODUCTS: Mapping[str, Sentence] = {
    "portal.order.all_kinds": N_("All"),
    "portal.order.away_cart": N_("Your cart"),
    "portal.order.away_catalogue": N_("The products"),
    "portal.order.contents": N_("In this bundle:"),
    "portal.order.details": N_("View details"),
    "portal.order.disabled": N_("Nothing can be ordered here at the moment"),
    "portal.order.group": By(
        "kind",
        {
            "bundle": N_("Bundles"),
            "internet": N_("Internet"),
            "voice": N_("Voice"),
            "recurring": N_("Recurring"),
            ANY: N_("One-time"),
            NONE: N_("One-time"),
        },
    ),
    "portal.order.kind": N_("Kind"),
    "portal.order.none": N_("There is nothing to order yet"),
    "portal.order.none_found": N_("Nothing was found"),
    "portal.order.none_found_more": N_("Search for fewer words, or look at all products."),
    "portal.order.none_more": N_(
        "Your provider offers no product for you at the moment. Your services and orders go on."
    ),
    "portal.order.search": N_("Search the products"),
    "portal.order.select": N_("Select the service"),
    "portal.order.show_all": N_("Show all products"),
    "portal.order.title": N_("Order new products"),
    "portal.order.to_services": N_("To my services"),
}
CART: Mapping[str, Sentence] = {
    "portal.order.cart": N_("Cart"),
    "portal.order.change": N_("Update"),
    "portal.order.checkout": N_("Checkout"),
    "portal.order.currencies": N_(
        "These products have prices in different currencies ({currencies}) and cannot be ordered"
        " together. Delete those in one of them and order them afterwards. Nothing was ordered."
    ),
    "portal.order.delete": N_("Delete"),
    "portal.order.empty": N_("Your cart is empty"),
    "portal.order.empty_more": N_("What you select will be here, on all your devices."),
    "portal.order.fees": N_("Activation, once"),
    "portal.order.gone": N_("This can no longer be ordered. Delete it to go on."),
    "portal.order.gone_name": N_("A product that is no longer offered"),
    "portal.order.line_name": N_("Product {number}"),
    "portal.order.once": N_("One-time products"),
    "portal.order.periods": By(
        "cycle", {"days": N_("Periods"), ANY: N_("Months"), NONE: N_("Months")}
    ),
    "portal.order.quantity": N_("Quantity"),
    "portal.order.recurring": N_("Recurring"),
    "portal.order.select_more": N_("Select more"),
    "portal.order.some_gone": N_(
        "Something in your cart can no longer be ordered. Delete it, and the rest can be ordered."
        " It is not in the total."
    ),
    "portal.order.total": N_("Total: {total_minor}"),
    "portal.order.total_now": N_("To pay now"),
    "portal.order.total_later": N_("To pay after the approval"),
    "portal.order.total_vat": N_("Includes {vat_minor} VAT"),
    "portal.order.window": N_("Product checkout"),
}
CHECKOUT: Mapping[str, Sentence] = {
    "portal.checkout.agree": N_("I agree to the new prices"),
    "portal.checkout.agree_first": N_(
        "Read the terms and agree to them first. Nothing was ordered and nothing was charged."
    ),
    "portal.checkout.agree_terms": N_("I agree to the terms"),
    "portal.checkout.away_methods": N_("The ways to pay"),
    "portal.checkout.by_request": N_("Your order is sent as a request; nothing is charged now"),
    "portal.checkout.change": N_("Change"),
    "portal.checkout.changed": N_("Your cart was changed meanwhile"),
    "portal.checkout.changed_empty": N_(
        "It was ordered or emptied, perhaps in another window. Nothing was ordered now; what you"
        " ordered is among your orders."
    ),
    "portal.checkout.changed_more": N_(
        "That was perhaps in another window. Nothing was ordered and nothing was charged. This is"
        " what it holds now: look at it and order again."
    ),
    "portal.checkout.empty_more": N_(
        "Nothing can be ordered yet. What you ordered already is among your orders."
    ),
    "portal.checkout.free": N_(
        "There is nothing to pay. Your provider looks at the order and starts the services."
    ),
    "portal.checkout.link_method": N_("Add another way to pay"),
    "portal.checkout.method": N_("How do you want to pay?"),
    "portal.checkout.no_method": N_("Why none of your ways to pay can be used"),
    "portal.checkout.order": N_("Order new product(s)"),
    "portal.checkout.payment": N_("Payment"),
    "portal.checkout.price_change": N_("{old_minor} → {new_minor}"),
    "portal.checkout.prices_changed": N_("Prices have changed"),
    "portal.checkout.prices_changed_more": N_(
        "They changed while you looked. Nothing was ordered and nothing was charged. Agree to the"
        " new prices below, and order again:"
    ),
    "portal.checkout.products": N_("Your products"),
    "portal.checkout.read_terms": N_("Read the terms (in a new window)"),
    "portal.checkout.summary": N_("Summary"),
    "portal.checkout.terms": N_("Terms"),
    "portal.checkout.terms_none": N_("There are no terms to agree to."),
    "portal.checkout.title": N_("Checkout"),
}
SENTENCES: Mapping[str, Sentence] = {**PRICES, **PRODUCTS, **CART, **CHECKOUT}
