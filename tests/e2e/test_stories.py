"""Every story that the demo plays ends as it should."""

from collections.abc import Awaitable, Callable

import pytest

from scenarios.expected import Expected, differences, final_outcome
from scenarios.one_of_each import ONE_OF_EACH
from scenarios.stories import STORIES
from scenarios.system import System
from scenarios.whole_life import a_whole_life

pytestmark = [pytest.mark.e2e, pytest.mark.engines, pytest.mark.timeout(300)]
Story = Callable[[System], Awaitable[Expected]]


@pytest.mark.parametrize("story", [*STORIES, *ONE_OF_EACH], ids=lambda story: story.__name__)
async def test_a_story_ends_as_it_should(story: Story, system: System) -> None:
    expected = await story(system)
    assert differences(expected, await final_outcome(system, expected)) == []


async def test_a_whole_life_ends_as_it_should(system: System) -> None:
    life = await a_whole_life(system)
    for expected in life.expected:
        assert differences(expected, await final_outcome(system, expected)) == []
    assert len((await life.customer.services.orders.cart()).lines) == 2
