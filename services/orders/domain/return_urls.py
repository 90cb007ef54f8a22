"""Where a payment page sends the customer of an order back to."""


def return_url_of(
    given: str | None, order_id: str, *, portal_url: str, house_portal_url: str
) -> str | None:
    """What was given with the order, else its page on the partner's portal; None where there is no
    portal. Ours has a page for who comes back from paying."""
    # An id is of letters, digits and a line: it needs no escapes in any part of an address.
    if given is not None:
        return given.replace("{order_id}", order_id)
    portal, house = portal_url.rstrip("/"), house_portal_url.rstrip("/")
    if not portal:
        return None
    page = f"{portal}/orders/{order_id}"
    return f"{page}/return" if portal == house else page
