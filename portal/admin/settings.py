"""The settings of the admins' portal."""

from urllib.parse import quote

from pydantic import Field

from contracts.workflow import order_workflow_id
from portal.settings import PortalSettings


class AdminSettings(PortalSettings):
    """Its own address is `admin_url`; `portal_url` is the customers'."""

    admin_require_second_factor: bool | None = None
    """Whether whoever has no second factor has to set one up before anything else; without it, in
    production."""

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
