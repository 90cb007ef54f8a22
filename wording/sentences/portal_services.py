"""What a customer reads of the services that it has."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "portal.services.any_kind": N_("All kinds"),
    "portal.services.any_state": N_("All"),
    "portal.services.charged": N_("Charged days"),
    "portal.services.documents": N_("Invoices and credit notes"),
    "portal.services.facts": N_("Your service"),
    "portal.services.fee": N_("Set-up, once"),
    "portal.services.kind": N_("Kind"),
    "portal.services.no_documents": N_("There is no document for this service yet."),
    "portal.services.no_start": N_("Not settled yet"),
    "portal.services.newest": N_("Newest first"),
    "portal.services.none": N_("You have no services yet"),
    "portal.services.none_found": N_("No service fits"),
    "portal.services.none_found_why": N_("None of your services fits what you searched for."),
    "portal.services.none_why": N_(
        "Choose one of our products. Once you have ordered it you find it here, with what it costs"
        " and how far it is paid."
    ),
    "portal.services.order": N_("Order"),
    "portal.services.order_new": N_("Order new products"),
    "portal.services.paid_until": N_("Paid until"),
    "portal.services.price": By(
        "cycle",
        {
            "monthly": N_("{price_minor} per month"),
            "calendar_month": N_("{price_minor} per month"),
            "days": Plural("{price_minor} per day", "{price_minor} per {count} days"),
            ANY: N_("{price_minor} once"),
            NONE: N_("{price_minor} once"),
        },
    ),
    "portal.services.price_head": N_("Price"),
    "portal.services.search": N_("Search your services"),
    "portal.services.service": N_("Service"),
    "portal.services.show_all": N_("Show all services"),
    "portal.services.sort": N_("Sort by"),
    "portal.services.start": N_("Start"),
    "portal.services.state": By(
        "state",
        {
            "pending": N_("Pending"),
            "scheduled": By(
                "start_on", {ANY: N_("Scheduled from {start_on}"), NONE: N_("Scheduled")}
            ),
            "active": N_("Active"),
            "paused": N_("Paused"),
            "disabled": N_("Disabled"),
            "archived": N_("Ended"),
        },
    ),
    "portal.services.status": N_("Status"),
    "portal.services.to_order": N_("See the order"),
    "portal.services.unsorted": N_(
        "More than {most} of your services fit, too many to sort: they are listed newest first."
        " Search or filter for fewer."
    ),
}
