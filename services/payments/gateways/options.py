"""What an adapter checks its options with. Which options there are, each adapter says itself."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr

from chassis.commas import AT_COMMAS


def _text(given: Any) -> Any:
    """A variable of digits only is read as a number, as if it were JSON."""
    return str(given) if type(given) is int else given


Secret = Annotated[SecretStr, Field(min_length=1), BeforeValidator(_text)]
Secrets = Annotated[tuple[Secret, ...], Field(min_length=1), AT_COMMAS, BeforeValidator(_text)]
"""With commas between them: two while one is being replaced."""


class GatewayOptions(BaseModel):
    """`TURNUP_GATEWAY_OPTIONS__<GATEWAY>__…`: a misspelt one is refused, and none is ever shown."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)
