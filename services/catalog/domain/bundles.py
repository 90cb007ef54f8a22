"""What may be inside a bundle: internet, voice and recurring offerings of its own currency."""

from collections.abc import Mapping, Sequence

from contracts.catalog import (
    BundleComponentIsNotAllowed,
    OfferingFields,
    OfferingKind,
    OfferingView,
)

COMPONENT_KINDS: frozenset[OfferingKind] = frozenset({"internet", "voice", "recurring"})


def check_components(bundle: OfferingFields, known: Mapping[str, OfferingView]) -> None:
    """Refuse a component that is not `known`, of a wrong kind or currency, or listed twice."""
    for component_id in bundle.component_ids:
        component = known.get(component_id)
        if component is None:
            raise BundleComponentIsNotAllowed("missing", component_id=component_id)
        _check(component.kind, component.price.currency, bundle.price.currency, component_id)
    if len(set(bundle.component_ids)) != len(bundle.component_ids):
        raise BundleComponentIsNotAllowed("twice")


def check_still_fits(
    component_id: str, changed: OfferingFields, bundles: Sequence[OfferingView]
) -> None:
    """Refuse a change that would break a bundle which this offering is part of."""
    for bundle in bundles:
        _check(changed.kind, changed.price.currency, bundle.price.currency, component_id)


def _check(kind: OfferingKind, currency: str, bundle_currency: str, component_id: str) -> None:
    if kind not in COMPONENT_KINDS:
        raise BundleComponentIsNotAllowed("kind", component_id=component_id, kind=kind)
    if currency != bundle_currency:
        currencies = [currency, bundle_currency]
        raise BundleComponentIsNotAllowed(
            "currency", component_id=component_id, currencies=currencies
        )
