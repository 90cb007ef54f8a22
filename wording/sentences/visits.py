"""What is said where one of the staff is in the portal as a customer, for support."""

from collections.abc import Mapping

from wording.marking import N_, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "visit-cannot-begin": N_(
        "This address has opened the portal already, or is older than a minute. Nothing was opened"
        " now. Go back to the customer's page in the admins' portal, and open the portal anew."
    ),
    "visit-is-not-allowed": N_(
        "You may not open the portal as this customer. Nothing was opened; an admin of the"
        " customer's partner or a super admin may."
    ),
}
