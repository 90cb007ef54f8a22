"""What an audit of the ledger finds: the finding's check, or where its chain is broken."""

from collections.abc import Mapping

from wording.marking import N_, By, Sentence

ITEM_SUMS = N_(
    "Item {order_item_id} of order {order_id}: {invoiced_minor} invoiced, {credited_minor}"
    " credited, {again_minor} of it charged again."
)

SENTENCES: Mapping[str, Sentence] = {
    "ledger.account_differs": N_(
        "Account {account} of partner {partner_id} holds {booked_minor}, its documents say"
        " {told_minor}."
    ),
    "ledger.credit_passed_over_due": N_(
        "Credit note {number} of item {order_item_id} left {left_minor} to the customer, though"
        " {due_minor} are due on invoice {invoice_number}."
    ),
    "ledger.credits_exceed_invoices": ITEM_SUMS,
    "ledger.end_lost": N_(
        "The chain of partner {partner_id} ends at number {reached}; it was booked up to number"
        " {position} with the hash {hash}."
    ),
    "ledger.entries_gone": N_(
        "Entry {entry_id} ({entry_kind} {reference}, partner {partner_id}) is number {position},"
        " but the entries {first} to {last} are gone."
    ),
    "ledger.entries_missing": N_(
        "The chain of partner {partner_id} ends at number {position}, but {entry_count} entries are"
        " there, the last with number {last}."
    ),
    "ledger.entry_changed": N_(
        "Entry {entry_id} ({entry_kind} {reference}, partner {partner_id}) is not what was booked:"
        " its content does not give its hash."
    ),
    "ledger.entry_inserted": N_(
        "Entry {entry_id} ({entry_kind} {reference}, partner {partner_id}) at number {position}"
        " does not continue the entry before it."
    ),
    "ledger.entry_unbalanced": N_(
        "Entry {entry_id} ({entry_kind} {reference}, partner {partner_id}) does not balance: debits"
        " {debits_minor}, credits {credits_minor}."
    ),
    "ledger.entry_without_document": N_(
        "Entry {entry_id} ({entry_kind} {reference}, number {position} of partner {partner_id})"
        " books a document that is not there."
    ),
    "ledger.item_refunds_exceed_payments": N_(
        "Item {order_item_id} of order {order_id}: {came_minor} came in, {given_minor} goes back."
    ),
    "ledger.note_differs_from_refunds": N_(
        "Credit note {number} ({document_state}) owes {owed_minor}; {given_minor} goes back,"
        " {gone_minor} has gone."
    ),
    "ledger.number_missing": N_(
        "Number {sequence} of {year} of partner {partner_id} was given, but no document has it."
    ),
    "ledger.number_repeated": N_(
        "Number {sequence} of {year} of partner {partner_id} is on {documents}; {given} were given."
    ),
    "ledger.recharges_exceed_credits": ITEM_SUMS,
    "ledger.refunds_exceed_captures": N_(
        "Order {order_id}, attempt {intent_id}: {came_minor} came in, {given_minor} goes back."
    ),
    "ledger.settlements_differ": By(
        "which",
        {
            "note": N_(
                "Credit note {number} says that it settled {applied_minor}, its settlements"
                " {settled_minor}."
            ),
            "item": N_(
                "Credit note {number} of item {order_item_id} settled {settled_minor} of invoice"
                " {invoice_id}, which is of another item."
            ),
            "invoice": N_(
                "Invoice {number} charges {charged_minor}; {paid_minor} are paid and"
                " {settled_minor} credited."
            ),
        },
    ),
    "ledger.total_unbalanced": N_(
        "Everything booked in {currency}: debits {debits_minor}, credits {credits_minor}."
    ),
}
