"""The search attributes of orders and refunds: how operators find their workflows in Temporal."""

from temporalio.common import SearchAttributeKey

ORDER_STATUS = SearchAttributeKey.for_keyword("OrderStatus")
PARTNER_ID = SearchAttributeKey.for_keyword("PartnerId")
CUSTOMER_ID = SearchAttributeKey.for_keyword("CustomerId")
PAYMENT_STATUS = SearchAttributeKey.for_keyword("PaymentStatus")
NEEDS_ATTENTION = SearchAttributeKey.for_bool("NeedsAttention")
APPROVAL_DUE_AT = SearchAttributeKey.for_datetime("ApprovalDueAt")
AMOUNT_MINOR = SearchAttributeKey.for_int("AmountMinor")

ALL = (
    ORDER_STATUS,
    PARTNER_ID,
    CUSTOMER_ID,
    PAYMENT_STATUS,
    NEEDS_ATTENTION,
    APPROVAL_DUE_AT,
    AMOUNT_MINOR,
)
"""What a server has to know before the first order."""
