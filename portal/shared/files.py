"""Files out of a form, bounded before they are read, and files to be kept by whoever reads: never
shown."""

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, TypeVar
from urllib.parse import quote

from fastapi import Path, Response
from pydantic import Field, ValidationError
from starlette.datastructures import UploadFile

from contracts.attachments import (
    LARGEST_FILE_BYTES,
    LARGEST_FILES_BYTES,
    MOST_FILES,
    FileIsNotAccepted,
    FilesAreTooLarge,
    WrittenFile,
)
from contracts.problems import Problem
from contracts.said import said
from portal.web.page import Page
from portal.web.viewers import viewer
from wording.refusals import detail_of

Answer = TypeVar("Answer")
LARGEST_UPLOAD_BYTES = 25_000_000
"""Of a form with files. More than is accepted, so that who sends too much reads so, with what was
typed still there."""
ACCEPTED = ".pdf,.png,.jpg,.jpeg,.webp,.txt,.csv"
MEGABYTE = 1_000_000
Uploads = Annotated[list[Any], Field(max_length=MOST_FILES)]
FileName = Annotated[str, Path(max_length=200)]


async def downloaded(page: Page, ticket_id: str, file_id: str, name: str) -> Response:
    """Under the name that its message gave it, and no other that stands in the address. Somebody
    else wrote it: it is saved, not shown."""
    content = await page.services.notifications.attachment(ticket_id, file_id, name=name)
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", name)
    named = f"filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {
        "Content-Disposition": f"attachment; {named}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type="application/octet-stream", headers=headers)


def as_pdf(content: bytes, name: str) -> Response:
    """To be kept, never shown in the portal's own name."""
    safe_name = re.sub(r"[^A-Za-z0-9._-]", "-", name)
    headers = {"Content-Disposition": f'attachment; filename="{safe_name}.pdf"'}
    return Response(content, media_type="application/pdf", headers=headers)


async def written(page: Page, uploads: Sequence[Any]) -> list[WrittenFile]:
    """Raises `FormIsWrong` for what is too large."""
    files = [one for one in uploads if isinstance(one, UploadFile)]
    sizes = [one.size or 0 for one in files]
    if sum(sizes) > LARGEST_FILES_BYTES or max(sizes, default=0) > LARGEST_FILE_BYTES:
        raise await page.wrong(
            "files",
            said(
                "portal.tickets.too_large",
                most=LARGEST_FILE_BYTES // MEGABYTE,
                most_together=LARGEST_FILES_BYTES // MEGABYTE,
            ),
        )
    try:
        return [
            WrittenFile(name=(one.filename or "")[-200:], content=await one.read()) for one in files
        ]
    except ValidationError:
        raise await page.wrong("files", said("portal.tickets.empty_file")) from None


async def sent(page: Page, send: Callable[[str], Awaitable[Answer]]) -> Answer:
    """Once. Raises `FormIsWrong` where its files are refused: what was typed stays."""
    try:
        return await page.do_once(send)
    except (FileIsNotAccepted, FilesAreTooLarge) as refusal:
        raise await page.wrong("files", _words_of(refusal, page)) from refusal


def _words_of(refusal: Problem, page: Page) -> Any:
    return said("others.words", words=detail_of(refusal, page.language, viewer()))
