"""What the parts of the portal's pages say by themselves: menus, fields, lists, windows."""

from collections.abc import Mapping

from wording.marking import N_, VIEWER, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "portal.ui.account": N_("Account"),
    "portal.ui.away": N_("{what} cannot be shown at the moment. Load the page again in a minute."),
    "portal.ui.back_to": N_("Back to {host}"),
    "portal.ui.breadcrumbs": N_("You are here"),
    "portal.ui.cart": N_("Cart"),
    "portal.ui.cart_count": Plural("Cart, {count} product", "Cart, {count} products"),
    "portal.ui.close": N_("Close"),
    "portal.ui.copied": N_("Copied"),
    "portal.ui.copy": N_("Copy"),
    "portal.ui.fault_of": N_("{label}: {fault}"),
    "portal.ui.faults": Plural(
        "Nothing was done yet. One thing is to be corrected:",
        "Nothing was done yet. {count} things are to be corrected:",
    ),
    "portal.ui.filters": By("is_set", {"true": N_("Filters are set"), "false": N_("Filters")}),
    "portal.ui.file_ends": N_(
        "This file is not complete: your session ended while it was written. Sign in and download"
        " it again."
    ),
    "portal.ui.first_page": N_("First page"),
    "portal.ui.home": By(VIEWER, {"customer": N_("Customer portal"), "staff": N_("Admin portal")}),
    "portal.ui.language": N_("Language"),
    "portal.ui.loading": N_("Loading"),
    "portal.ui.menu": N_("Menu"),
    "portal.ui.next_page": N_("Next page"),
    "portal.ui.optional": N_("(optional)"),
    "portal.ui.pages": N_("Pages"),
    "portal.ui.preferences": N_("Language and colours"),
    "portal.ui.scheme": N_("Colours"),
    "portal.ui.scheme_dark": N_("Dark"),
    "portal.ui.scheme_light": N_("Light"),
    "portal.ui.scheme_system": N_("As the device"),
    "portal.ui.search": N_("Search"),
    "portal.ui.search_now": N_("Show"),
    "portal.ui.show_password": N_("Show the password"),
    "portal.ui.sign_out": N_("Sign out"),
    "portal.ui.skip": N_("Skip to the content"),
    "portal.ui.steps": N_("Steps"),
    "portal.ui.support": N_("Questions? We are glad to help:"),
    "portal.ui.working": N_("One moment…"),
}
