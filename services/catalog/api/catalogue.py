"""/v1/catalogue: what all offerings are together."""

from fastapi import APIRouter

from contracts.catalogue import CatalogueRevision, CatalogueView
from services.catalog.api.dependencies import ContextDep, ViewerDep, WantedDep
from services.catalog.use_cases.read_offerings import show_catalogue, show_revision

router = APIRouter(prefix="/v1/catalogue", tags=["offerings"])


@router.get("", summary="How many offerings of each kind there are, and of which revision")
async def get_catalogue(viewer: ViewerDep, context: ContextDep, wanted: WantedDep) -> CatalogueView:
    """Of what the list of offerings gives the same caller for the same search. Pages that were made
    of a revision can be kept until it is another."""
    return await show_catalogue(context, viewer, wanted)


@router.get("/revision", summary="Of which revision the catalogue is")
async def get_revision(_: ViewerDep, context: ContextDep) -> CatalogueRevision:
    """One row is read for it: whoever keeps pages of a revision asks this before each use."""
    return await show_revision(context)
