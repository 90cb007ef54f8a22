"""Read, write and preview partners' own texts. Which mails they change: those that are queued from
then on."""

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.problems import not_found
from chassis.tokens import Caller
from contracts.mail_texts import (
    MailPreview,
    MailTexts,
    MailTextVersion,
    MailTextView,
    MailTextWasChangedMeanwhile,
    PreviewMailText,
    WhichText,
    WriteMailText,
)
from contracts.problems import Problem
from services.notifications.context import Context
from services.notifications.domain.mail import mail_about
from services.notifications.domain.mail_texts import (
    DEFAULT,
    MailText,
    placeholders_of,
    require_usable,
)
from services.notifications.domain.notices import letter_about, report_about, subject_of
from services.notifications.domain.samples import sample_of
from services.notifications.letters.composing import Frame, compose
from services.notifications.letters.own_words import compose_own
from services.notifications.repository.mail_texts import (
    add_version,
    key_of,
    texts_in_force,
    versions_of,
)
from services.notifications.use_cases.mail_message import sender_of


async def list_texts(context: Context, caller: Caller, partner: str) -> MailTexts:
    _require_reader(caller, partner)
    async with context.database.autocommit() as connection:
        found = await texts_in_force(connection, partner)
    return MailTexts(
        items=[
            _view(WhichText.model_validate(vars(text) | {"partner": partner}), text, [])
            for _, text in sorted(found.items())
        ]
    )


async def read_text(context: Context, caller: Caller, which: WhichText) -> MailTextView:
    _require_reader(caller, which.partner)
    async with context.database.autocommit() as connection:
        return await _read(connection, which)


async def write_text(
    context: Context, caller: Caller, which: WhichText, written: WriteMailText | None, seen: int
) -> MailTextView:
    """None gives the partner's own text up. Raises `MailTextIsNotUsable`, and
    `MailTextWasChangedMeanwhile` unless `seen` is the newest revision or this has been written."""
    _require_writer(caller, which.partner)
    words: tuple[str | None, str | None] = (None, None)
    if written is not None:
        require_usable(which.event, written.subject, written.body)
        words = written.subject, written.body
    async with context.database.begin() as connection:
        newest = next(iter(await versions_of(connection, which)), None)
        revision = newest.revision if newest else 0
        if newest is None and written is None:
            return await _read(connection, which)
        is_new = seen == revision and await add_version(
            connection, which, revision + 1, words, caller.actor.label
        )
        after = await _read(connection, which)
        if is_new or (newest and (newest.subject, newest.body) == words):
            return after
    raise await _changed_meanwhile(context, after)


async def _changed_meanwhile(context: Context, text: MailTextView) -> MailTextWasChangedMeanwhile:
    if not text.versions:
        return MailTextWasChangedMeanwhile(revision=0, written_by=None, written_at=None)
    newest = text.versions[0]
    return MailTextWasChangedMeanwhile(
        revision=newest.revision,
        written_by=newest.written_by,
        written_at=newest.written_at,
        time_zone=await _zone_of(context, text.partner),
    )


async def _zone_of(context: Context, partner: str) -> str | None:
    """None while orders is away; then moments are told in UTC."""
    try:
        return (await context.orders.settings(partner)).settings.time_zone
    except Problem:
        return None


async def preview_text(
    context: Context, caller: Caller, which: WhichText, wanted: PreviewMailText
) -> MailPreview:
    """In the frame that its mails have now. Raises `MailTextIsNotUsable`."""
    _require_reader(caller, which.partner)
    partner_id = 1 if which.partner == DEFAULT else int(which.partner)
    async with context.database.autocommit() as connection:
        found = (await texts_in_force(connection, which.partner)).get(key_of(which))
    in_force = await context.orders.settings(which.partner)
    event = sample_of(which.event, partner_id, sender_of(in_force.settings))
    is_customer = which.audience == "customer"
    link = event.customer_order_url if is_customer else event.staff_order_url
    frame = Frame.of(mail_about(event, which.audience, which.language, []), link)
    subject = wanted.subject or (found.subject if found else None)
    body = wanted.body or (found.body if found else None)
    own = None
    if subject and body:
        require_usable(which.event, subject, body)
        own = compose_own(subject, body, event, frame)
    standard = letter_about(event) if is_customer else report_about(event)
    return MailPreview(**vars(own or compose(subject_of(event), standard, frame)))


async def _read(connection: AsyncConnection, which: WhichText) -> MailTextView:
    found = await texts_in_force(connection, which.partner, [which.event])
    versions = await versions_of(connection, which)
    return _view(which, found.get(key_of(which)), versions)


def _view(which: WhichText, text: MailText | None, versions: list[MailText]) -> MailTextView:
    own = text is not None and text.partner == which.partner
    inherited = "default" if text else "standard"
    return MailTextView(
        **which.model_dump(),
        source="partner" if own and which.partner != DEFAULT else inherited,
        subject=text.subject if text else None,
        body=text.body if text else None,
        placeholders=placeholders_of(which.event),
        versions=[MailTextVersion(**_shown(version)) for version in versions],
    )


def _shown(version: MailText) -> dict[str, object]:
    return {name: getattr(version, name) for name in MailTextVersion.model_fields}


def _require_reader(caller: Caller, partner: str) -> None:
    """Admins read their own partner's texts and those of default."""
    if caller.actor.kind == "admin" and partner not in (str(caller.actor.partner_id), DEFAULT):
        raise not_found("partner")


def _require_writer(caller: Caller, partner: str) -> None:
    """Those of default are the operators'."""
    if caller.actor.kind == "admin" and partner != str(caller.actor.partner_id):
        raise not_found("partner")
