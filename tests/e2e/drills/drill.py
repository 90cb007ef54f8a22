"""One section of the page of incidents: its commands, run as they stand there."""

import asyncio
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from scenarios.journey import Journey
from tests.docs.pages import FENCE, ROOT, Page
from tests.e2e.stack_under_test import StackUnderTest

PAGE = Page(ROOT / "docs/operations/drills.md")
PART = re.compile(r"^\*\*(Seen|Means|Do|Well):\*\*", re.MULTILINE)
MOST_STEPS = 3


@dataclass(frozen=True)
class Ran:
    """What the commands of one part printed, and how each ended."""

    codes: list[int]
    output: str


def sections() -> dict[str, dict[str, list[str]]]:
    """Of each incident by its headline: the commands of each of its parts."""
    _, *texts = PAGE.text.split("\n## ")
    return {text.split("\n", 1)[0]: _parts(text) for text in texts}


def _parts(text: str) -> dict[str, list[str]]:
    _, *found = PART.split(text)
    return {
        part: [line for _, code in FENCE.findall(told) for line in _commands(code)]
        for part, told in zip(found[::2], found[1::2], strict=True)
    }


def _commands(code: str) -> list[str]:
    return code.replace("\\\n", " ").splitlines()


class Drill:
    """An incident on this stack; the ids that the page shows stand for those of `things`."""

    def __init__(self, headline: str, stack: StackUnderTest, **things: str) -> None:
        self._parts = sections()[headline]
        self._stack = stack
        self._things = {
            "ord_01k…": things.get("order", ""),
            "itm_01k…": things.get("item", ""),
            "ref_01k…": things.get("refund", ""),
            "notifications/42": things.get("message", ""),
        }

    async def run(self, part: str, step: int | None = None) -> Ran:
        """Seen, Do or Well; one of its steps alone, where the next has to wait for it."""
        codes, outputs = [], []
        commands = self._parts[part]
        for command in commands if step is None else [commands[step]]:
            code, output = await self._run(command)
            codes.append(code)
            outputs.append(output)
        return Ran(codes, "\n".join(outputs))

    async def _run(self, command: str) -> tuple[int, str]:
        for shown, thing in self._things.items():
            assert thing or shown not in command, f"nothing stands for {shown}"
            command = command.replace(shown, thing)
        folder, python = self._stack.folder, sys.executable
        command = re.sub(r"^\./turnup", f"'{python}' -m stack --state-dir '{folder}'", command)
        state = self._stack.state
        environment = os.environ | {
            "PATH": f"{Path(python).parent}:{os.environ['PATH']}",
            "TEMPORAL_ADDRESS": state.temporal_address,
            "TEMPORAL_NAMESPACE": state.temporal_namespace,
            "COLUMNS": "200",
        }
        process = await asyncio.create_subprocess_exec(
            *("bash", "-c", command),
            cwd=ROOT,
            env=environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
        return process.returncode or 0, output.decode()


def drill_of(headline: str, stack: StackUnderTest, journey: Journey, **things: str) -> Drill:
    """About an order and its first item."""
    item = journey.placed.order.items[0].id
    return Drill(headline, stack, order=journey.id, item=item, **things)
