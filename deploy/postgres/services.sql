-- One role and one schema for each service and portal; each sees its own and no other.
-- The container runs this once, on an empty volume. On a server of your own, repeat it as often
-- as you like, as a superuser: CATALOG_DB_PASSWORD=… (and so on) psql -f services.sql
\set ON_ERROR_STOP on
\getenv catalog_password CATALOG_DB_PASSWORD
\getenv orders_password ORDERS_DB_PASSWORD
\getenv payments_password PAYMENTS_DB_PASSWORD
\getenv notifications_password NOTIFICATIONS_DB_PASSWORD
\getenv portal_password PORTAL_DB_PASSWORD
\getenv admin_password ADMIN_DB_PASSWORD
\getenv listener_password LISTENER_DB_PASSWORD

BEGIN;

CREATE TEMPORARY TABLE wanted (service text, role text, password text) ON COMMIT DROP;
INSERT INTO wanted VALUES
    ('catalog', 'turnup_catalog', :'catalog_password'),
    ('orders', 'turnup_orders', :'orders_password'),
    ('payments', 'turnup_payments', :'payments_password'),
    ('notifications', 'turnup_notifications', :'notifications_password'),
    ('portal', 'turnup_portal', :'portal_password'),
    ('admin', 'turnup_admin', :'admin_password');

SELECT format('CREATE ROLE %I LOGIN', role) FROM wanted
WHERE role NOT IN (SELECT rolname FROM pg_roles) \gexec
SELECT format('ALTER ROLE %I LOGIN PASSWORD %L', role, password) FROM wanted \gexec
SELECT format('ALTER ROLE %I SET search_path = %I', role, service) FROM wanted \gexec
SELECT format('CREATE SCHEMA IF NOT EXISTS %I AUTHORIZATION %I', service, role) FROM wanted \gexec
SELECT format('REVOKE ALL ON SCHEMA %I FROM PUBLIC', service) FROM wanted \gexec
REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- Nobody else may even connect.
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), role) FROM wanted \gexec

-- Who hears hints of what changed: it may connect, and sees no schema.
SELECT 'CREATE ROLE turnup_listener LOGIN'
WHERE 'turnup_listener' NOT IN (SELECT rolname FROM pg_roles) \gexec
ALTER ROLE turnup_listener LOGIN PASSWORD :'listener_password';
SELECT format('GRANT CONNECT ON DATABASE %I TO turnup_listener', current_database()) \gexec

COMMIT;
