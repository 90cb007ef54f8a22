"""How long these tests wait, and whom they ask again: everybody, as anybody may just have been
killed."""

from temporalio.service import RPCError

from contracts.problems import RequestIsInFlight, ServiceIsUnavailable
from scenarios.patience import Patience

PATIENCE = Patience(seconds=100, away=(ServiceIsUnavailable, RequestIsInFlight, RPCError))
