"""/v1/settings: a partner's "Order new products" settings."""

from typing import Annotated

from fastapi import APIRouter, Body

from chassis.auth import CallerDep, require
from contracts.message import Id
from contracts.settings import ChangePartnerSettings, PartnerSettingsView
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.api.examples import SETTINGS
from services.orders.use_cases import change_settings

router = APIRouter(prefix="/v1/settings", tags=["settings"])


@router.get("/{partner}", summary="The settings in force, and which are overridden")
async def get_settings(partner: Id, caller: CallerDep, context: ContextDep) -> PartnerSettingsView:
    """`partner` is `default` or a partner's number."""
    require(caller, "admin", "operator", "system")
    return await change_settings.read_partner_settings(context, caller, partner)


@router.patch("/{partner}", summary="Override settings, or reset them to partner default")
async def patch_settings(
    partner: Id,
    command: Annotated[ChangePartnerSettings, Body(openapi_examples=SETTINGS)],
    staff: StaffDep,
    context: ContextDep,
) -> PartnerSettingsView:
    """Running orders keep the settings that they were placed under."""
    return await change_settings.change_settings(context, staff, partner, command)
