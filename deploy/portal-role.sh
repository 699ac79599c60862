#!/bin/sh
# Run once by the image of PostgreSQL: the role by which portal and workers connect. It gets its rights
# from the migrations, and owns nothing.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$PORTAL_PASSWORD" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
create role workcompanion_portal login password :'password';
SQL
