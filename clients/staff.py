"""How operators talk to the admins' portal."""

from clients.http import ServiceClient, segment
from contracts.staff import PutStaff, StaffView


class StaffClient(ServiceClient):
    """As an operator."""

    audience = "admin"

    async def put_staff(self, email: str, wanted: PutStaff) -> StaffView:
        """Raises `PasswordIsTooEasy`."""
        return await self._call("PUT", f"/v1/staff/{segment(email)}", StaffView, body=wanted)
