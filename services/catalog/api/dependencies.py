"""What the routers take from a request: the database, the settings, and the customer who buys."""

from typing import Annotated

from fastapi import Depends, Request

from chassis.auth import CallerDep, require
from chassis.database import Database
from chassis.tokens import Caller
from contracts.actors import Audience
from contracts.problems import ActionIsNotAllowed
from services.catalog.domain.availability import Buyer
from services.catalog.settings import CatalogSettings


async def _database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _settings(request: Request) -> CatalogSettings:
    settings: CatalogSettings = request.app.state.settings
    return settings


def buyer_of(caller: Caller) -> Buyer:
    """The customer with its audience; an unnamed audience gets only what is for everybody."""
    require(caller, "customer")
    actor = caller.actor
    if actor.partner_id is None:
        raise ActionIsNotAllowed("The token names no partner for the customer. Nothing was done.")
    return Buyer(actor.id, actor.partner_id, actor.audience or Audience())


async def _buyer(caller: CallerDep) -> Buyer:
    return buyer_of(caller)


DatabaseDep = Annotated[Database, Depends(_database)]
SettingsDep = Annotated[CatalogSettings, Depends(_settings)]
BuyerDep = Annotated[Buyer, Depends(_buyer)]
