"""Which role a service gets on a server: never that of whoever makes roles."""

import psycopg
import pytest

from stack.engines.databases import create_service_role, role_of, with_login
from stack.engines.postgres import ADMIN
from stack.problems import StackProblem
from stack.processes import PROCESSES

pytestmark = pytest.mark.engines


def test_no_process_has_the_name_of_the_superuser() -> None:
    assert ADMIN not in {role_of(spec.name) for spec in PROCESSES}


def test_a_superuser_is_not_made_the_role_of_a_service(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("CREATE ROLE turnup_admin SUPERUSER LOGIN PASSWORD 'as-it-was'")
        try:
            url = with_login(postgres_url, "turnup_admin", "as-it-was")
            with pytest.raises(StackProblem, match="role of the process admin"):
                create_service_role(url, "admin", "another")
            psycopg.connect(url).close()
        finally:
            connection.execute("DROP ROLE turnup_admin")
