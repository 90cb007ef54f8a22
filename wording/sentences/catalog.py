"""Refusals of offerings and quotes."""

from collections.abc import Mapping

from wording.marking import N_, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "action-is-not-allowed/foreign_offering": N_(
        "An admin writes offerings of the own partner only (availability.partner_ids holds exactly"
        " that one); an operator writes all others. Nothing was done."
    ),
    "bundle-component-is-not-allowed/currency": N_(
        "The component {component_id} and its bundle have different currencies ({currencies})."
        " Nothing was done."
    ),
    "bundle-component-is-not-allowed/kind": N_(
        "The component {component_id} is of kind {kind}; allowed are internet, voice and recurring."
        " Nothing was done."
    ),
    "bundle-component-is-not-allowed/missing": N_(
        "The component {component_id} does not exist. Nothing was done."
    ),
    "bundle-component-is-not-allowed/twice": N_(
        "A component is listed twice. Nothing was done; list each component once."
    ),
    "offering-has-changed-meanwhile": N_(
        "The offering was changed by {changed_by} on {changed_at} and is at revision {revision},"
        " not {expected}. Nothing was done; read it again and repeat the change."
    ),
    "offering-is-not-available": N_(
        "This product cannot be ordered (any more). Nothing was done; remove it and go on with the"
        " others."
    ),
    "quote-is-expired": N_("The quote's time is over. Nothing was ordered; confirm the new quote."),
    "quote-is-too-large": N_(
        "The amount exceeds what one order can hold. Nothing was done; order less at once."
    ),
    "quote-is-too-long": N_(
        "These products, with the periods that are paid in advance, are more than one invoice can"
        " hold. Nothing was done; order less at once, or pay for fewer periods."
    ),
    "quote-mixes-currencies": N_(
        "The products have different currencies ({currencies}); one order has one currency. Nothing"
        " was done; order them separately."
    ),
    "quoted-price-has-changed": N_(
        "The price or content of a product, or the first day of service, changed since it was"
        " quoted. Nothing was ordered; look at the new quote and confirm that one."
    ),
    "request-is-malformed/no_revision": N_(
        "A change needs an If-Match header with the revision it replaces, for example"
        ' If-Match: "3". Nothing was done.'
    ),
}
