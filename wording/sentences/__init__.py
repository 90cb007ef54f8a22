"""The sentences, a file for each subject. A code names one place where it is said, and is never
used again for something else."""

from collections.abc import Mapping

from wording.marking import Sentence
from wording.sentences import (
    attention,
    audit,
    catalog,
    chassis,
    cli,
    documents,
    explanations,
    ledger,
    mails,
    notices,
    notifications,
    operators,
    ordering,
    orders,
    payments,
    portal,
    portal_finance,
    portal_orders,
    portal_services,
    portal_ui,
    reconciliation,
    refunds,
    steps,
    timeline,
)

SENTENCES: Mapping[str, Sentence] = {
    **attention.SENTENCES,
    **audit.SENTENCES,
    **catalog.SENTENCES,
    **chassis.SENTENCES,
    **cli.SENTENCES,
    **documents.SENTENCES,
    **explanations.SENTENCES,
    **ledger.SENTENCES,
    **mails.SENTENCES,
    **notices.SENTENCES,
    **notifications.SENTENCES,
    **operators.SENTENCES,
    **ordering.SENTENCES,
    **orders.SENTENCES,
    **payments.SENTENCES,
    **portal.SENTENCES,
    **portal_finance.SENTENCES,
    **portal_services.SENTENCES,
    **portal_orders.SENTENCES,
    **portal_ui.SENTENCES,
    **reconciliation.SENTENCES,
    **refunds.SENTENCES,
    **steps.SENTENCES,
    **timeline.SENTENCES,
}
