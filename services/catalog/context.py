"""What every use case works with; made once by `build_app`."""

from dataclasses import dataclass
from datetime import timedelta

from chassis.context import ServiceContext


@dataclass(frozen=True, kw_only=True)
class Context(ServiceContext):
    quote_lifetime: timedelta
    """How long a quoted price holds."""
