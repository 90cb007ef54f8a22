"""Whose settings a page is about: a partner's admin has its own, all others choose, and begin with
partner default."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from chassis.problems import not_found
from contracts.mail_texts import PartnerKey
from portal.admin.partners import sees_all
from portal.admin.permissions import PERMISSIONS
from portal.web.page import Page

DEFAULT = "default"
Named = Annotated[PartnerKey | None, Query()]


def whose(page: Page, named: str | None) -> str:
    """Raises `ObjectIsNotFound` for another partner's, and for those of default."""
    if sees_all(page):
        return named or DEFAULT
    own = str(page.account.partner_id)
    if named not in (None, own):
        raise not_found("partner")
    return own


def path_of(page: Page, partner: str, part: str = "", **query: str) -> str:
    """A page of these settings."""
    named = {"partner": partner} if sees_all(page) else {}
    asked = urlencode({**named, **query})
    path = f"/settings/{part}" if part else "/settings"
    return f"{path}?{asked}" if asked else path


def can_change(page: Page) -> bool:
    return PERMISSIONS.admits("decide", page.session)
