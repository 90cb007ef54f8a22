"""The steps that record what people must look at, and tell people."""

from temporalio import activity
from temporalio.exceptions import ApplicationError

from contracts.recording import (
    OrderProgress,
    RecordAttention,
)
from tests.workflows.order_on_record import OrderOnRecord
from workflows.operators import shown
from workflows.order.messages import (
    Notice,
    RefusedMessage,
)


class TellingSteps(OrderOnRecord):
    @activity.defn
    async def record_refusal(self, message: RefusedMessage) -> OrderProgress:
        self.enter("record_refusal")
        self.once(f"refuse {message.message}: {shown(message.reason)}")
        return self.progress()

    @activity.defn
    async def record_attention(self, note: RecordAttention) -> OrderProgress:
        self.enter("record_attention")
        if note.said and note.key:
            self.flags.setdefault(note.key, note.said)
        for key in note.solved:
            self.flags.pop(key, None)
        return self.progress()

    @activity.defn
    async def read_progress(self) -> OrderProgress:
        self.enter("read_progress")
        return self.progress()

    @activity.defn
    async def notify(self, notice: Notice) -> None:
        self.enter("notify")
        event = notice.deadline.deadline if notice.deadline else notice.event
        if not self.notified(f"{event} {notice.reference}".strip()):
            raise ApplicationError("notifications are down")
