"""How operators talk to the admins' portal."""

from clients.http import ServiceClient, segment
from contracts.staff import FirstStaff, FirstStaffView, PutStaff, StaffStanding, StaffView


class StaffClient(ServiceClient):
    """As an operator."""

    audience = "admin"

    async def put_staff(self, email: str, wanted: PutStaff) -> StaffView:
        """Raises `PasswordIsTooEasy`."""
        return await self._call("PUT", f"/v1/staff/{segment(email)}", StaffView, body=wanted)

    async def put_first_staff(self, wanted: FirstStaff) -> FirstStaffView:
        """A super admin, where nobody works there yet. Raises `PasswordIsTooEasy`."""
        return await self._call("POST", "/v1/first-staff", FirstStaffView, body=wanted)

    async def standing(self, email: str) -> StaffStanding:
        """Of one who works there. Raises `ObjectIsNotFound`."""
        return await self._call("GET", f"/v1/staff/{segment(email)}/standing", StaffStanding)
