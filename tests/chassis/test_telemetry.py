"""A process reports in its logs alone: the framework exports nothing, whatever the environment
says."""

from typing import Any, cast

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient
from opentelemetry import _logs, metrics, trace

from chassis.problems import App

PATH = "/customers/{name}"


class Recorded:
    """What was asked of the providers that an installation would have."""

    def __init__(self) -> None:
        self.spans: list[str] = []
        self.logs: list[object] = []
        self.meters: list[str] = []


class Tracers(trace.TracerProvider):
    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    def get_tracer(self, *_args: Any, **_facts: Any) -> trace.Tracer:
        return Tracer(self._recorded)


class Tracer(trace.NoOpTracer):
    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    def start_span(self, name: str, *_args: Any, **_facts: Any) -> trace.Span:
        self._recorded.spans.append(name)
        return trace.INVALID_SPAN


class Meters(metrics.MeterProvider):
    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    def get_meter(self, name: str, *_args: Any, **_facts: Any) -> metrics.Meter:
        self._recorded.meters.append(name)
        return metrics.NoOpMeter(name)


class Loggers(_logs.LoggerProvider):
    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    def get_logger(self, *_args: Any, **_facts: Any) -> _logs.Logger:
        return Logger("recorded", self._recorded)


class Logger(_logs.NoOpLogger):
    def __init__(self, name: str, recorded: Recorded) -> None:
        super().__init__(name)
        self._recorded = recorded

    def emit(self, *_args: Any, **facts: Any) -> None:
        self._recorded.logs.append(facts.get("exception"))


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> Recorded:
    recorded = Recorded()
    tracers, meters, loggers = Tracers(recorded), Meters(recorded), Loggers(recorded)
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: tracers)
    monkeypatch.setattr(metrics, "get_meter_provider", lambda: meters)
    monkeypatch.setattr(_logs, "get_logger_provider", lambda: loggers)
    monkeypatch.setattr(_logs, "get_logger", loggers.get_logger)
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    return recorded


async def _break(app: FastAPI) -> None:
    @app.get(PATH)
    async def broken(name: str) -> None:
        raise RuntimeError(f"{name} has no address")

    transport = ASGITransport(app=cast("Any", app), raise_app_exceptions=False)
    async with AsyncClient(transport=transport, base_url="http://turnup") as client:
        assert (await client.get("/customers/mia")).status_code == 500


async def test_the_framework_would_export_what_broke(recorded: Recorded) -> None:
    await _break(FastAPI())
    assert recorded.spans
    assert recorded.meters
    assert [str(error) for error in recorded.logs] == ["mia has no address"]


async def test_our_processes_export_nothing(recorded: Recorded) -> None:
    await _break(App())
    assert (recorded.spans, recorded.meters, recorded.logs) == ([], [], [])


async def test_the_environment_configures_nothing(recorded: Recorded) -> None:
    assert FastAPI()._telemetry["auto_configure"]
    assert not App()._telemetry["auto_configure"]
