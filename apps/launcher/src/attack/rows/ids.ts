import type { Attack, Ground } from '../ground.js';
import { pulse } from '../pulse.js';
import { filled, neededRole, routesOf } from '../routes.js';
import type { OpenApi, Route } from '../routes.js';
import { inParallel, json, send } from '../send.js';
import type { Reply } from '../send.js';
import type { SystemUnderAttack } from '../system-under-attack.js';
import type { Finding } from '../tally.js';

/** As they go over the wire. A subject's wildcards, its separators, what no name holds, and too much of anything. */
const evilIds: readonly string[] = [
  '*',
  '%2A',
  '%3E',
  '%3E%3E',
  'es.%3E',
  '*.*',
  'a.b',
  'a%20b',
  '%20',
  '%00',
  'a%00b',
  '%0A',
  '%0D%0AX-Evil:1',
  '%09',
  '%1B%5B31m',
  '%7F',
  '%FF',
  '%',
  '%ED%A0%80',
  '..%2F..%2Fetc%2Fpasswd',
  '%2E%2E',
  '%24JS.API.STREAM.DELETE.ES',
  '__proto__',
  'constructor',
  "'%3B%20DROP%20TABLE%20x%3B--",
  '%F0%9F%92%A3',
  'a'.repeat(10_000),
];

const ANSWER_MS = 15_000;
const PING_MS = 5_000;
/** A peer may be called anything that its network allows; an unknown one is not blocked, and unblocking it changes nothing. */
const anyNameFits = (path: string): boolean => path.startsWith('/api/v1/blocks/');

/** An id that none of ours can be finds nothing: 404, or 400. */
export function judge(reply: Reply, path: string): Finding | null {
  if (reply.kind === 'hung') return { harm: 'hung', what: `no answer in ${ANSWER_MS} ms` };
  if (reply.kind === 'cut') return { harm: 'other', what: 'the connection was cut' };
  if (reply.status >= 500) return { harm: 'other', what: `answered with ${reply.status}` };
  if (reply.status < 400 && !anyNameFits(path))
    return { harm: 'letIn', what: `taken for an id (${reply.status} ${reply.body.slice(0, 100)})` };
  return null;
}

export const ids: Attack = {
  name: 'ids',
  about: 'wildcards, control signs and too much of anything in the place of ids, and playlists that are bombs',
  small: true,
  on: 'shared',
  async run(ground, { system }) {
    const routes = routesOf(await system.get<OpenApi>('/api/v1/openapi.json')).filter(({ path }) => path.includes('{'));
    const beating = pulse(system.url);
    await inParallel(
      routes.flatMap((route) => evilIds.map((id) => ({ route, id }))),
      6,
      ({ route, id }) => ask(ground, system, route, id),
    );
    for (const [name, csv] of csvBombs(ground.small ? 200_000 : 900_000)) await bomb(ground, system, name, csv);
    await beating.stop();
    ground.say(`longest wait of ${beating.asked} pings: ${beating.longestMs} ms`);
    if (beating.longestMs > PING_MS) ground.found('hung', `/ping waited ${beating.longestMs} ms; it may wait ${PING_MS}`);
    await system.get('/api/v1/summary');
  },
};

async function ask(ground: Ground, system: SystemUnderAttack, route: Route, id: string): Promise<void> {
  const reply = await system.asAdmin({
    method: route.method,
    path: filled(route.path, id),
    ...(route.fields ? json({}) : {}),
    timeoutMs: ANSWER_MS,
  });
  ground.tried();
  // The field rules of a body may speak before the id does.
  const finding = reply.kind === 'answer' && neededRole(route) === 'nobody' ? null : judge(reply, route.path);
  if (finding) ground.found(finding.harm, `${route.method} ${route.path} with ${id.slice(0, 40)}: ${finding.what}`);
}

/** Small enough for the door, made to keep a reader of CSV busy. */
function csvBombs(sizeBytes: number): readonly (readonly [string, string])[] {
  const times = (text: string) => text.repeat(Math.floor(sizeBytes / text.length));
  return [
    ['quotes alone', times('"')],
    ['quotes inside fields', `Track Name,Artist Name(s)\n${times('a"b,c"d\n')}`],
    ['an open quote and many lines', `Track Name,Artist Name(s)\n"${times('x\n')}`],
    ['columns alone', times(',')],
    ['line ends alone', times('\n')],
    ['carriage returns alone', times('\r')],
    ['formulas', `Track Name,Artist Name(s)\n${'=cmd|"/c calc"!A1,@SUM(1)\n'.repeat(50)}`],
  ];
}

/** Followed or refused, but answered. What was followed is given up again. */
async function bomb(ground: Ground, system: SystemUnderAttack, name: string, csv: string): Promise<void> {
  const reply = await system.asAdmin({
    method: 'POST',
    path: '/api/v1/playlists',
    ...json({ source: 'csv', csv, fileName: `${name}.csv`, start: 'ask' }),
    timeoutMs: ANSWER_MS,
  });
  ground.tried();
  if (reply.kind === 'hung') return ground.found('hung', `a CSV of ${name}: no answer in ${ANSWER_MS} ms`);
  if (reply.kind === 'answer' && reply.status >= 500) ground.found('other', `a CSV of ${name} was answered with ${reply.status}`);
  if (reply.kind === 'answer' && reply.status === 200) {
    const { id } = JSON.parse(reply.body) as { id: string }; // the shape of Accepted
    await send(system.url, { method: 'DELETE', path: `/api/v1/playlists/${id}`, headers: system.admin, timeoutMs: ANSWER_MS });
  }
}
