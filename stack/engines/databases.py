"""Databases, roles and schemas for the services: each service sees its own schema only, and the
listener none."""

from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from stack.problems import StackProblem
from stack.processes import LISTENER


def role_of(service: str) -> str:
    return f"turnup_{service}"


def create_database(admin_url: str, name: str, template: str = "template1") -> str:
    """Makes the database unless it exists; returns its URL.

    A template is copied file by file (tens of milliseconds) and must have no open connection.
    """
    with psycopg.connect(with_database(admin_url, "postgres"), autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )
    return with_database(admin_url, name)


def create_service_role(admin_url: str, service: str, password: str) -> str:
    """The service's login role and schema in the database of `admin_url`; safe to repeat.

    Returns the role's URL. The search path belongs to the role, not to the database, so that
    it also holds in databases copied from this one.
    """
    role, schema = sql.Identifier(role_of(service)), sql.Identifier(service)
    with psycopg.connect(admin_url) as connection:
        _keep_role(connection, service, password)
        connection.execute(sql.SQL("ALTER ROLE {} SET search_path = {}").format(role, schema))
        connection.execute(
            sql.SQL("CREATE SCHEMA IF NOT EXISTS {} AUTHORIZATION {}").format(schema, role)
        )
        connection.execute(sql.SQL("REVOKE ALL ON SCHEMA {} FROM PUBLIC").format(schema))
        connection.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC")
    return with_login(admin_url, role_of(service), password)


def create_listener_role(admin_url: str, password: str) -> str:
    """A login role that hears hints in the database of `admin_url` and reads nothing there; safe to
    repeat. Returns its URL."""
    with psycopg.connect(admin_url) as connection:
        _keep_role(connection, LISTENER, password)
        database = sql.Identifier(connection.info.dbname)
        role = sql.Identifier(role_of(LISTENER))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, role))
    return with_login(admin_url, role_of(LISTENER), password)


def _keep_role(connection: psycopg.Connection, name: str, password: str) -> None:
    role = role_of(name)
    if role == connection.info.user:
        raise StackProblem(
            f"DATABASE_URL signs in as {role}, which is the role of the process {name}.",
            "Nothing was changed; name another superuser there.",
        )
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    verb = sql.SQL("ALTER" if known.fetchone() else "CREATE")
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
            verb, sql.Identifier(role), sql.Literal(password)
        )
    )


def with_database(url: str, database: str) -> str:
    """The same server and login, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def with_login(url: str, role: str, password: str) -> str:
    """The same server and database, another login; the password needs no quoting (URL-safe)."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=f"{role}:{password}@{parts.netloc.rpartition('@')[2]}"))
