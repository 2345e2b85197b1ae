import pg from 'pg';
import { serviceNames, serviceRights } from '@soulsync/contracts';
import type { ServiceName } from '@soulsync/contracts';
import type { Credentials } from '../credentials/credentials.js';

export const databaseRole = (service: ServiceName): string => `soulsync_${serviceRights[service].room}`;

/** The address a service connects to: the administrator's, as its own role. */
export async function serviceDatabaseUrl(administrator: string, service: ServiceName, credentials: Credentials): Promise<string> {
  const url = new URL(administrator);
  url.username = databaseRole(service);
  url.password = encodeURIComponent(await credentials.password(`${service}.database`));
  return url.href;
}

/**
 * A role for each service, which owns its schema and may nothing else. What one role owned until now (version 0.1) is handed over. All or
 * nothing, and the same however often it is run.
 */
export async function provisionDatabase(administrator: string, credentials: Credentials): Promise<void> {
  const client = new pg.Client({ connectionString: administrator });
  await client.connect();
  try {
    await client.query('SET log_min_error_statement = panic'); // no password in a log
    await client.query('BEGIN');
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('soulsync-provision'))`);
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public');
    await client.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
    const database = client.escapeIdentifier(rows[0]?.name ?? '');
    await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
    for (const service of serviceNames) {
      const role = databaseRole(service);
      await makeRole(client, role, await credentials.password(`${service}.database`));
      await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${database} TO ${role}`);
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${serviceRights[service].room}`);
      await handOver(client, serviceRights[service].room, role);
    }
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/** Several replicas of one service, and yet room for all others: it has a pool of four. */
const CONNECTIONS = 16;

async function makeRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (rowCount === 0) await client.query(`CREATE ROLE ${role}`);
  await client.query(
    `ALTER ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT ${CONNECTIONS} PASSWORD ${client.escapeLiteral(password)}`,
  );
}

/** Sequences of a column go with their table, parts of an extension stay with it. */
const strangers = `
  SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END AS kind,
         oid::regclass::text AS name
    FROM pg_class c
   WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'c') AND pg_get_userbyid(relowner) <> $2
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND
                       (d.deptype = 'e' OR (c.relkind = 'S' AND d.deptype IN ('a', 'i'))))
  UNION ALL
  SELECT 'ROUTINE', oid::regprocedure::text FROM pg_proc p
   WHERE pronamespace = $1::regnamespace AND pg_get_userbyid(proowner) <> $2
     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  UNION ALL
  SELECT 'TYPE', oid::regtype::text FROM pg_type
   WHERE typnamespace = $1::regnamespace AND typtype IN ('e', 'd') AND pg_get_userbyid(typowner) <> $2`;

async function handOver(client: pg.Client, schema: string, role: string): Promise<void> {
  await client.query(`ALTER SCHEMA ${schema} OWNER TO ${role}`);
  await client.query(`REVOKE ALL ON SCHEMA ${schema} FROM PUBLIC`);
  const { rows } = await client.query<{ kind: string; name: string }>(strangers, [schema, role]);
  for (const { kind, name } of rows) await client.query(`ALTER ${kind} ${name} OWNER TO ${role}`);
}
