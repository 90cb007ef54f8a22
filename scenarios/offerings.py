"""What is on offer: one plan of each kind, made once and found again by its terms."""

from dataclasses import dataclass

from clients.catalog import CatalogClient
from clients.pages import all_of
from clients.services import Services
from contracts.catalog import BillingCycle, OfferingFields, OfferingView, Price
from contracts.settings import ChangePartnerSettings
from scenarios.people import new_key

EAST, WEST, HASTY = 1, 2, 3
"""Partners: one with tickets, one with e-mail, and one whose requests expire after two seconds."""

MONTHLY, ONCE = BillingCycle(kind="monthly"), BillingCycle(kind="once")


def euros(amount_minor: int, cycle: BillingCycle = MONTHLY, fee_minor: int = 0) -> Price:
    return Price(
        amount_minor=amount_minor,
        currency="EUR",
        vat_basis_points=2_000,
        cycle=cycle,
        activation_fee_minor=fee_minor,
    )


PLANS = (
    OfferingFields(
        kind="internet",
        title="Fibre 100",
        description="100 Mbit/s down, 50 up, no cap.",
        price=euros(3_100),
        download_mbps=100,
        upload_mbps=50,
    ),
    OfferingFields(
        kind="voice",
        title="Voice flat",
        description="Calls to all national networks.",
        price=euros(1_000),
    ),
    OfferingFields(
        kind="recurring",
        title="Static IP address",
        description="One fixed IPv4 address.",
        price=euros(500),
    ),
    OfferingFields(
        kind="one_time",
        title="Router",
        description="Wi-Fi 7, yours to keep.",
        price=euros(7_900, ONCE),
    ),
)


@dataclass(frozen=True)
class Offerings:
    """By what they are."""

    fibre: OfferingView
    voice: OfferingView
    address: OfferingView
    router: OfferingView
    bundle: OfferingView


async def set_up(operator: Services) -> Offerings:
    """Make whatever is missing, and set the partners up."""
    offerings = await put_on_offer(operator.catalog)
    await _set_partners_up(operator)
    return offerings


async def put_on_offer(catalog: CatalogClient) -> Offerings:
    """Our own offerings. One that somebody else called the same, or that has been changed since,
    would make other bills; it is left alone."""
    known = [
        view async for view in all_of(lambda cursor: catalog.offerings(limit=200, cursor=cursor))
    ]

    async def make(fields: OfferingFields) -> OfferingView:
        for view in known:
            if _is_offered_as(view, fields):
                return view
        return await catalog.create_offering(fields, key=new_key())

    fibre, voice, address, router = [await make(fields) for fields in PLANS]
    bundle = await make(
        OfferingFields(
            kind="bundle",
            title="Fibre and voice",
            description="Both together, at one price.",
            price=euros(5_000, fee_minor=2_500),
            component_ids=[fibre.id, voice.id],
            contract_months=12,
        )
    )
    return Offerings(fibre, voice, address, router, bundle)


def _is_offered_as(view: OfferingView, fields: OfferingFields) -> bool:
    """Every term is the same."""
    return view.model_dump(include=set(OfferingFields.model_fields)) == fields.model_dump()


async def _set_partners_up(operator: Services) -> None:
    by_mail = ChangePartnerSettings(
        channel="email", mail_recipients=["orders@west.example"], gateway_enabled=False
    )
    await operator.orders.change_settings(str(WEST), by_mail)
    hasty = ChangePartnerSettings(
        approval_reminder_after_seconds=1,
        approval_escalation_after_seconds=2,
        approval_warning_before_expiry_seconds=1,
        approval_expires_after_seconds=3,
    )
    await operator.orders.change_settings(str(HASTY), hasty)
