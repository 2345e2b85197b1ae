import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Msg } from '@nats-io/transport-node';
import type { Attack, Ground } from '../ground.js';
import type { Marker } from '../marked-world.js';
import { foundIn, needle } from '../needles.js';
import type { Needle } from '../needles.js';
import { logOf } from '../owner-access.js';
import { people } from '../people.js';
import { routesOf } from '../routes.js';
import type { OpenApi } from '../routes.js';
import { json, send } from '../send.js';
import type { SystemUnderAttack } from '../system-under-attack.js';
import { sessionOf } from '../system-under-attack.js';

const ANSWER_MS = 20_000;
const MOST_IDS = 5;

/** Over NATS a token given by hand goes to the service that stores it; nobody else may listen there. */
const carriesToken = 'rpc.plex.use-token';

/** Is this part's process allowed to hold the marker in its environment? What the user gave the launcher, the launcher has. */
export const mayHold = (part: string, { knownTo }: Pick<Marker, 'knownTo'>): boolean => part === 'launcher' || knownTo.includes(part);

export const secrets: Attack = {
  name: 'secrets',
  about: 'each secret is a marker; they are looked for in the log, the database, log files, processes, answers, NATS and open files',
  small: true,
  on: 'shared',
  async run(ground, { system, marked }) {
    const heard = await listen(system);
    const known = people(system);
    const account = await known.account('admin');
    const key = await known.key(account, 'admin');
    const session = await sessionOf(system.url, 'admin', system.password);
    const given = `mk-token-by-hand-${Date.now().toString(36)}${'f'.repeat(12)}`;
    const markers: readonly Marker[] = [
      ...marked.markers,
      { name: 'api-key', value: key.key, knownTo: [] },
      { name: 'session', value: session, knownTo: [] },
      { name: 'token-by-hand', value: given, knownTo: [] },
    ];
    const needles = markers.map(({ name, value }) => needle(name, value));
    const inspect = (where: string, text: string, mine: readonly Needle[] = needles) => {
      ground.tried();
      for (const name of foundIn(text, mine)) ground.found('letIn', `${name} lies in ${where}`);
    };

    await system.asAdmin({ method: 'POST', path: '/api/v1/library/sweep', timeoutMs: ANSWER_MS });
    await system.asAdmin({
      method: 'POST',
      path: '/api/v1/media-server/token',
      ...json({ url: 'http://127.0.0.1:9', token: given }),
      timeoutMs: ANSWER_MS,
    });
    await answers(system, key.headers, inspect);
    await errors(system, markers, inspect);
    await pages(ground, system, inspect);
    for (const message of await logOf(system.owner))
      inspect(`the log, ${message.subject}`, `${message.subject} ${message.headers} ${message.text}`);
    await tables(system, inspect);
    await processes(ground, system, markers);
    await files(system, needles, inspect, ground);
    const messages = await heard();
    if (messages.length === 0) ground.found('other', 'nothing was heard over NATS: the listener was deaf');
    const withoutHand = needles.filter(({ name }) => name !== 'token-by-hand');
    for (const { subject, text } of messages) inspect(`NATS, ${subject}`, text, subject === carriesToken ? withoutHand : needles);
  },
};

type Inspect = (where: string, text: string) => void;

/** Every GET, the lists first, then some of what they list. */
async function answers(system: SystemUnderAttack, headers: Readonly<Record<string, string>>, inspect: Inspect): Promise<void> {
  const routes = routesOf(await system.get<OpenApi>('/api/v1/openapi.json')).filter(({ method }) => method === 'GET');
  const listed = new Map<string, readonly string[]>();
  for (const { path } of routes.filter((route) => !route.path.includes('{'))) {
    const reply = await send(system.url, { method: 'GET', path, headers, timeoutMs: ANSWER_MS });
    if (reply.kind !== 'answer') continue;
    inspect(`the answer of ${path}`, reply.body + JSON.stringify(reply.headers));
    listed.set(path, idsIn(reply.body));
  }
  for (const { path } of routes.filter((route) => /\{\w+\}$/.test(route.path)))
    for (const id of (listed.get(path.replace(/\/\{\w+\}$/, '')) ?? []).slice(0, MOST_IDS)) {
      const reply = await send(system.url, {
        method: 'GET',
        path: path.replace(/\{\w+\}/, encodeURIComponent(id)),
        headers,
        timeoutMs: ANSWER_MS,
      });
      if (reply.kind === 'answer') inspect(`the answer of ${path}`, reply.body);
    }
}

