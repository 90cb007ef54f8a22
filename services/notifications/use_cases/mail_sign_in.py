"""Mail somebody what signs in, or that something about signing in has changed. The staff read every
mail, but never a link or a code: those are left out of what is kept, and sent from beside it."""

from dataclasses import dataclass

from contracts.mails import Audience
from contracts.notifications import Sender, SendSignInMail, SignInMailKind
from contracts.said import Said, said
from services.notifications.context import Context
from services.notifications.domain.mail import Mail, Wording
from services.notifications.letters.composing import Frame, compose
from services.notifications.use_cases.mail_message import sender_of
from services.notifications.use_cases.queue_mail import queue_mail

OF_NO_PARTNER = "default"
"""Whose settings say who writes to staff that belongs to none."""


@dataclass(frozen=True)
class Letter:
    """By their codes: what a mail says, and what its link is called."""

    subject: str
    body: str
    opens: str
    about: str = "mail.sign_in.about"


INVITED = "mail.sign_in.invited_about"
WITH_SECRET: dict[SignInMailKind, Letter] = {
    "sign_in": Letter("mail.sign_in.subject", "mail.sign_in.body", "mail.sign_in.open"),
    "change_email": Letter(
        "mail.sign_in.change_subject", "mail.sign_in.change_body", "mail.sign_in.change_open"
    ),
    "invitation": Letter(
        "mail.sign_in.invited_subject", "mail.sign_in.invited", "mail.sign_in.open", INVITED
    ),
    "staff_invitation": Letter(
        "mail.sign_in.staff_subject", "mail.sign_in.staff", "mail.sign_in.staff_open", INVITED
    ),
}
NOTICES: dict[SignInMailKind, tuple[str, str]] = {
    "new_sign_in": ("mail.sign_in.new_subject", "mail.sign_in.new"),
    "codes_guessed": ("mail.sign_in.guessed_subject", "mail.sign_in.guessed"),
    "password_changed": (
        "mail.sign_in.password_changed_subject",
        "mail.sign_in.password_changed",
    ),
    "email_changed": ("mail.sign_in.email_changed_subject", "mail.sign_in.email_changed"),
    "second_factor_set_up": ("mail.sign_in.factor_subject", "mail.sign_in.factor_set_up"),
    "second_factor_removed": ("mail.sign_in.factor_subject", "mail.sign_in.factor_removed"),
    "second_factor_reset": ("mail.sign_in.factor_subject", "mail.sign_in.factor_reset"),
}
LEFT_OUT = "••••••"


async def mail_sign_in(context: Context, wanted: SendSignInMail) -> None:
    """Once per key. Raises `ServiceIsUnavailable` while orders cannot be asked for the sender."""
    whose = str(wanted.partner_id) if wanted.partner_id else OF_NO_PARTNER
    settings = (await context.orders.settings(whose)).settings
    mail = _mail(wanted, sender_of(settings))
    async with context.database.begin() as connection:
        queued = await queue_mail(
            context, connection, mail, _worded(mail, wanted, context.mail_is_read_here)
        )
    if queued is not None:
        context.inline.deliver_soon([queued])


def _mail(wanted: SendSignInMail, sender: Sender) -> Mail:
    audience: Audience = "staff" if wanted.customer_id is None else "customer"
    return Mail(
        key=f"sign-in/{wanted.key}",
        event="sign_in" if wanted.kind in WITH_SECRET else "sign_in_notice",
        thread=f"sign-in/{wanted.key}",
        order_id=None,
        partner_id=wanted.partner_id,
        customer_id=wanted.customer_id,
        audience=audience,
        language=wanted.language,
        recipients=[wanted.email],
        sender=sender,
    )


def _worded(mail: Mail, wanted: SendSignInMail, is_read_here: bool) -> Wording:
    if wanted.kind in NOTICES:
        subject, body = NOTICES[wanted.kind]
        told = said(body, device=wanted.device, by=wanted.by)
        return compose(said(subject), told, _frame(mail, None, said("mail.sign_in.notice_about")))
    sent = _with_secret(mail, wanted, wanted.code or "", wanted.link)
    if is_read_here:
        return sent
    kept = _with_secret(mail, wanted, LEFT_OUT, None)
    parts = {"subject": sent.subject, "body": sent.body, "html": sent.html}
    return Wording(kept.subject, kept.body, kept.html, secret_wording=parts)


def _with_secret(mail: Mail, wanted: SendSignInMail, code: str, link: str | None) -> Wording:
    letter = WITH_SECRET[wanted.kind]
    frame = _frame(mail, link, said(letter.about), said(letter.opens))
    body = said(letter.body, code=code, email=wanted.email, by=wanted.by)
    return compose(said(letter.subject, code=code), body, frame)


def _frame(mail: Mail, link: str | None, about: Said, link_words: Said | None = None) -> Frame:
    return Frame(
        sender=mail.sender,
        order_id=None,
        ticket_id=None,
        link=link,
        reader=mail.audience,
        language=mail.language,
        about=about,
        link_words=link_words or about,
    )
