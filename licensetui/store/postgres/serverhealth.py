"""The health of the database, of the way to it, and of the rights of its users."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from licensetui.domain.counting import listed
from licensetui.domain.plain import plain
from licensetui.store.check import Check, State, limited
from licensetui.store.person import FORGOTTEN
from licensetui.store.postgres.connection import Connection, Database
from licensetui.store.postgres.known import Head

OLDEST, NEWEST = 13, 17
"""Releases of PostgreSQL for which this program is made."""
_SERVER = """
SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version'),
  session_user::text, current_setting('server_encoding')
"""
_WAY = """
SELECT inet_server_addr() IS NULL, coalesce(max(version), '')
FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl
"""
_LAX = """
SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'
"""
_STANDBYS = "SELECT current_setting('synchronous_standby_names'), pg_is_in_recovery()"
_SHARED = """
SELECT by, array_agg(DISTINCT split_part(via, '@', 1)) FROM history
WHERE at > now() - interval '90 days' AND by <> %s
GROUP BY by HAVING count(DISTINCT split_part(via, '@', 1)) > 1
"""
_OWNER = """
SELECT pg_get_userbyid(nspowner), pg_has_role(session_user, nspowner, 'USAGE'),
  session_user::text, pg_is_in_recovery()
FROM pg_namespace WHERE nspname = %s
"""
_DOORS = """
SELECT count(*), count(*) FILTER (WHERE has_function_privilege(oid, 'EXECUTE'))
FROM pg_proc WHERE pronamespace = %s::text::regnamespace AND prosecdef
"""
_TOO_MUCH = """
SELECT coalesce(grantee::regrole::text, 'everybody'), privilege_type, what FROM (
  SELECT nullif(x.grantee, 0) AS grantee, x.privilege_type, 'schema ' || nspname AS what
  FROM pg_namespace, aclexplode(nspacl) x
  WHERE nspname = %(schema)s AND x.grantee <> nspowner
    AND (x.privilege_type = 'CREATE' OR x.grantee = 0)
  UNION ALL
  SELECT nullif(x.grantee, 0), x.privilege_type, 'table ' || relname
  FROM pg_class, aclexplode(relacl) x
  WHERE relnamespace = %(schema)s::text::regnamespace AND x.grantee <> relowner
    AND (x.privilege_type <> 'SELECT' OR x.grantee = 0)
  UNION ALL
  SELECT nullif(x.grantee, 0), x.privilege_type, 'column ' || attname || ' of ' || relname
  FROM pg_class, pg_attribute, aclexplode(attacl) x
  WHERE relnamespace = %(schema)s::text::regnamespace AND attrelid = pg_class.oid
    AND x.grantee <> relowner AND (x.privilege_type <> 'SELECT' OR x.grantee = 0)
  UNION ALL
  SELECT relowner, 'ALL', 'table ' || relname
  FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
  WHERE nspname = %(schema)s AND relkind IN ('r', 'v') AND relowner <> nspowner
  UNION ALL
  SELECT proowner, 'ALL', 'function ' || proname
  FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
  WHERE nspname = %(schema)s AND proowner <> nspowner
  UNION ALL
  SELECT nullif(x.grantee, 0), x.privilege_type, 'function ' || proname
  FROM pg_proc, aclexplode(coalesce(proacl, acldefault('f', proowner))) x
  WHERE pronamespace = %(schema)s::text::regnamespace AND x.grantee = 0) rights
ORDER BY 1, 3, 2
"""

_PAST_ALL = """
SELECT rolname::text, rolsuper FROM pg_roles r
WHERE oid NOT IN (SELECT nspowner FROM pg_namespace WHERE nspname = %(schema)s)
  AND (rolsuper AND rolname IN (SELECT by FROM history)
    OR NOT rolsuper AND rolcanlogin AND EXISTS (
      SELECT FROM pg_roles w
      WHERE w.rolname = 'pg_write_all_data' AND pg_has_role(r.oid, w.oid, 'USAGE')))
