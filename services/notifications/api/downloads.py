"""A file of somebody else's as an answer: it is saved, never shown or run in place."""

import re
from urllib.parse import quote

from fastapi import Response

from services.notifications.domain.attachments import StoredFile


def as_download(file: StoredFile) -> Response:
    """Named as RFC 6266 has it: plainly for old readers, and whole in UTF-8."""
    plain = re.sub(r"[^A-Za-z0-9._ -]", "_", file.name)
    named = f"filename=\"{plain}\"; filename*=UTF-8''{quote(file.name, safe='')}"
    headers = {
        "Content-Disposition": f"attachment; {named}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, no-store",
    }
    return Response(file.content, headers=headers, media_type=file.media_type)
