"""How often something may be tried, and how long one waits after that: a little at first, then
twice as long each time. After a quiet time it is forgotten."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address


@dataclass(frozen=True)
class Limit:
    free: int
    """Attempts without any wait."""
    first_wait: timedelta = timedelta(seconds=30)
    longest_wait: timedelta = timedelta(minutes=15)
    forgotten_after: timedelta = timedelta(hours=1)

    def wait_after(self, count: int) -> timedelta:
        """After the attempt of this number, from 1."""
        over = count - self.free
        if over < 0:
            return timedelta(0)
        return min(self.longest_wait, self.first_wait * int(2 ** min(over, 20)))


PASSWORD_OF_ACCOUNT = Limit(free=5)
"""Whoever owns the account can go on with a link meanwhile."""
PASSWORD_FROM_ADDRESS = Limit(free=30)
LINKS_TO_ADDRESSEE = Limit(free=5, first_wait=timedelta(minutes=2))
LINKS_FROM_ADDRESS = Limit(free=20, first_wait=timedelta(minutes=1))
CODES_FROM_ADDRESS = Limit(free=30)
SECOND_CODE_OF_ACCOUNT = Limit(free=5)
"""Of a million codes three are right at a time: a guesser has some four a minute at first."""
MOST_CODES = 5
"""Tries at the code of one link."""
A_DAY = timedelta(days=1)
GUESSES = 5
"""Wrong codes for one mail address within a day, by however many links: its owner is told."""


def network_of(address: str) -> str:
    """What one household or one machine has: an address, or of the newer kind the first half."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"
    return str(parsed)
