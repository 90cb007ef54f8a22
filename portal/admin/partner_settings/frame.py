"""What all pages of settings show around: whose they are, and the way between them."""

from typing import Any

from portal.admin.customers.view import LANGUAGES
from portal.admin.partner_settings.fields import SECTIONS
from portal.admin.partner_settings.whose import DEFAULT, path_of
from portal.admin.partners import sees_all
from portal.web.page import Page
from portal.web.templates import t

OTHERS = ("mail-texts", "history")
"""Besides the sections."""


def around(page: Page, partner: str, present: str) -> dict[str, Any]:
    return {
        "partner": partner,
        "is_default": partner == DEFAULT,
        "names_partner": sees_all(page),
        "languages": LANGUAGES,
        "to_all": path_of(page, partner),
        "tabs": [
            (t("admin.settings.section", section=one), path_of(page, partner, one), one == present)
            for one in (*SECTIONS, *OTHERS)
        ],
    }
