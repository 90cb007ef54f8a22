"""The frame of the portal's pages: its menu, and what is said where a page cannot be shown."""

from collections.abc import Mapping

from wording.marking import N_, VIEWER, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "portal.error.fault": By(
        VIEWER,
        {
            "customer": N_(
                "Something went wrong on our side. What you did last may or may not have happened:"
                " look at your orders before you do it again. If this stays, contact us and name"
                " the number below."
            ),
            "staff": N_(
                "Something went wrong in Turnup. What you did last may or may not have happened:"
                " look before you do it again. If this stays, name the number below to whoever"
                " runs Turnup: it is in the logs."
            ),
        },
    ),
    "portal.error.foreign_form": N_(
        "This form was not accepted, as it was opened before you signed in, or elsewhere. Nothing"
        " was done. Go back, load the page again and send it once more."
    ),
    "portal.error.not_found": By(
        VIEWER,
        {
            "customer": N_(
                "There is no such page here, or it is not yours to see. Check the address, or go on"
                " from the dashboard."
            ),
            "staff": N_(
                "There is no such page here, or it is not yours to see. Check the address, or go on"
                " from the start page."
            ),
        },
    ),
    "portal.error.reference": N_("Number of this request: {request_id}"),
    "portal.error.title": N_("That did not work"),
    "portal.error.to_dashboard": By(
        VIEWER, {"customer": N_("To the dashboard"), "staff": N_("To the start page")}
    ),
    "portal.error.too_large": N_(
        "What you sent is too large. Nothing was done. Send less, for example smaller files."
    ),
    "portal.error.wrong_form": N_(
        "What was sent does not fit this page. Nothing was done. Go back, load the page again and"
        " send it once more."
    ),
    "portal.menu.dashboard": N_("Dashboard"),
    "portal.menu.finance": N_("Finance"),
    "portal.menu.order": N_("Order new products"),
    "portal.menu.orders": N_("Orders"),
    "portal.menu.profile": N_("Profile"),
    "portal.menu.services": N_("My services"),
    "portal.menu.tickets": N_("Tickets"),
}
