"""What staff reads of a customer, and where its page is."""

from dataclasses import dataclass
from typing import get_args
from urllib.parse import quote, urlencode

from contracts.actors import Category
from contracts.orders import CustomerView
from portal.admin.partners import sees_all
from portal.web.page import Page

CATEGORIES: tuple[Category, ...] = get_args(Category)
LANGUAGES = (("en", "English"), ("de", "Deutsch"), ("fr", "Français"))


@dataclass(frozen=True)
class Row:
    customer: CustomerView
    path: str


def row_of(customer: CustomerView, *, names_partner: bool) -> Row:
    partner_id = customer.partner_id if names_partner else None
    return Row(customer, path_of(customer.id, partner_id))


def customer_path(
    page: Page, partner_id: int, customer_id: str, part: str = "", **query: str
) -> str:
    """As its page is called for who reads this one."""
    return path_of(customer_id, partner_id if sees_all(page) else None, part, **query)


def path_of(customer_id: str, partner_id: int | None, part: str = "", **query: str) -> str:
    """Its page, or a part of it; a partner is named by whoever sees all of them."""
    named = {"partner_id": str(partner_id)} if partner_id else {}
    asked = urlencode({**named, **query})
    path = f"/customers/{quote(customer_id, safe='')}{part}"
    return f"{path}?{asked}" if asked else path
