"""What is wrong with a running stack, as it is seen from outside; waited for."""

import asyncio

from contracts.health import Finding
from stack.running.health import ProcessHealth, look_at
from tests.e2e.patience import PATIENCE
from tests.e2e.stack_under_test import StackUnderTest


async def health_of(stack: StackUnderTest) -> dict[str, ProcessHealth]:
    state = stack.state
    return await asyncio.to_thread(look_at, state.layout, state.recorded)


async def trouble_of(stack: StackUnderTest, process: str, check: str) -> Finding:
    """Waited for."""

    async def found() -> Finding | None:
        troubles = (await health_of(stack))[process].troubles
        return next((one for one in troubles if one.check == check), None)

    trouble = await PATIENCE.until(found, lambda one: one is not None, f"trouble of {process}")
    assert trouble is not None
    return trouble


async def all_is_well(stack: StackUnderTest) -> None:
    async def bad() -> list[str]:
        return [name for name, one in (await health_of(stack)).items() if not one.is_good]

    await PATIENCE.until(bad, lambda names: not names, "all to be well")
