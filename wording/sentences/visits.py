"""What is said where one of the staff is in the portal as a customer, for support."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Sentence

_OVER = N_(
    "You are not in the portal as the customer any more. What you sent after the end was not done."
    " Whoever is signed in here besides stays so."
)

SENTENCES: Mapping[str, Sentence] = {
    "admin.visit.ask": N_("Open the portal as this customer"),
    "admin.visit.began": N_("Came"),
    "admin.visit.by": N_("Who"),
    "admin.visit.ended": N_("Until"),
    "admin.visit.never": N_("Nobody came"),
    "admin.visit.open": N_("There now"),
    "admin.visit.reason": N_("Reason"),
    "admin.visit.reason_hint": N_(
        "For example a call and what it is about. It is kept with your name, and other admins"
        " read it."
    ),
    "admin.visit.rules": N_(
        "You see the portal as {name} does, for 30 minutes at most. What you order, write or cancel"
        " there counts, and is recorded as done by you. Password, email address and payment methods"
        " stay closed. The customer sees among its devices that support is there."
    ),
    "admin.visit.start": N_("Open the portal"),
    "portal.security.for_support": By(
        "provider",
        {
            ANY: N_("Opened by {provider} for support"),
            NONE: N_("Opened by your provider for support"),
        },
    ),
    "portal.visit.banner": N_(
        "Support: you ({by}) are here as {name}, until {until}. What you do here counts, and is"
        " recorded as done by you."
    ),
    "portal.visit.end": N_("End the visit"),
    "portal.visit.gone": N_("This address cannot be used"),
    "portal.visit.over": N_("The visit is over"),
    "portal.visit.over_why": _OVER,
    "portal.visit.region": N_("Visit for support"),
    "portal.visit.to_desk": N_("Back to the admins' portal"),
    "visit-cannot-begin": N_(
        "This address has opened the portal already, or is older than a minute. Nothing was opened"
        " now. Go back to the customer's page in the admins' portal, and open the portal anew."
    ),
    "visit-is-not-allowed": N_(
        "You may not open the portal as this customer. Nothing was opened; an admin of the"
        " customer's partner or a super admin may."
    ),
}
