"""A mail server gets our password over TLS or not at all; without TLS the mail waits."""

import shutil
import ssl
import subprocess
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from contracts.problems import ServiceIsUnavailable
from services.notifications.channels.port import Letter
from services.notifications.channels.smtp import SmtpChannel
from tests.services.notifications.channels.mail_server import MailServer

PASSWORD = "Xq7vRz2L/mW9@tKc4N"
LETTER = Letter(
    message_id="<1@x>",
    thread_id="<0@x>",
    to=["a@x.example"],
    recipients=["a@x.example"],
    subject="Hello",
    body="Hi.",
    html="<p>Hi.</p>",
    written_at=datetime.now(UTC),
)

LOGIN = f"mia:{quote(PASSWORD, safe='')}@"


def channel_to(server: MailServer, login: str = LOGIN) -> SmtpChannel:
    return SmtpChannel(f"smtp://{login}127.0.0.1:{server.port}", "orders@x.example")


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Of a server at 127.0.0.1 whom we trust."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate, is not installed")
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    files = ["-keyout", str(key), "-out", str(cert), "-subj", "/CN=mail.test"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*made.split(), *files, *names], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    return context


async def test_without_tls_the_password_stays_here_and_the_mail_waits() -> None:
    server = MailServer()
    async with server.running():
        with pytest.raises(ServiceIsUnavailable, match="mail_without_tls"):
            await channel_to(server).deliver(LETTER)
    assert server.received.empty()
    assert server.logins == []
    for secret in (PASSWORD.encode(), b64encode(f"\0mia\0{PASSWORD}".encode())):
        assert secret not in server.wire
    assert b"AUTH" not in server.wire


async def test_over_tls_it_logs_in_and_delivers(certificate: ssl.SSLContext) -> None:
    server = MailServer()
    server.tls = certificate
    async with server.running():
        sent = await channel_to(server).deliver(LETTER)
        await server.next_mail()
    assert sent.accepted == ["a@x.example"]
    assert [login.password for login in server.logins] == [PASSWORD.encode()]


async def test_a_server_that_nobody_vouches_for_gets_no_password(
    certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    server = MailServer()
    server.tls = certificate
    async with server.running():
        with pytest.raises(ServiceIsUnavailable, match="CERTIFICATE_VERIFY_FAILED"):
            await channel_to(server).deliver(LETTER)
    assert server.logins == []


async def test_a_relay_that_wants_no_login_needs_no_tls() -> None:
    server = MailServer()
    async with server.running():
        sent = await channel_to(server, login="").deliver(LETTER)
        await server.next_mail()
    assert sent.accepted == ["a@x.example"]
