"""What people may be: a customer, or one of the staff, and as whom services see each."""

from collections.abc import Mapping
from typing import Literal

from contracts.actors import ActorKind
from contracts.staff import StaffRole

Role = Literal["customer"] | StaffRole

KINDS: Mapping[Role, ActorKind] = {
    "customer": "customer",
    "partner_admin": "admin",
    "super_admin": "operator",
    "operator": "operator",
}
"""To services a super admin is an operator: of no partner, and allowed everything. What each of the
two finds in the portal is the portal's own rule."""
