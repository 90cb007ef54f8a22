"""How anything outside the notifications service talks to it."""

from collections.abc import Sequence

from clients.http import segment
from clients.operations import OperatedServiceClient
from contracts.desk import NotificationsDesk
from contracts.mail_texts import (
    MailPreview,
    MailTexts,
    MailTextView,
    PreviewMailText,
    WhichText,
    WriteMailText,
)
from contracts.mails import MailEvent, MailState, MailView, WholeMail
from contracts.message import Page
from contracts.notifications import SendSignInMail
from contracts.overviews import UnreadTickets
from contracts.tickets import (
    ChangeTicket,
    MarkTicketRead,
    OpenTicket,
    ReplyToTicket,
    TicketMessageView,
    TicketState,
    TicketSummary,
    TicketView,
)


class NotificationsClient(OperatedServiceClient):
    """Tickets and mail as one actor sees them. Raises the service's own problems."""

    audience = "notifications"

    async def tickets(
        self,
        *,
        partner_id: int | None = None,
        customer_id: str | None = None,
        order_id: str | None = None,
        state: Sequence[TicketState] = (),
        group: str | None = None,
        priority: str | None = None,
        assignee: str | None = None,
        unread: bool = False,
        unanswered: bool = False,
        q: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[TicketSummary]:
        """Newest activity first. An empty `assignee` asks for what nobody works on; `state` for
        what is in any of these."""
        query = {
            "partner_id": partner_id,
            "customer_id": customer_id,
            "order_id": order_id,
            "state": list(state),
            "group": group,
            "priority": priority,
            "assignee": assignee,
            "unread": unread,
            "unanswered": unanswered or None,
            "q": q,
            "cursor": cursor,
            "limit": limit,
        }
        return await self._call("GET", "/v1/tickets", Page[TicketSummary], query=query)

    async def desk(self, *, partner_id: int | None = None) -> NotificationsDesk:
        """How much needs a person today."""
        query = {"partner_id": partner_id}
        return await self._call("GET", "/v1/desk", NotificationsDesk, query=query)

    async def unread_tickets(self) -> UnreadTickets:
        """How many hold something unread, and those with the newest activity."""
        return await self._call("GET", "/v1/tickets/unread", UnreadTickets)

    async def open_ticket(self, ticket: OpenTicket, *, key: str) -> TicketView:
        """Raises `TooManyTicketsAreOpen`, `FileIsNotAccepted`, `FilesAreTooLarge`."""
        return await self._call("POST", "/v1/tickets", TicketView, body=ticket, key=key)

    async def ticket(self, ticket_id: str) -> TicketView:
        return await self._call("GET", _path(ticket_id), TicketView)

    async def change_ticket(self, ticket_id: str, change: ChangeTicket) -> TicketView:
        return await self._call("PATCH", _path(ticket_id), TicketView, body=change)

    async def ticket_messages(
        self, ticket_id: str, *, cursor: str | None = None, limit: int | None = None
    ) -> Page[TicketMessageView]:
        """Newest first."""
        query, path = {"cursor": cursor, "limit": limit}, f"{_path(ticket_id)}/messages"
        return await self._call("GET", path, Page[TicketMessageView], query=query)

    async def reply(self, ticket_id: str, message: ReplyToTicket, *, key: str) -> TicketView:
        """The ticket with the new message. Raises `FileIsNotAccepted`, `FilesAreTooLarge`."""
        path = f"{_path(ticket_id)}/messages"
        return await self._call("POST", path, TicketView, body=message, key=key)

    async def mark_ticket_read(self, ticket_id: str, message_id: str) -> None:
        await self._http.send(
            "PUT",
            f"{self._base_url}{_path(ticket_id)}/read",
            audience=self.audience,
            actor=self._actor,
            body=MarkTicketRead(message_id=message_id),
        )

    async def attachment(
        self, ticket_id: str, attachment_id: str, *, name: str | None = None
    ) -> bytes:
        """A file's content. Whoever passes it on does so as a download, never to be shown, and
        under its own `name`: with another one it is not found."""
        return await self._http.send(
            "GET",
            f"{self._base_url}{_path(ticket_id)}/attachments/{segment(attachment_id)}",
            audience=self.audience,
            actor=self._actor,
            query={"name": name},
        )

    async def mails(
        self,
        *,
        order_id: str | None = None,
        customer_id: str | None = None,
        state: MailState | None = None,
        event: MailEvent | None = None,
        only_left: bool = False,
        q: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> Page[MailView]:
        """Newest first; `q` is in the subject or in a recipient's address. `only_left`: given up,
        and not sent again since."""
        query = {
            "order_id": order_id,
            "customer_id": customer_id,
            "state": state,
            "event": event,
            "only_left": only_left or None,
            "q": q,
            "cursor": cursor,
            "limit": limit,
        }
        return await self._call("GET", "/v1/mails", Page[MailView], query=query)

    async def mail(self, mail_id: str) -> WholeMail:
        return await self._call("GET", f"/v1/mails/{segment(mail_id)}", WholeMail)

    async def mail_texts(self, partner: str) -> MailTexts:
        """Those in force for a partner, or for `default`."""
        return await self._call("GET", f"/v1/mail-texts/{segment(partner)}", MailTexts)

    async def mail_text(self, which: WhichText) -> MailTextView:
        return await self._call("GET", _path_of(which), MailTextView)

    async def write_mail_text(self, which: WhichText, text: WriteMailText) -> MailTextView:
        """Raises `MailTextIsNotUsable`, `MailTextWasChangedMeanwhile`."""
        return await self._call("PUT", _path_of(which), MailTextView, body=text)

    async def give_up_mail_text(self, which: WhichText, *, seen_revision: int) -> MailTextView:
        """Raises `MailTextWasChangedMeanwhile`."""
        query = {"seen_revision": seen_revision}
        return await self._call("DELETE", _path_of(which), MailTextView, query=query)

    async def preview_mail_text(self, which: WhichText, text: PreviewMailText) -> MailPreview:
        """With sample facts. Raises `MailTextIsNotUsable`."""
        path = f"{_path_of(which)}/preview"
        return await self._call("POST", path, MailPreview, body=text)

    async def send_sign_in_mail(self, mail: SendSignInMail) -> None:
        """For operators, as which portals sign people in. Idempotent by its key."""
        await self._http.send(
            "POST",
            f"{self._base_url}/v1/sign-in-mails",
            audience=self.audience,
            actor=self._actor,
            body=mail,
        )

    async def resend_mail(self, mail_id: str, *, key: str) -> WholeMail:
        """The new one. Raises `MailIsStillTried`, `MailIsNotRepeated`."""
        path = f"/v1/mails/{segment(mail_id)}/resend"
        return await self._call("POST", path, WholeMail, key=key)


def _path_of(which: WhichText) -> str:
    parts = (which.partner, which.audience, which.event, which.language)
    return "/v1/mail-texts/" + "/".join(segment(part) for part in parts)


def _path(ticket_id: str) -> str:
    return f"/v1/tickets/{segment(ticket_id)}"
