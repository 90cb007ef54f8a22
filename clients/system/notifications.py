"""What workflows' steps tell notifications."""

from clients.notifications import NotificationsClient
from contracts.notifications import NotifiedView, Notify


class SystemNotifications(NotificationsClient):
    """All that people can ask, and what only the system may."""

    async def notify(self, event: Notify) -> NotifiedView:
        """Idempotent by the event's own key."""
        return await self._call("POST", "/v1/notifications", NotifiedView, body=event)
