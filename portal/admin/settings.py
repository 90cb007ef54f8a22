"""The settings of the admins' portal."""

from typing import Self
from urllib.parse import quote

from pydantic import Field, SecretStr, model_validator

from contracts.workflow import order_workflow_id
from portal.admin.oidc.settings import OidcSettings
from portal.settings import PortalSettings


class AdminSettings(PortalSettings):
    """Its own address is `admin_url`; `portal_url` is the customers'."""

    admin_require_second_factor: bool | None = None
    """Whether whoever has no second factor has to set one up before anything else; without it, in
    production."""

    admin_oidc_issuer: str = Field(default="", pattern=r"^(https?://[^?#\s]+)?$", max_length=500)
    """The provider of identities by which staff may sign in, too, as it names itself; without it
    there is none."""
    admin_oidc_client_id: str = Field(default="", max_length=200)
    admin_oidc_client_secret: SecretStr = SecretStr("")

    @property
    def oidc(self) -> OidcSettings | None:
        if not self.admin_oidc_issuer:
            return None
        secret = self.admin_oidc_client_secret.get_secret_value()
        return OidcSettings(self.admin_oidc_issuer, self.admin_oidc_client_id, secret)

    @model_validator(mode="after")
    def _a_provider_knows_us(self) -> Self:
        given = (
            self.admin_oidc_issuer,
            self.admin_oidc_client_id,
            self.admin_oidc_client_secret.get_secret_value(),
        )
        if any(given) and not all(given):
            raise ValueError(
                "TURNUP_ADMIN_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET belong together"
            )
        if self.profile == "production" and self.admin_oidc_issuer.startswith("http:"):
            raise ValueError("TURNUP_ADMIN_OIDC_ISSUER must be https in production")
        return self

    @property
    def requires_second_factor(self) -> bool:
        if self.admin_require_second_factor is None:
            return self.profile == "production"
        return self.admin_require_second_factor

    temporal_ui_url: str | None = Field(
        default=None, pattern=r"^https?://[^?#\s]+$", max_length=500
    )
    """Temporal's own pages, as those who keep the system going reach them; without it none links
    there."""
    temporal_namespace: str = Field(default="turnup", pattern=r"^[A-Za-z0-9_.-]+$", max_length=200)

    def workflow_url(self, order_id: str) -> str:
        """Where an order's workflow is looked at; empty where nobody said so."""
        if self.temporal_ui_url is None:
            return ""
        workflow = quote(order_workflow_id(order_id), safe="")
        ui = self.temporal_ui_url.rstrip("/")
        return f"{ui}/namespaces/{self.temporal_namespace}/workflows/{workflow}"

    @property
    def own_url(self) -> str:
        return self.admin_url

    @property
    def own_url_variable(self) -> str:
        return "TURNUP_ADMIN_URL"

    @property
    def visitors_partner(self) -> int | None:
        return None
