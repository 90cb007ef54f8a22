"""What was agreed with an order: its contract's summary with the terms, to read and to keep."""

from fastapi.responses import Response

from contracts.message import Id
from portal.web.page import PageDep
from portal.web.pages import Pages
from wording.contract_summary import contract_as_text, contract_lines

pages = Pages()


@pages.get("/orders/{order_id}/contract", permission="customer")
async def contract(page: PageDep, order_id: Id) -> Response:
    """In the page's language."""
    summary = await page.services.orders.contract_summary(order_id)
    return page.show(
        "customer/orders/contract.html",
        order_id=order_id,
        lines=list(contract_lines(summary, page.language)),
        terms=summary.terms_text,
        terms_language=summary.language,
    )


@pages.get("/orders/{order_id}/contract.txt", permission="customer")
async def contract_file(page: PageDep, order_id: Id) -> Response:
    """As it was mailed."""
    summary = await page.services.orders.contract_summary(order_id)
    headers = {"Content-Disposition": f'attachment; filename="contract-{summary.order_id}.txt"'}
    return Response(
        contract_as_text(summary), media_type="text/plain; charset=utf-8", headers=headers
    )
