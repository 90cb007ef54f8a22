"""What the simulator's pages share: templates in the reader's language, what a browser may do with
them, and reading a form or JSON into a command."""

import re
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel, ValidationError

from contracts.message import Language
from contracts.problems import RequestIsMalformed
from simulator.web.words import in_language
from wording.figures import Figures
from wording.languages import LOCALES, negotiated

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
TEMPLATES = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
TEMPLATES.filters["words"] = lambda name: name.replace("_", " ")
TEMPLATES.filters["moment"] = lambda text: (text or "")[:19].replace("T", " ")
JSON = "application/json"
ORIGIN = re.compile(
    r"https?://(?P<host>[A-Za-z0-9.\-]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?(?=[/?#]|$)"
)
"""Nothing else gets into the header."""
POLICY = (
    "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none';"
    " form-action 'self'"
)
Wanted = TypeVar("Wanted", bound=BaseModel)


def render(
    request: Request,
    template: str,
    status: int = 200,
    *,
    return_url: str | None = None,
    language: Language | None = None,
    **values: Any,
) -> HTMLResponse:
    """A page; a form on it may lead on to `return_url`, which browsers check on each redirect."""
    language = language or negotiated(request.headers.get("accept-language", ""))
    origin = ORIGIN.match(return_url or "")
    page = TEMPLATES.get_template(template).render(
        language=language,
        t=partial(in_language, language=language),
        money=partial(money, language=language),
        return_url=return_url,
        merchant=origin["host"] if origin else None,
        **values,
    )
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Content-Security-Policy": f"{POLICY} {origin.group()}" if origin else POLICY,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(page, status, headers=headers)


def money(amount_minor: int, currency: str, language: Language = "en") -> str:
    """Such as `€31.00` or `31,00 €`."""
    return Figures(LOCALES[language], currency).money(amount_minor)


def is_json(request: Request) -> bool:
    return request.headers.get("content-type", "").startswith(JSON)


async def read_body(request: Request, command: type[Wanted]) -> Wanted:
    """A form's empty fields are as good as left out."""
    try:
        given = await request.json() if is_json(request) else dict(await request.form())
        if isinstance(given, dict):
            given = {name: value for name, value in given.items() if value != ""}
        return command.model_validate(given)
    except ValidationError as error:
        raise RequestValidationError(error.errors()) from error
    except ValueError as error:
        raise RequestIsMalformed(detail="The body is not readable. Nothing was done.") from error
