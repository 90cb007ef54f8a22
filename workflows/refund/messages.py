"""What a refund's workflow hands to its steps, beside what payments itself reads."""

from contracts.message import Id, Message
from contracts.recording import RecordRefusal


class RefusedSignal(Message):
    """A signal that was refused, for the audit of the refund's order."""

    order_id: Id
    refusal: RecordRefusal
