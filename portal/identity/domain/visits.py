"""Who of the staff may open a customer's portal as that customer, and for how long."""

from datetime import timedelta

from contracts.staff import StaffStanding

VISIT_LASTS = timedelta(minutes=30)
"""However much it is used; a longer one is another, with a reason of its own."""
KEPT_VISITS = timedelta(days=730)


def may_visit(standing: StaffStanding, partner_id: int) -> bool:
    """As the person is now, and not as it was when the visit was asked for."""
    if not standing.is_enabled:
        return False
    is_of_partner = standing.role == "partner_admin" and standing.partner_id == partner_id
    return is_of_partner or standing.role == "super_admin"
