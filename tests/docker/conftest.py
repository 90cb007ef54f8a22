"""The whole system as docker-compose.yml describes it, for the tests of this folder."""

from collections.abc import Iterator

import pytest

from tests.docker.composition import Composition
from tests.docker.daemon import POSTGRES, PYTHON, TEMPORAL, compose, need_images


@pytest.fixture(scope="module")
def composition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composition]:
    """Built, started, healthy; taken away with its volumes afterwards."""
    need_images(POSTGRES, TEMPORAL, PYTHON)
    empty_file = tmp_path_factory.mktemp("compose") / "empty.env"
    empty_file.touch()
    containers = Composition(compose(), empty_file)
    try:
        containers.up()
        yield containers
    finally:
        containers.down()
