"""The billing rules against a second implementation, on many generated cases."""

import multiprocessing
import os
import random

import pytest

from tests.services.payments.domain.comparing import disagreements

NORMAL = 20_000
NIGHTLY = 1_000_000
BATCH = 10_000


def test_the_oracle_agrees_on_20_000_cases() -> None:
    seed = random.SystemRandom().randrange(2**32)
    found = disagreements(seed, NORMAL)
    assert not found, found[:3]


@pytest.mark.nightly
@pytest.mark.timeout(1_800)  # a guard, no measure
def test_the_oracle_agrees_on_a_million_cases() -> None:
    first_seed = random.SystemRandom().randrange(2**32)
    batches = [(first_seed + number, BATCH) for number in range(NIGHTLY // BATCH)]
    with multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool:
        found = [told for batch in pool.starmap(disagreements, batches) for told in batch]
    assert not found, found[:3]
