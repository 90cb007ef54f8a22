"""What workflows' steps tell notifications."""

from clients.notifications import NotificationsClient
from contracts.notifications import Notify, NotifyAll


class SystemNotifications(NotificationsClient):
    """All that people can ask, and what only the system may."""

    async def notify(self, *events: Notify) -> None:
        """Of what happened to one order at once. Idempotent by each event's own key."""
        await self._http.send(
            "POST",
            f"{self._base_url}/v1/notifications",
            audience=self.audience,
            actor=self._actor,
            body=NotifyAll(events=list(events)),
        )
