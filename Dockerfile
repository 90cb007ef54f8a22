# One image for every process; the command names the module to run, for example `services.orders`.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TURNUP_HOST=0.0.0.0 \
    TURNUP_PORT=8100 \
    TURNUP_STATE_DIR=/var/lib/turnup

# The simulator's state folder belongs to the user, and so does a new volume mounted there.
RUN groupadd --gid 10001 turnup \
    && useradd --uid 10001 --gid turnup --home-dir /nonexistent --shell /usr/sbin/nologin turnup \
    && install -d -o turnup -g turnup /var/lib/turnup

WORKDIR /app

# Wheels only: no compiler is needed, and none is there. Compiled once here, because processes
# that may not write their own files would compile again at each start.
# `--build-arg LOCK=stripe` takes the package of Stripe's gateway along.
ARG LOCK=runtime
COPY requirements/${LOCK}.lock requirements/
RUN python -m pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore \
    --compile --only-binary=:all: --require-hashes -r "requirements/${LOCK}.lock"

# .dockerignore decides what this takes.
COPY . .
RUN python -m compileall -q .

# By number, so that an orchestrator can see that it is not root.
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=5s --start-period=40s --retries=3 \
    CMD ["python", "-I", "deploy/healthcheck.py"]
ENTRYPOINT ["python", "-m"]
CMD ["services.catalog"]
