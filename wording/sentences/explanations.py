"""Why an amount is what it is: what was charged, what is credited, and how a document comes to its
amount."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "charge.as_quoted": N_(
        "{item}: {charged_minor} for {days_span}, as it was quoted. The payment came on another day"
        " than the quote foresaw; that moved the days and not the charge."
    ),
    "charge.days": By(
        "discount_basis_points",
        {
            NONE: N_(
                "{item}: {listed_minor} is the price of a full period of {count} days. You pay for"
                " {day_count} of them, {days_span}: {sum}."
            ),
            ANY: Plural(
                "{item}: {listed_minor} is the price of a full period of one day. You pay for"
                " {days_span}, with {discount_basis_points} off: {sum}.",
                "{item}: {listed_minor} is the price of a full period of {count} days. You pay for"
                " {days_span}, with {discount_basis_points} off: {sum}.",
            ),
        },
    ),
    "charge.full_period": Plural(
        "{item}: {listed_minor} is the price of a full period of one day. You pay for it,"
        " {days_span}: {charged_minor}.",
        "{item}: {listed_minor} is the price of a full period of {count} days. You pay for all of"
        " them, {days_span}: {charged_minor}.",
    ),
    "charge.once": N_("{item}: {charged_minor}, charged once."),
    "charge.once_discounted": N_(
        "{item}: {listed_minor}, discounted to {charged_minor}, charged once."
    ),
    "charge.with_vat": "{charge} {vat}",
    "credit.all_days": Plural(
        "{item}: {charged_minor} was charged for one day, {days_span}. It is not used, so all of it"
        " is credited.",
        "{item}: {charged_minor} was charged for {count} days, {days_span}. None of them is used,"
        " so all of it is credited.",
    ),
    "credit.days": Plural(
        "{item}: {charged_minor} was charged for {day_count} days, {days_span}. Of these days the"
        " first is unused: {sum}.",
        "{item}: {charged_minor} was charged for {day_count} days, {days_span}. Of these days the"
        " first {count} are unused: {sum}.",
    ),
    "credit.days_with_vat_inside": Plural(
        "{item}: {charged_minor} was charged for {day_count} days, {days_span}. Of these days the"
        " first is unused: {sum}. VAT in it: {vat_sum}.",
        "{item}: {charged_minor} was charged for {day_count} days, {days_span}. Of these days the"
        " first {count} are unused: {sum}. VAT in it: {vat_sum}.",
    ),
    "credit.days_with_vat_on_top": Plural(
        "{item}: {charged_minor} was charged for {day_count} days, {days_span}. Of these days the"
        " first is unused: net {net_sum}; VAT {vat_sum}; together {credited_minor}.",
        "{item}: {charged_minor} was charged for {day_count} days, {days_span}. Of these days the"
        " first {count} are unused: net {net_sum}; VAT {vat_sum}; together {credited_minor}.",
    ),
    "credit.no_days": Plural(
        "{item}: {charged_minor} was charged for one day, {days_span}. It is used, so nothing is"
        " credited.",
        "{item}: {charged_minor} was charged for {count} days, {days_span}. All of them are used,"
        " so nothing is credited.",
    ),
    "credit.once_in_full": N_("{item}: {charged_minor} was charged once and is credited in full."),
    "credit.once_not": N_(
        "{item}: {charged_minor} was charged once, not by the day, so nothing is credited when the"
        " start date moves."
    ),
    "credit.starts_after_charged_days": N_(
        "{start_on} is after {last_charged_on}, the last day that was charged: all days are"
        " credited, and nothing of this order charges the service from {start_on} on. Whoever bills"
        " the periods after the first must charge it."
    ),
    "note.adds": N_(
        "{before_minor} of it was credited before and still counts; this note adds {issued_minor}."
    ),
    "note.credits": N_("This note credits {issued_minor}."),
    "note.in_all": By(
        "count",
        {
            NONE: N_("In all, {target_minor} is to be credited."),
            ANY: Plural(
                "In all, {target_minor} is to be credited for one unused day.",
                "In all, {target_minor} is to be credited for {count} unused days.",
            ),
        },
    ),
    "note.replaces": Plural(
        "Before, {already_minor} had been credited. Credit note {replaced} no longer counts; this"
        " one replaces it.",
        "Before, {already_minor} had been credited. Credit notes {replaced} no longer count; this"
        " one replaces them.",
    ),
    "start-would-go-unbilled/no_document": N_(
        "The item is invoiced from {invoiced_from_on}; no document charges the days from {start_on}"
        " until then."
    ),
    "sum": By(
        "rounding",
        {
            "none": "{product} = {result_exact}",
            "up": N_("{product} = {result_exact}, rounded up to {rounded_minor}"),
            "down": N_("{product} = {result_exact}, rounded down to {rounded_minor}"),
        },
    ),
    "sum.product": By(
        "discount_basis_points",
        {
            NONE: "{base_exact} × {days}",
            ANY: By(
                "days",
                {
                    NONE: "{base_exact} × {paid_basis_points}",
                    ANY: "{base_exact} × {days} × {paid_basis_points}",
                },
            ),
        },
    ),
    "supplement.charges": N_(
        "This invoice charges {charged_minor}, whose credit was refunded or used already."
    ),
    "supplement.credited": N_(
        "{already_minor} had been credited, for days that were used after all; {target_minor} is"
        " right."
    ),
    "supplement.settled": N_(
        "This invoice charges {charged_minor}. Credit of {settled_minor} that was not given back"
        " yet settled it at once, and {due_minor} remained due."
    ),
    "supplement.voided": N_("{voided_minor} was taken back by voiding credit notes."),
    "vat.inside": N_("{vat_minor} of it is VAT of {vat_basis_points}."),
    "vat.on_top": N_("VAT of {vat_basis_points} adds {vat_minor}, which makes {gross_minor}."),
}
