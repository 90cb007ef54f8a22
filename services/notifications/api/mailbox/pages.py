"""/mailbox: the mails that went nowhere, as a person reads them and follows their links. Whoever
reaches it reads all of them, so it is there only where mail is read here and nobody else comes."""

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from chassis.listing import Listing
from chassis.pages import Cursor, decode_cursor
from chassis.problems import not_found
from chassis.this_machine import names_this_machine
from chassis.tokens import Caller
from contracts.actors import Actor
from contracts.mails import FileKind, MailboxIsOnThisMachine
from contracts.message import Id, Label
from services.notifications.api.dependencies import ContextDep
from services.notifications.api.downloads import as_download
from services.notifications.domain.attachments import StoredFile
from services.notifications.domain.mail import SoughtMails
from services.notifications.use_cases.attach_document import files_of
from services.notifications.use_cases.read_mails import list_mails, read_file, read_mail
from wording.languages import spoken
from wording.telling import phrase

FOLDER = Path(__file__).parent
READER = Caller(service="notifications", actor=Actor(kind="operator", id="mailbox"))
A_PAGE = 50
OWN_PAGE = (
    "default-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
MAIL_ITSELF = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self';"
    " sandbox allow-popups allow-popups-to-escape-sandbox"
)
"""Its own letters have their styles within; a link opens beside the mailbox."""
TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


async def _require_this_machine(request: Request) -> None:
    """Nobody shows a token here, so a page of elsewhere, whose name was made to lead to this port,
    must not read it in the browser of who works here."""
    if not names_this_machine(request):
        raise MailboxIsOnThisMachine


router = APIRouter(
    prefix="/mailbox", include_in_schema=False, dependencies=[Depends(_require_this_machine)]
)


@router.get("")
async def show_list(
    context: ContextDep, q: Annotated[Label, Query()] = "", cursor: Cursor = None
) -> Response:
    listing = Listing(before_id=decode_cursor(cursor), limit=A_PAGE)
    found = await list_mails(context, READER, listing, SoughtMails(text=q))
    return _page("list.html", mails=found.items, next_cursor=found.next_cursor, q=q)


@router.get("/mailbox.css")
async def style() -> Response:
    return FileResponse(FOLDER / "mailbox.css", media_type="text/css")


@router.get("/{mail_id}")
async def show_mail(context: ContextDep, mail_id: Id) -> Response:
    mail = await read_mail(context, READER, mail_id)
    return _page("mail.html", mail=mail, files=files_of(mail))


@router.get("/{mail_id}/html")
async def show_html(context: ContextDep, mail_id: Id) -> Response:
    """For the frame."""
    html = (await read_mail(context, READER, mail_id)).html
    beside = html.replace("<head>", '<head><base target="_blank">', 1)
    return HTMLResponse(beside, headers=_headers(MAIL_ITSELF))


@router.get("/{mail_id}/{kind}")
async def download(context: ContextDep, mail_id: Id, kind: FileKind) -> Response:
    """As it is printed now, which is how it was."""
    file = await read_file(context, READER, mail_id, kind)
    if file is None:
        raise not_found("document")
    return as_download(StoredFile(file.name, file.media_type, file.content))


def _page(template: str, **values: Any) -> HTMLResponse:
    page = TEMPLATES.get_template(template).render(t=phrase, language=spoken(), **values)
    return HTMLResponse(page, headers=_headers(OWN_PAGE))


def _headers(policy: str) -> dict[str, str]:
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
