"""What docker-compose.yml tells Temporal is what the embedded server is told."""

import re
from itertools import pairwise
from pathlib import Path

from stack.engines.temporal import TemporalServer

COMPOSE_FILE = Path(__file__).parents[2] / "docker-compose.yml"
SHARED = ("--namespace", "--search-attribute", "--dynamic-config-value", "--sqlite-pragma")


def test_temporal_in_a_container_is_configured_like_the_embedded_one() -> None:
    command = TemporalServer(Path("folder"), Path("temporal"))._command()
    embedded = {f"{flag}={value}" for flag, value in pairwise(command) if flag in SHARED}
    flags = re.findall(r"^ +- (--\S+=.+)$", COMPOSE_FILE.read_text(), re.MULTILINE)
    composed = {flag for flag in flags if flag.startswith(SHARED)}
    assert embedded
    # The health check names its namespace with the same flag.
    assert composed == embedded
