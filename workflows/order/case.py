"""One order's case file inside its workflow: what its phases share. Each part is written by its own
methods only."""

from collections.abc import Sequence
from datetime import timedelta

from temporalio import workflow

from contracts.recording import OrderProgress
from workflows.order.attention import Attention
from workflows.order.inbox import Inbox
from workflows.order.messages import Applied, Notice
from workflows.order.notices import Notices
from workflows.order.state import OrderState


class OrderCase:
    """Lives and dies with one workflow."""

    def __init__(
        self,
        progress: OrderProgress,
        titles: Sequence[str] = (),
        decision_within: timedelta | None = None,
    ) -> None:
        self.state = OrderState(progress, titles, decision_within)
        self.inbox = Inbox()
        self.attention = Attention(self.state)
        self.notices = Notices(self.state)

    def has_news(self) -> bool:
        """Whether something came that is still to act on."""
        return not self.inbox.is_empty() or self.attention.has_news

    def is_unfinished(self) -> bool:
        return self.has_news() or self.state.is_open() or not self.is_answered()

    def is_answered(self) -> bool:
        """Everybody was notified, and every handler has given its answer."""
        return self.notices.are_delivered() and workflow.all_handlers_finished()

    def take_over(self, applied: Applied, notice: Notice, payment: str | None = None) -> None:
        """The order after a step, and the notice that the step could not send."""
        self.state.advance(applied, payment)
        if not applied.notified:
            self.notices.send_later(notice)
