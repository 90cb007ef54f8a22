"""Whatever comes from outside, bodies, parameters and signals, and what of them has no bound."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import DateSchema

import contracts
from contracts.actors import Actor
from contracts.message import Command
from contracts.reconciliation import Reconcile
from contracts.recording import OperatorDecision
from contracts.workflow import DecisionMessage, OrderTerms, PaymentAttempt, StartDateInput

LOWER, UPPER = {"minimum", "exclusiveMinimum"}, {"maximum", "exclusiveMaximum"}
SIGNALLED: list[type[BaseModel]] = [
    DecisionMessage,
    OperatorDecision,
    OrderTerms,
    PaymentAttempt,
    Reconcile,
    StartDateInput,
]


class WithDays(GenerateJsonSchema):
    """Tells the first and the last day of a date, which JSON Schema has no word for."""

    def date_schema(self, schema: DateSchema) -> JsonSchemaValue:
        bounds = {"minimum": schema.get("ge"), "maximum": schema.get("le")}
        told = {name: str(day) for name, day in bounds.items() if day}
        return {**super().date_schema(schema), "x-day": True, **told}


@dataclass(frozen=True)
class Part:
    """A text, number, day or collection inside of a message, with the way to it."""

    way: tuple[str, ...]
    schema: dict[str, Any]

    def __str__(self) -> str:
        return "/".join(self.way)

    @property
    def is_bounded(self) -> bool:
        kind, keys = self.schema.get("type"), self.schema.keys()
        if kind in ("integer", "number") or "x-day" in keys:
            return bool(LOWER & keys) and bool(UPPER & keys)
        if kind == "array":
            return "maxItems" in keys
        if kind == "object":
            return "maxProperties" in keys or "enum" in self.schema.get("propertyNames", {})
        return "maxLength" in keys or self.schema.get("format") in ("date", "date-time")


def messages() -> list[type[BaseModel]]:
    """All bodies that people or other services write, what is signalled, and who a token names."""
    for module in pkgutil.iter_modules(contracts.__path__):
        importlib.import_module(f"contracts.{module.name}")
    commands = {c for c in _below(Command) if c.__module__.startswith("contracts.")}
    return sorted({*commands, *SIGNALLED, Actor}, key=lambda message: message.__name__)


def parts_of(message: type[BaseModel]) -> list[Part]:
    schema = message.model_json_schema(schema_generator=WithDays)
    return list(parts(schema, schema.get("$defs", {})))


def parts(
    schema: dict[str, Any], definitions: dict[str, Any], way: tuple[str, ...] = ()
) -> Iterator[Part]:
    """Whatever in it needs a bound, down to the leaves; once, where it can hold itself."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name in definitions:
            others = {known: one for known, one in definitions.items() if known != name}
            yield from parts(definitions[name], others, way)
        return
    for choice in [*schema.get("anyOf", []), *schema.get("oneOf", []), *schema.get("allOf", [])]:
        yield from parts(choice, definitions, way)
    kind = schema.get("type")
    if "enum" in schema or "const" in schema or kind in (None, "null", "boolean"):
        return
    if kind != "object":
        yield Part(way, schema)
    if kind == "array":
        yield from parts(schema["items"], definitions, (*way, "[]"))
    for name, inner in schema.get("properties", {}).items():
        yield from parts(inner, definitions, (*way, name))
    if isinstance(values := schema.get("additionalProperties"), dict):
        yield Part(way, schema)
        yield from parts(values, definitions, (*way, "{}"))


def _below(kind: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)