function idsIn(body: string): readonly string[] {
  try {
    const rows: unknown = JSON.parse(body);
    return Array.isArray(rows) ? rows.flatMap((row: { id?: unknown }) => (typeof row.id === 'string' ? [row.id] : [])) : [];
  } catch {
    return []; // no JSON: it is looked at as text
  }
}

/** Whoever sends a secret to the wrong place does not get it back. */
async function errors(system: SystemUnderAttack, markers: readonly Marker[], inspect: Inspect): Promise<void> {
  for (const { value } of markers)
    for (const sent of [
      { path: '/api/v1/session', ...json({ name: 'nobody', password: value }) },
      { path: '/api/v1/session', body: `{"password":"${value}"`, headers: { 'Content-Type': 'application/json' } },
      { path: '/api/v1/setup', ...json({ code: value, name: 'x', password: value }) },
    ]) {
      const reply = await send(system.url, { method: 'POST', timeoutMs: ANSWER_MS, ...sent });
      if (reply.kind === 'answer') inspect(`an error answer of ${sent.path}`, reply.body);
    }
}

/** Health and metrics of each service, where its log says they are. */
async function pages(ground: Ground, system: SystemUnderAttack, inspect: Inspect): Promise<void> {
  let found = 0;
  for (const part of [...(await system.parts()).keys()].filter((name) => name.endsWith('-svc') || name === 'gateway')) {
    const log = await readFile(join(system.dataDir, 'logs', `${part}.log`), 'utf8');
    const url = [...log.matchAll(/"adminUrl":"([^"]+)"/g)].at(-1)?.[1];
    if (url === undefined) continue;
    found += 1;
    for (const path of ['/metrics', '/health/live', '/health/ready', '/health/startup', '/'])
      await send(url, { method: 'GET', path, timeoutMs: ANSWER_MS }).then((reply) => {
        if (reply.kind === 'answer') inspect(`${part}'s page ${path}`, reply.body);
      });
  }
  if (found === 0) ground.found('other', 'no page of health or metrics was found to look at');
}

async function tables(system: SystemUnderAttack, inspect: Inspect): Promise<void> {
  const all = await system.owner.query<{ schema: string; name: string }>(
    `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
  );
  for (const { schema, name } of all) {
    const rows = await system.owner.query<{ text: string }>(`SELECT t::text AS text FROM "${schema}"."${name}" t`);
    inspect(`the table ${schema}.${name}`, rows.map(({ text }) => text).join('\n'));
  }
}

async function processes(ground: Ground, system: SystemUnderAttack, markers: readonly Marker[]): Promise<void> {
  if (process.platform !== 'linux') return ground.skipped('environments of processes: only Linux shows them');
  const parts = new Map([...(await system.parts()), ['launcher', system.process.pid ?? 0] as const]);
  for (const [part, pid] of parts)
    for (const page of ['environ', 'cmdline'] as const) {
      const text = await readFile(`/proc/${pid}/${page}`, 'utf8');
      ground.tried();
      // A command line is for everybody to read; an environment for its own user.
      const forbidden = markers.filter((marker) => page === 'cmdline' || !mayHold(part, marker));
      for (const name of foundIn(
        text,
        forbidden.map((marker) => needle(marker.name, marker.value)),
      ))
        ground.found('letIn', `${name} lies in the ${page} of ${part}`);
    }
}

/** Log files hold no secret at all; what others may read of the rest holds none. The simulated world keeps its own keys, being the other side. */
async function files(system: SystemUnderAttack, needles: readonly Needle[], inspect: Inspect, ground: Ground): Promise<void> {
  for (const entry of await readdir(system.dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(system.dataDir, path);
    if (name.startsWith('world/') || name.startsWith('postgres/')) continue;
    const [text, { mode }] = await Promise.all([readFile(path, 'latin1'), stat(path)]).catch(() => ['', { mode: 0 }] as const); // gone meanwhile
    if (name.startsWith('logs/')) inspect(`the file ${name}`, text);
    else if ((mode & 0o077) !== 0) {
      ground.tried();
      for (const secret of foundIn(text, needles)) ground.found('letIn', `${secret} lies in ${name}, which others may read`);
    }
  }
}

/** All that goes over NATS, until it is asked for. */
async function listen(system: SystemUnderAttack): Promise<() => Promise<readonly { readonly subject: string; readonly text: string }[]>> {
  const connection = await system.owner.nats();
  const heard: { subject: string; text: string }[] = [];
  connection.subscribe('>', {
    callback: (error: Error | null, message: Msg) => {
      if (!error) heard.push({ subject: message.subject, text: message.string() });
    },
  });
  await connection.flush();
  return async () => {
    await connection.close();
    return heard;
  };
}
