"""Who of the staff may come to which pages. The services decide once more what they may."""

from portal.identity.domain.roles import Role
from portal.identity.domain.sessions import Session
from portal.web.permissions import Permissions, Rule, everybody, the_signed_in


def only(*roles: Role) -> Rule:
    def rule(session: Session | None) -> bool:
        return session is not None and session.role in roles

    return rule


PERMISSIONS = Permissions(
    {
        "open": everybody,
        "signed_in": the_signed_in,
        # The same, and whoever still has to set up a second factor.
        "setting_up": the_signed_in,
        # Reads what its partners have: everybody who works here.
        "staff": only("partner_admin", "super_admin", "operator"),
        # Decides for customers: orders, tickets, money back, offerings, settings.
        "decide": only("partner_admin", "super_admin"),
        # Keeps the system going: stuck messages, flags, reconciliation.
        "operate": only("super_admin", "operator"),
        # Says who works here.
        "users": only("partner_admin", "super_admin"),
        # Makes partners, and what holds for all of them.
        "partners": only("super_admin"),
    }
)
