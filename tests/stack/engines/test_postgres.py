"""The embedded PostgreSQL survives what a machine does to it."""

import os
import stat
from pathlib import Path

import psycopg
import pytest

from stack.engines.databases import (
    create_database,
    create_service_role,
)
from stack.engines.postgres import PostgresServer

pytestmark = pytest.mark.engines
SERVICES = ("catalog", "orders", "payments", "notifications")


def test_a_committed_row_and_the_address_survive_kill_9(postgres: PostgresServer) -> None:
    url = postgres.url()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('still here')")
    postgres.kill()
    assert not postgres.alive()

    postgres.start()

    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("still here",)


def test_another_object_of_the_same_folder_finds_port_and_password(
    postgres: PostgresServer,
) -> None:
    assert PostgresServer(postgres.folder).url() == postgres.url()


def test_a_server_left_behind_is_replaced_not_joined(postgres: PostgresServer) -> None:
    left_behind = postgres.pid
    successor = PostgresServer(postgres.folder)
    try:
        successor.start()
        assert successor.pid not in (None, left_behind)
        assert not postgres.alive()
    finally:
        successor.stop()
        postgres.start()


def test_a_pid_file_that_names_another_program_does_not_hinder(postgres: PostgresServer) -> None:
    postgres.kill()
    pid_file = postgres.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")

    postgres.start()

    assert postgres.alive()


def test_a_half_made_cluster_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "data.draft" / "base").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    server = PostgresServer(tmp_path)

    server.prepare()

    assert (tmp_path / "data" / "PG_VERSION").exists()
    assert not (tmp_path / "data.draft").exists()


def test_durability_is_on_and_the_password_is_private(postgres: PostgresServer) -> None:
    with psycopg.connect(postgres.url()) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {setting}").fetchone() == ("on",)
        assert connection.execute("SHOW password_encryption").fetchone() == ("scram-sha-256",)
    password_file = postgres.folder / "password"
    assert stat.S_IMODE(password_file.stat().st_mode) == 0o600
    wrong = postgres.url(password="wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_a_service_role_sees_its_own_schema_only(postgres: PostgresServer) -> None:
    admin = create_database(postgres.url(), "roles")
    urls = {name: create_service_role(admin, name, f"{name}-password") for name in SERVICES}
    # Again, as at every start, and with a new password.
    urls["orders"] = create_service_role(admin, "orders", "another-password")

    for name, url in urls.items():
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE TABLE things (owner text)")
            assert connection.execute("SELECT current_schema()").fetchone() == (name,)
            for other in ({*SERVICES} - {name}) | {"public"}:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    connection.execute(f"CREATE TABLE {other}.things_of_{name} (owner text)")
    with (
        psycopg.connect(urls["catalog"]) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("SELECT * FROM orders.things")


def test_a_database_is_copied_from_a_template_with_its_rows(postgres: PostgresServer) -> None:
    template = create_database(postgres.url(), "pattern")
    with psycopg.connect(template, autocommit=True) as connection:
        connection.execute("CREATE TABLE seeds AS SELECT 7 AS number")

    copy = create_database(postgres.url(), "copied", template="pattern")

    with psycopg.connect(copy) as connection:
        assert connection.execute("SELECT number FROM seeds").fetchone() == (7,)
