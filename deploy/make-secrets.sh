#!/bin/sh
# Writes a fresh secret for each that is missing into .env beside docker-compose.yml, which needs
# them all. What is there stays as it is; a name without a value is not there, and of two lines with
# one name the last counts, as for compose.
set -eu
umask 077
cd -- "$(dirname -- "$0")/.."
touch .env
[ -z "$(tail -c 1 .env)" ] || echo >>.env

secret() { od -An -N 32 -t x1 /dev/urandom | tr -d ' \n'; }
given() { sed -n "s/^$1=//p" .env | tail -n 1 | sed 's/[[:space:]]#.*//' | tr -d "\"'[:space:]"; }
keep() { [ -n "$(given "$1")" ] || printf '%s=%s\n' "$1" "$2" >>.env; }

keep TURNUP_TOKEN_KEYS "{\"$(date -u +%Y-%m-%d)\":\"$(secret)\"}"
for name in TURNUP_WEBHOOK_SECRET TURNUP_GATEWAY_API_KEY POSTGRES_PASSWORD CATALOG_DB_PASSWORD \
    ORDERS_DB_PASSWORD PAYMENTS_DB_PASSWORD NOTIFICATIONS_DB_PASSWORD \
    PORTAL_DB_PASSWORD ADMIN_DB_PASSWORD LISTENER_DB_PASSWORD; do
    keep "$name" "$(secret)"
done
# More than this one only while it is being replaced.
keep TURNUP_WEBHOOK_SECRETS "$(given TURNUP_WEBHOOK_SECRET)"
