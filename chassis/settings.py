"""The settings of a process, read from TURNUP_… variables; nothing else reads the environment."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from chassis import database_url
from chassis.commas import AT_COMMAS
from chassis.read_settings import PREFIX
from chassis.secret_strength import HOW_TO_MAKE_ONE, LEAST_CHARACTERS, can_be_tried, refuse_weak
from contracts.actors import ActorKind

LOCAL_KEY = "local-development-key-not-a-secret"
PEOPLE: frozenset[ActorKind] = frozenset(("customer", "admin", "operator"))
ITSELF: frozenset[ActorKind] = frozenset(("system",))
OUR_CALLERS = {
    "orders": PEOPLE | ITSELF,
    "payments": ITSELF,
    "notifications": ITSELF,
    "worker": ITSELF,
    "cli": PEOPLE,
}
"""Our own processes that call services, by the name under which they sign, and whom they act as:
orders asks others on behalf of its callers. Portals act as people, and never as a system."""


class ProcessSettings(BaseSettings):
    """What every process needs. The defaults work on one machine, for which their secrets are
    public: they are refused in production and where other machines can reach the process.

    No error quotes what was given: half of a mistyped secret is still half of a secret.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", hide_input_in_errors=True)

    profile: Literal["local", "test", "production"] = "local"
    host: str = "127.0.0.1"
    port: int = 0
    token_keys: dict[str, SecretStr] = {"local": SecretStr(LOCAL_KEY)}
    """Key id → secret; the first signs, all verify, so that keys can be rotated."""
    portals: Annotated[tuple[str, ...], NoDecode, AT_COMMAS] = ("portal", "admin")
    """The names under which portals sign their calls, ours and others, with commas between them."""
    catalog_url: str = "http://127.0.0.1:8101"
    orders_url: str = "http://127.0.0.1:8102"
    payments_url: str = "http://127.0.0.1:8103"
    notifications_url: str = "http://127.0.0.1:8104"
    temporal_address: str = "127.0.0.1:7233"
    temporal_namespace: str = "turnup"
    temporal_tls: bool = False
    temporal_api_key: SecretStr | None = None
    failpoint_dir: Path | None = None
    """Test profile only: a file named like a failpoint in it kills the process there, once."""

    @field_validator("portals")
    @classmethod
    def _a_portal_has_a_name(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in given if name)

    @property
    def known_callers(self) -> dict[str, frozenset[ActorKind]]:
        """Whom each may act as."""
        return OUR_CALLERS | dict.fromkeys(self.portals, PEOPLE)

    @model_validator(mode="after")
    def _portals_have_names_of_their_own(self) -> Self:
        if taken := sorted(set(self.portals) & set(OUR_CALLERS)):
            raise ValueError(f"TURNUP_PORTALS names processes of ours: {', '.join(taken)}")
        return self

    @model_validator(mode="after")
    def _failpoints_are_for_tests(self) -> Self:
        if self.failpoint_dir and self.profile != "test":
            raise ValueError("TURNUP_FAILPOINT_DIR is for the test profile only")
        return self

    @model_validator(mode="after")
    def _token_keys_can_sign(self) -> Self:
        keys = [key.get_secret_value() for key in self.token_keys.values()]
        if not keys or any(len(key) < LEAST_CHARACTERS for key in keys):
            raise ValueError(f"TURNUP_TOKEN_KEYS needs at least one key, each {HOW_TO_MAKE_ONE}")
        return self

    @model_validator(mode="after")
    def _secrets_are_strong_where_others_can_try_them(self) -> Self:
        if can_be_tried(self.profile, self.host):
            refuse_weak(self.own_secrets())
        return self

    def own_secrets(self) -> Iterator[tuple[str, str]]:
        """What an installation made for this process, by variable; not what others gave it, such as
        the password of a mail server."""
        for key in self.token_keys.values():
            yield "TURNUP_TOKEN_KEYS", key.get_secret_value()


class ServiceSettings(ProcessSettings):
    """A process with a database of its own."""

    database_url: SecretStr = SecretStr("postgresql+psycopg://turnup@127.0.0.1:5432/turnup")
    database_pool_size: int = 20
    migrate_on_start: bool = True
    outbox_lease_seconds: int = Field(default=30, ge=1, le=600)
    """How long a message is left to the process that took it; after its death it is taken anew."""
    kept_days: int = Field(default=30, ge=1, le=3_650)
    """How long delivered messages, processed webhooks, kept answers and expired quotes stay."""

    @model_validator(mode="after")
    def _database_url_can_be_used(self) -> Self:
        if not database_url.is_usable(self.database_url.get_secret_value()):
            raise ValueError(f"TURNUP_DATABASE_URL {database_url.HOW_TO_WRITE_IT}")
        return self

    def own_secrets(self) -> Iterator[tuple[str, str]]:
        yield from super().own_secrets()
        if password := database_url.password_in(self.database_url.get_secret_value()):
            yield "the password in TURNUP_DATABASE_URL", password
