import type { Role } from '@soulsync/contracts';
import type { Attack } from '../ground.js';
import { people } from '../people.js';
import type { People } from '../people.js';
import { filled, neededRole, NOBODYS_ID, routesOf } from '../routes.js';
import type { Needed, OpenApi, Route } from '../routes.js';
import { inParallel, send } from '../send.js';
import type { Reply } from '../send.js';
import { SESSION_COOKIE } from '../system-under-attack.js';
import type { Harm } from '../tally.js';

export interface Caller {
  readonly kind: string;
  /** What it may, by its credentials; null: nothing. */
  readonly role: Role | null;
  /** A page of another site made its browser send it. */
  readonly crossSite?: true;
  headers(): Promise<Readonly<Record<string, string>>>;
}

const strength: Readonly<Record<Needed, number>> = { nobody: -1, viewer: 0, editor: 1, admin: 2 };

/** Must this caller be let through this route's guard? */
export function mayPass(needed: Needed, { role, crossSite }: Pick<Caller, 'role' | 'crossSite'>, method: string): boolean {
  if (crossSite && method !== 'GET') return false;
  if (needed === 'nobody') return true;
  return role !== null && strength[role] >= strength[needed];
}

/** null: as it must be. */
export function judge(may: boolean, reply: Reply): Harm | null {
  if (reply.kind === 'hung') return 'hung';
  if (reply.kind === 'cut') return 'other';
  if (reply.status >= 500 && reply.status !== 503) return 'other';
  const refused = reply.status === 401 || reply.status === 403;
  return refused === may ? (may ? 'other' : 'letIn') : null;
}

/** Other ways to write the same address: whatever is answered to a stranger, it is no data. */
const disguises: readonly ((path: string) => string)[] = [
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => path.toUpperCase(),
  (path) => path.replace('/api/', '/api/./'),
  (path) => path.replace('/api/v1/', '/api/v1//'),
  (path) => path.replace('/api/', '/%61pi/'),
  (path) => `/ping/..${path}`,
  (path) => `${path};/ping`,
  (path) => `${path}?_method=GET`,
];

const TIMEOUT_MS = 30_000;

export const callers: Attack = {
  name: 'callers',
  about: 'every route of the API by every kind of caller',
  small: true,
  on: 'shared',
  async run(ground, { system }) {
    const routes = routesOf(await system.get<OpenApi>('/api/v1/openapi.json'));
    const kinds = await allCallers(people(system));
    ground.say(`${routes.length} routes, ${kinds.length} kinds of caller`);
    for (const route of routes) {
      ground.tried();
      if (route.declaredRole !== neededRole(route))
        ground.found(
          'other',
          `${route.method} ${route.path} is for ${neededRole(route)}, its description says ${route.declaredRole ?? 'nothing'}`,
        );
    }
    const cases = routes.flatMap((route) => kinds.map((caller) => ({ route, caller })));
    await inParallel(cases, 6, async ({ route, caller }) => {
      const reply = await ask(system.url, route, await caller.headers());
      ground.tried();
      const harm = judge(mayPass(neededRole(route), caller, route.method), reply);
      if (harm)
        ground.found(harm, `${route.method} ${route.path} by ${caller.kind}: ${reply.kind === 'answer' ? reply.status : reply.kind}`);
    });
    const closed = routes.filter((route) => neededRole(route) !== 'nobody');
    await inParallel(
      closed.flatMap((route) =>
        disguises
          .slice(0, ground.small ? 3 : disguises.length)
          .map((disguise) => ({ route, path: disguise(filled(route.path, NOBODYS_ID)) })),
      ),
      6,
      async ({ route, path }) => {
        const reply = await send(system.url, { method: route.method, path, timeoutMs: TIMEOUT_MS });
        ground.tried();
        if (reply.kind === 'hung') ground.found('hung', `${route.method} ${path} by nobody`);
        if (reply.kind === 'answer' && reply.status < 400 && !(reply.headers['content-type'] ?? '').startsWith('text/html'))
          ground.found('letIn', `${route.method} ${path} by nobody: ${reply.status}`);
      },
    );
  },
};