ORDER BY 1
"""


def server_checks(conn: Connection, database: Database) -> Iterator[Check]:
    """Yield what there is to say of the server, and the way to it. Raises `psycopg.Error`."""
    yield Check("psycopg", psycopg.__version__)
    release, version, user, encoding = conn.execute(_SERVER).fetchall()[0]
    text = f"PostgreSQL {version}: {database.title}, as {user}"
    if OLDEST <= release <= NEWEST:
        yield Check("server", text)
    else:
        known = f"Use PostgreSQL {OLDEST} to {NEWEST}, for which this release is made."
        yield Check("server", text, State.DOUBTFUL, known)
    if encoding != "UTF8":
        remedy = "Move it to a database in UTF8: licensetui move."
        yield Check("server", f"the database has the encoding {encoding}", State.DOUBTFUL, remedy)
    yield _way(conn, database)
    for (name,) in conn.execute(_LAX):
        text = f"{name} is off: saved changes may be lost when the machine crashes"
        yield Check("disk", text, State.DOUBTFUL, f"Turn {name} on in postgresql.conf.")
    yield _standbys(conn)


def _way(conn: Connection, database: Database) -> Check:
    is_socket, tls = conn.execute(_WAY).fetchall()[0]
    if is_socket:
        return Check("connection", "by a socket on this machine")
    if tls or not database.address.is_elsewhere:
        return Check("connection", f"encrypted ({tls})" if tls else "on this machine")
    remedy = "Turn TLS on, and leave sslmode out of the address: verify-full is used then."
    return Check("connection", "not encrypted", State.DOUBTFUL, remedy)


def _standbys(conn: Connection) -> Check:
    names, is_standby = conn.execute(_STANDBYS).fetchall()[0]
    if is_standby:
        return Check("standby", "this server is one itself")
    if names:
        return Check("standby", f"what is saved is on a standby, too: {plain(names)}")
    return Check("standby", "no synchronous one: what is saved is on this server alone")


def rights_checks(conn: Connection, database: Database, head: Head) -> Iterator[Check]:
    """Yield what there is to say of who may do what. Raises `psycopg.Error`."""
    of, is_ours, user, is_standby = conn.execute(_OWNER, (database.schema,)).fetchall()[0]
    yield Check("owner", "you" if is_ours else of)
    doors, open_ones = conn.execute(_DOORS, (database.schema,)).fetchall()[0]
    if why := head.why_closed:
        remedy = "Work there." if head.moved else "Until then, nothing can be saved."
        yield Check("saving", f"not here: {why}", State.FAILED, remedy)
    elif is_standby:
        yield Check("saving", "not here: this server is a standby", State.DOUBTFUL)
    elif open_ones == doors:
        yield Check("saving", "is possible")
    else:
        what = f"the database lets {user} only read" if not open_ones else "some of it is refused"
        remedy = (
            f"Ask {of} for: GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA {database.schema} TO {user}"
        )
        yield Check("saving", what, State.DOUBTFUL, f"{remedy}.")
    yield from limited(
        [
            Check(
                "rights",
                f"{who} has {right} on the {what}",
                State.DOUBTFUL,
                f"Let {of} revoke it: it leads past the history, or to what others may not see.",
            )
            for who, right, what in conn.execute(_TOO_MUCH, {"schema": database.schema})
        ]
    )
    yield from limited([*_past_all(conn, database)])
    yield from _shared(conn)


def _past_all(conn: Connection, database: Database) -> Iterator[Check]:
    """Yield who may write into any table; of superusers, whom each server has, those who save."""
    for role, is_superuser in conn.execute(_PAST_ALL, {"schema": database.schema}):
        who = plain(role)
        if is_superuser:
            text = f"{who} saves here, and is a superuser"
            remedy = f"Give {who} another role to save with: a superuser can go past the history."
        else:
            text = f"{who} may write into all tables (pg_write_all_data)"
            remedy = f"REVOKE pg_write_all_data FROM {who}: it leads past the history."
        yield Check("rights", text, State.DOUBTFUL, remedy)


def _shared(conn: Connection) -> Iterator[Check]:
    """Yield the users of the database who are several people."""
    remedy = "Give each person a role: undo and the history go by it."
    for role, users in conn.execute(_SHARED, (FORGOTTEN,)):
        text = f"{listed([*map(plain, users)], 5)} all save as {plain(role)}"
        yield Check("users", text, State.DOUBTFUL, remedy)
