"""The cards as HTML: rendered once for all customers who see the same, kept until the catalogue is
another. Nothing of one customer, session or form is in them."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from contracts.actors import Audience
from contracts.catalog import OfferingView, RequestQuote, RequestQuoteLine
from contracts.message import Language
from contracts.problems import Problem
from portal.customer.order.search import Search
from portal.shared.product_cards import grouped
from portal.web.page import Page
from portal.web.templates import template

CARDS_A_PAGE = 100
MOST_KEPT_LETTERS = 32_000_000
NAME = "shared/product_cards.html"


@dataclass(frozen=True)
class Cards:
    html: str
    count: int
    next_cursor: str


@dataclass(frozen=True)
class Edition:
    """Whoever sees the same edition sees the same cards."""

    partner_id: int | None
    audience: Audience
    language: Language
    revision: int
    today: date
    """Discounts begin and end."""
    search: Search


class KeptCards:
    """Of one process; what was not looked at for longest gives way."""

    def __init__(self, most_letters: int = MOST_KEPT_LETTERS) -> None:
        self._kept: OrderedDict[Edition, Cards] = OrderedDict()
        self._most_letters = most_letters
        self._letters = 0

    def get(self, edition: Edition) -> Cards | None:
        cards = self._kept.get(edition)
        if cards is not None:
            self._kept.move_to_end(edition)
        return cards

    def keep(self, edition: Edition, cards: Cards) -> None:
        self._drop(edition)
        self._kept[edition] = cards
        self._letters += len(cards.html)
        while self._letters > self._most_letters:
            self._drop(next(iter(self._kept)))

    def _drop(self, edition: Edition) -> None:
        gone = self._kept.pop(edition, None)
        self._letters -= len(gone.html) if gone else 0


async def cards_for(page: Page, search: Search) -> Cards:
    """Raises `OrderingIsDisabled`, `CursorIsInvalid`, and what says that the catalogue is away."""
    kept: KeptCards = page.request.app.state.cards
    revision = await page.services.catalog.catalogue_revision()
    edition = _edition(page, revision, search)
    return kept.get(edition) or await _rendered(page, kept, edition)


def _edition(page: Page, revision: int, search: Search) -> Edition:
    audience = (page.actor and page.actor.audience) or Audience()
    today = page.context.now().astimezone(ZoneInfo(page.zone)).date()
    partner_id = page.account.partner_id
    return Edition(partner_id, audience, page.language, revision, today, search.without_window())


async def _rendered(page: Page, kept: KeptCards, edition: Edition) -> Cards:
    search = edition.search
    found = await page.services.catalog.offerings(
        q=search.q or None,
        kinds=[search.kind] if search.kind else [],
        cursor=search.cursor or None,
        limit=CARDS_A_PAGE,
    )
    contents = await _contents(page, found.items)
    html = template(NAME).render(groups=grouped(found.items, contents, edition.today))
    cards = Cards(html, len(found.items), found.next_cursor or "")
    kept.keep(edition, cards)
    return cards


async def _contents(page: Page, offerings: Sequence[OfferingView]) -> dict[str, list[str]]:
    """By bundle the names of what is in it, which may be on no page of its own. Cards without them
    are better than none."""
    bundles = [RequestQuoteLine(offering_id=one.id) for one in offerings if one.component_ids]
    if not bundles:
        return {}
    try:
        priced = await page.services.catalog.prices(RequestQuote(lines=bundles))
    except Problem:
        return {}
    return {line.offering_id: line.component_titles for line in priced.lines}
