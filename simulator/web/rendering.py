"""What the simulator's pages share: templates, and reading a form or JSON into a command."""

from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from babel.numbers import get_currency_precision
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel, ValidationError

from contracts.problems import RequestIsMalformed


def money(amount_minor: int, currency: str) -> str:
    """Such as `31.00 EUR` or `3000 JPY`."""
    return f"{Decimal(amount_minor).scaleb(-get_currency_precision(currency)):f} {currency}"


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
)
TEMPLATES.filters["money"] = money
TEMPLATES.filters["words"] = lambda name: name.replace("_", " ")
TEMPLATES.filters["moment"] = lambda text: (text or "")[:19].replace("T", " ")
JSON = "application/json"
Wanted = TypeVar("Wanted", bound=BaseModel)


def render(template: str, **values: Any) -> HTMLResponse:
    return HTMLResponse(TEMPLATES.get_template(template).render(**values))


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