function ask(url: string, { method, path, fields, contentType }: Route, headers: Readonly<Record<string, string>>): Promise<Reply> {
  return send(url, {
    method,
    path: filled(path, NOBODYS_ID),
    headers: { ...headers, ...(fields ? { 'Content-Type': contentType } : {}) },
    ...(fields ? { body: '{}' } : {}),
    timeoutMs: TIMEOUT_MS,
  });
}

async function allCallers(known: People): Promise<readonly Caller[]> {
  const [viewer, editor, admin] = await Promise.all((['viewer', 'editor', 'admin'] as const).map((role) => known.account(role)));
  if (viewer === undefined || editor === undefined || admin === undefined) throw new Error('an account is missing');
  const accounts: Readonly<Record<Role, string>> = { viewer, editor, admin };
  const same = (headers: Readonly<Record<string, string>>) => async () => headers;
  // One a request: a route that ends sessions ends its own.
  const session = (role: Role) => async () => (await known.session(accounts[role])).headers;
  const key = async (role: Role) => same((await known.key(accounts[role], role)).headers);

  const ended = await known.session(admin);
  await known.endSession(ended.token);
  const expired = await known.session(admin, '-1 minute');
  const revoked = await known.key(admin, 'admin');
  await known.revokeKey(revoked.key);
  const gone = await known.account('admin');
  const goneSession = await known.session(gone);
  const goneKey = await known.key(gone, 'admin');
  await known.deleteAccount(gone);
  const adminKey = await known.key(admin, 'admin');

  return [
    { kind: 'nobody', role: null, headers: same({}) },
    { kind: 'an empty session', role: null, headers: same({ Cookie: `${SESSION_COOKIE}=` }) },
    {
      kind: 'a wrong session',
      role: null,
      headers: same({ Cookie: `${SESSION_COOKIE}=${'A'.repeat(43)}`, 'Sec-Fetch-Site': 'same-origin' }),
    },
    { kind: 'a wrong key', role: null, headers: same({ 'X-Api-Key': `sk_${'A'.repeat(43)}` }) },
    { kind: 'a key that is quotes', role: null, headers: same({ 'X-Api-Key': `' OR 1=1 --` }) },
    { kind: 'a key with something behind it', role: null, headers: same({ 'X-Api-Key': `${adminKey.key}x` }) },
    {
      kind: 'claims in headers',
      role: null,
      headers: same({ 'X-Forwarded-User': 'admin', 'Remote-User': 'admin', 'X-Role': 'admin', 'X-Original-URL': '/ping' }),
    },
    { kind: 'a revoked key', role: null, headers: same(revoked.headers) },
    { kind: 'an expired session', role: null, headers: same(expired.headers) },
    { kind: 'an ended session', role: null, headers: same(ended.headers) },
    { kind: "a deleted account's session", role: null, headers: same(goneSession.headers) },
    { kind: "a deleted account's key", role: null, headers: same(goneKey.headers) },
    { kind: "a viewer's session", role: 'viewer', headers: session('viewer') },
    { kind: "a viewer's key", role: 'viewer', headers: await key('viewer') },
    { kind: "an editor's session", role: 'editor', headers: session('editor') },
    { kind: "an editor's key", role: 'editor', headers: await key('editor') },
    { kind: "an admin's session", role: 'admin', headers: session('admin') },
    { kind: "an admin's key", role: 'admin', headers: same(adminKey.headers) },
    {
      kind: "an admin's session, from another site",
      role: 'admin',
      crossSite: true,
      headers: async () => ({
        ...(await known.session(admin)).headers,
        'Sec-Fetch-Site': 'cross-site',
        Origin: 'http://elsewhere.example',
      }),
    },
    {
      kind: "an admin's session, from another port of this machine",
      role: 'admin',
      crossSite: true,
      headers: async () => ({ ...(await known.session(admin)).headers, 'Sec-Fetch-Site': 'same-site', Origin: 'http://127.0.0.1:1' }),
    },
  ];
}
