"""Mail through an SMTP server, one connection a mail."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import aiosmtplib

from contracts.characters import replace_unseen
from contracts.problems import ServiceIsUnavailable
from services.notifications.channels.port import Delivery, Letter
from services.notifications.domain.mail import one_line

COMMAND_TIMEOUT_SECONDS = 8
DELIVERY_TIMEOUT_SECONDS = 20
"""Less than the outbox's lease, so that no second delivery starts beside a slow one."""
PERMANENT = range(500, 600)
ADDRESS = re.compile(r"[^@\s<>,;:\"()\\\[\]\u200c\u200d]+@[\w.-]+\Z")
"""Rough: keeps headers and envelopes safe; whether a mailbox exists is for the server to say."""
ENCODED = "=?"
"""Begins an encoded word (RFC 2047): it would be decoded, with line breaks in it, and so begin a
header of its own."""


class SmtpChannel:
    """Delivers to the server at `url` (smtp://user:password@host:port, or smtps), over TLS when the
    server offers it. A password is sent over TLS only; without it the mail waits."""

    def __init__(self, url: str, mail_from: str) -> None:
        self._url = urlsplit(url)
        self._mail_from = mail_from

    async def deliver(self, letter: Letter) -> Delivery:
        unusable = {r: "not a mail address" for r in letter.recipients if not _is_address(r)}
        recipients = [r for r in letter.recipients if r not in unusable]
        if not recipients:
            return Delivery(refused=unusable)
        try:
            async with asyncio.timeout(DELIVERY_TIMEOUT_SECONDS):
                sent = await self._send(letter, recipients)
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            why = f"{type(error).__name__}: {error}"
            raise ServiceIsUnavailable("mail_not_taken", error=why) from error
        return replace(sent, refused={**unusable, **sent.refused})

    async def _send(self, letter: Letter, recipients: list[str]) -> Delivery:
        async with self._connected() as client:
            return await self._hand_over(client, letter, recipients)

    async def _hand_over(
        self, client: aiosmtplib.SMTP, letter: Letter, recipients: list[str]
    ) -> Delivery:
        message = _compose(letter, self._mail_from)
        try:
            refusals, _ = await client.send_message(
                message, sender=self._mail_from, recipients=recipients
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            return _sorted(recipients, ((e.recipient, e.code, e.message) for e in error.recipients))
        except aiosmtplib.SMTPDataError as error:
            return _sorted(recipients, ((r, error.code, error.message) for r in recipients))
        except aiosmtplib.SMTPNotSupported as error:
            return await self._without_foreign(client, letter, recipients, str(error))
        except ValueError as error:
            return Delivery(refused=dict.fromkeys(recipients, f"unusable: {error}"))
        return _sorted(recipients, ((r, e.code, e.message) for r, e in refusals.items()))

    async def _without_foreign(
        self, client: aiosmtplib.SMTP, letter: Letter, recipients: list[str], why: str
    ) -> Delivery:
        """The server knows only ASCII, which says nothing of the recipients that are written so."""
        refused = {r: f"unusable: {why}" for r in recipients if not r.isascii()}
        plain = [r for r in recipients if r not in refused]
        if not plain or not refused:
            return Delivery(refused=dict.fromkeys(recipients, f"unusable: {why}"))
        shown = replace(letter, to=[to for to in letter.to if to.isascii()])
        sent = await self._hand_over(client, shown, plain)
        return replace(sent, refused={**refused, **sent.refused})

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[aiosmtplib.SMTP]:
        client = aiosmtplib.SMTP(
            hostname=self._url.hostname,
            port=self._url.port,
            timeout=COMMAND_TIMEOUT_SECONDS,
            use_tls=self._url.scheme == "smtps",
        )
        await client.connect()
        try:
            await self._log_in(client)
            yield client
        finally:
            # The answer to DATA has decided; a fault on leaving must not cause a second sending.
            with contextlib.suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()
            client.close()

    async def _log_in(self, client: aiosmtplib.SMTP) -> None:
        if not self._url.username:
            return
        # Asked of the connection itself: somebody in between can hide that TLS is offered.
        if client.get_transport_info("sslcontext") is None:
            raise ServiceIsUnavailable("mail_without_tls")
        await client.login(unquote(self._url.username), unquote(self._url.password or ""))


def _compose(letter: Letter, mail_from: str) -> EmailMessage:
    message = EmailMessage(policy=WIRE)
    message["From"] = Address(_as_name(letter.sender_name), addr_spec=mail_from)
    if letter.reply_to.isascii() and _is_address(letter.reply_to):
        message["Reply-To"] = letter.reply_to
    message["To"] = ", ".join(address for address in letter.to if _is_address(address))
    message["Subject"] = _in_header(letter.subject)
    message["Message-ID"] = letter.message_id
    message["In-Reply-To"] = message["References"] = letter.thread_id
    message["Date"] = format_datetime(letter.written_at)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.body)
    message.add_alternative(letter.html, subtype="html")
    for attachment in letter.attachments:
        kind, _, subtype = attachment.media_type.partition("/")
        message.add_attachment(
            attachment.content,
            maintype=kind,
            subtype=subtype,
            filename=attachment.name,
            params={"charset": "utf-8"} if kind == "text" else None,
        )
    return message


def _is_address(text: str) -> bool:
    is_safe = ENCODED not in text and replace_unseen(text, "") == text
    return is_safe and ADDRESS.match(text) is not None


def _as_name(text: str) -> str:
    """Of who writes: programs that show the name alone are not to show an address in it."""
    return _in_header(text).replace("@", " at ")


def _in_header(text: str) -> str:
    """On one line, and with no encoded word."""
    return one_line(text).replace(ENCODED, "= ?")


def _sorted(recipients: list[str], refusals: Iterable[tuple[str, int, str]]) -> Delivery:
    said = {recipient: (code, f"{code} {words}") for recipient, code, words in refusals}
    return Delivery(
        accepted=[recipient for recipient in recipients if recipient not in said],
        refused={r: words for r, (code, words) in said.items() if code in PERMANENT},
        deferred={r: words for r, (code, words) in said.items() if code not in PERMANENT},
    )
