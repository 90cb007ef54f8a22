"""/v1/settings: a partner's "Order new products" settings, and their versions."""

from typing import Annotated

from fastapi import APIRouter, Body, Path

from chassis.auth import CallerDep, require
from chassis.pages import Cursor, Limit
from contracts.message import Id, Page
from contracts.settings import (
    ChangePartnerSettings,
    PartnerSettingsView,
    SettingsPreview,
    SettingsThen,
    SettingsVersion,
)
from services.orders.api.dependencies import ContextDep, StaffDep
from services.orders.api.examples import SETTINGS
from services.orders.use_cases import change_settings, preview_settings, read_settings

router = APIRouter(prefix="/v1/settings", tags=["settings"])


@router.get("/{partner}", summary="The settings in force, and which are overridden")
async def get_settings(partner: Id, caller: CallerDep, context: ContextDep) -> PartnerSettingsView:
    """`partner` is `default` or a partner's number."""
    require(caller, "admin", "operator", "system")
    return await read_settings.read_partner_settings(context, caller, partner)


@router.patch("/{partner}", summary="Override settings, or reset them to partner default")
async def patch_settings(
    partner: Id,
    command: Annotated[ChangePartnerSettings, Body(openapi_examples=SETTINGS)],
    staff: StaffDep,
    context: ContextDep,
) -> PartnerSettingsView:
    """Running orders keep the settings that they were placed under."""
    return await change_settings.change_settings(context, staff, partner, command)


@router.post("/{partner}/preview", summary="What a change would do")
async def post_preview(
    partner: Id,
    command: Annotated[ChangePartnerSettings, Body(openapi_examples=SETTINGS)],
    staff: StaffDep,
    context: ContextDep,
) -> SettingsPreview:
    """All its faults, and how many carts and orders there are. Nothing is changed."""
    return await preview_settings.preview_settings(context, staff, partner, command)


@router.get("/{partner}/versions", summary="Who changed what; newest first")
async def get_versions(
    partner: Id, staff: StaffDep, context: ContextDep, cursor: Cursor = None, limit: Limit = 50
) -> Page[SettingsVersion]:
    """Also the versions of `default`, which concern whoever inherits from it."""
    return await read_settings.page_of_versions(context, staff, partner, cursor, limit)


@router.get("/{partner}/versions/{number}", summary="The settings that were in force then")
async def get_version(
    partner: Id,
    number: Annotated[int, Path(ge=1, le=10**12)],
    staff: StaffDep,
    context: ContextDep,
) -> SettingsThen:
    """An order names the number that it was placed under (`policy.settings_version`)."""
    return await read_settings.read_version(context, staff, partner, number)
