"""How a process reads its settings at its start, and ends when it cannot work with them."""

from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsError

PREFIX = "TURNUP_"

Settings = TypeVar("Settings", bound=BaseSettings)


def read_settings(kind: type[Settings]) -> Settings:
    """From the environment. Ends the process when it cannot work with them, and says why without a
    part of any value."""
    try:
        return kind()
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        why = "; ".join(_in_words(fault) for fault in faults)
    except SettingsError as error:
        why = str(error)  # names the variable that is not JSON
    raise SystemExit(f"This process cannot work with its settings: {why}.")


def _in_words(fault: ErrorDetails) -> str:
    """Of a place within a setting only the setting: what is inside may be a key itself."""
    ours = fault.get("ctx", {}).get("error")
    return str(ours) if ours else f"{PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg']}"
