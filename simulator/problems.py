"""What the simulator refuses, in its own words."""

from contracts.problems import Problem


class MerchantIsNotKnown(Problem):
    """The API key is missing or wrong. Passing: keys are rotated."""

    status = 401
    passing = True


class MethodIsNotLinked(Problem):
    """The customer has no such method (any more)."""

    status = 409


class WalletLinkIsNoLongerValid(Problem):
    status = 404


class CardIsNoTestCard(Problem):
    """Also the answer to every real card."""

    status = 422


class CaptureCannotBeDated(Problem):
    """Only stories of the past are dated; money is captured when it is captured."""

    status = 422


class FaultsAreForTests(Problem):
    status = 403


class TooManyRequests(Problem):
    status = 429
    passing = True


class GatewayBroke(Problem):
    """An error on the gateway's side, repeated for its key."""

    status = 500
