"""How long the embedded Temporal keeps what is closed: a dev server forgets it after a day, and
takes no flag for it."""

from datetime import timedelta

from temporalio.api.namespace.v1 import NamespaceConfig
from temporalio.api.workflowservice.v1 import UpdateNamespaceRequest
from temporalio.client import Client

from stack.engines.temporal import NAMESPACE

CLOSED_ARE_KEPT = timedelta(days=30)


async def keep_closed_workflows(address: str) -> None:
    """Idempotent; the server keeps it with its namespace."""
    client = await Client.connect(address, namespace=NAMESPACE)
    config = NamespaceConfig()
    config.workflow_execution_retention_ttl.FromTimedelta(CLOSED_ARE_KEPT)
    wanted = UpdateNamespaceRequest(namespace=NAMESPACE, config=config)
    await client.workflow_service.update_namespace(wanted)
