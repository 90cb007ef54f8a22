"""The files of a customer's tickets."""

from fastapi import Response

from contracts.message import Id
from portal.shared.files import FileName, downloaded
from portal.web.page import PageDep
from portal.web.pages import Pages

pages = Pages()


@pages.get("/tickets/{ticket_id}/files/{file_id}/{name}", permission="customer")
async def download(page: PageDep, ticket_id: Id, file_id: Id, name: FileName) -> Response:
    return await downloaded(page, ticket_id, file_id, name)
