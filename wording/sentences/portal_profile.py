"""What a customer reads of itself and of what it can pay with."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Sentence

METHODS: Mapping[str, Sentence] = {
    "portal.methods.about": By(
        "kind",
        {
            "page": N_("You are taken to the payment page when you order."),
            "linked": N_("Kept by the payment company. It is charged only when you order with it."),
            ANY: N_("You are told how to pay when you order."),
            NONE: N_("You are told how to pay when you order."),
        },
    ),
    "portal.methods.back": N_(
        "If you have just linked a payment method, it is in the list below. It may take a moment:"
        " load the page again if you miss it."
    ),
    "portal.methods.go_on": N_("Continue"),
    "portal.methods.goes_on": N_(
        "You are taken to the page of the payment company, where you leave your payment method. We"
        " never see its number. Nothing is charged, and you come back here afterwards."
    ),
    "portal.methods.link": N_("Link a payment method: {method}"),
    "portal.methods.link_title": N_("Link a payment method"),
    "portal.methods.link_why": N_(
        "With a linked payment method you do not type anything again when you order."
    ),
    "portal.methods.none": N_("There is nothing to pay with online"),
    "portal.methods.none_why": N_(
        "You can order all the same: your order is sent to us as a request, and you pay later."
    ),
    "portal.methods.stay": N_("Back without linking"),
    "portal.methods.title": N_("Payment methods"),
    "portal.methods.unusable": N_("Not available"),
    "portal.methods.usable": N_("Available"),
}
SENTENCES: Mapping[str, Sentence] = {
    **METHODS,
    "portal.away.profile": N_("Your data"),
    "portal.profile.help": N_("Questions?"),
    "portal.profile.help_how": N_(
        "Write to us here, so that question and answer stay together, or reach us directly."
    ),
    "portal.profile.kept_by": N_(
        "These data are kept by us. If something is wrong, write to us and we correct it."
    ),
    "portal.profile.location": N_("Location"),
    "portal.profile.looks": N_("Language and colours"),
    "portal.profile.looks_here": N_(
        "This concerns these pages in this browser. Mails and documents keep the language that we"
        " have noted for you."
    ),
    "portal.profile.mails_to": N_("We write to"),
    "portal.profile.name": N_("Name"),
    "portal.profile.number": N_("Customer number"),
    "portal.profile.partner": N_("Provider"),
    "portal.profile.scheme": By(
        "scheme",
        {"light": N_("Light"), "dark": N_("Dark"), ANY: N_("As the device")},
    ),
    "portal.profile.security": N_("Password, email address and devices"),
    "portal.profile.signed_in_as": N_("You are signed in as {email}."),
    "portal.profile.signing_in": N_("Signing in"),
    "portal.profile.write": N_("Write to us"),
    "portal.profile.you": N_("About you"),
}
