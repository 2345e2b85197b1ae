import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Role } from '@soulsync/contracts';
import { apiCommands, idsIn } from '@soulsync/contracts/rest';
import { NotFound } from '@soulsync/service-kit';
import { asRole, gatewayAlone } from '../support/gateway-alone.js';
import type { GatewayAlone } from '../support/gateway-alone.js';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly role: Role | 'nobody';
}

/** Written here once more, so that no route changes its guard by accident; every other write is an editor's, every other read a viewer's. */
const open = [
  'GET /ping',
  'GET /api/v1/setup',
  'POST /api/v1/setup',
  'POST /api/v1/session',
  'POST /api/v1/session/end',
  'GET /api/v1/spotify/callback',
];
/** Playlists and artists of a person's own account, which are nobody's to read who follows none. */
const editorsReads = ['GET /api/v1/spotify/playlists', 'GET /api/v1/spotify/artists'];
const adminsAlone = [
  /^\w+ \/api\/v1\/(api-keys|users|media-server|discoveries|settings|folders|logs)(\/|$)/,
  /^POST \/api\/v1\/projections\/{id}\/rebuild$/,
  /^POST \/api\/v1\/health-issues\/event-log-lost-events\/acknowledge$/,
  /^POST \/api\/v1\/parked-events\/{id}\/(retry|skip)$/,
  /^POST \/api\/v1\/roots\/{name}\/accept$/,
  /^POST \/api\/v1\/connections\/{id}\/test$/,
  /^POST \/api\/v1\/spotify\//,
];
/** Clients are generated from these: what was told once stays. Of resources they are `list-…` and `get-…`. */
const operations = [
  'GET /ping PingController_ping',
  'GET setup SessionController_needed',
  'POST setup SessionController_setUp',
  'POST session SessionController_logIn',
  'GET session SessionController_me',
  'POST session/end SessionController_logOut',
  'POST session/password SessionController_changePassword',
  'GET sessions OwnSessionsController_list',
  'DELETE sessions/{id} OwnSessionsController_end',
  'GET users UserController_list',
  'POST users UserController_create',
  'POST users/{id}/role UserController_changeRole',
  'POST users/{id}/password UserController_setPassword',
  'DELETE users/{id} UserController_remove',
  'GET api-keys ApiKeyController_list',
  'POST api-keys ApiKeyController_issue',
  'DELETE api-keys/{id} ApiKeyController_revoke',
  'GET services SystemController_services',
  'GET health-issues SystemController_healthIssues',
  'POST health-issues/event-log-lost-events/acknowledge SystemController_acknowledgeLostEvents',
  'GET projections SystemController_projections',
  'POST projections/{id}/rebuild SystemController_rebuild',
  'GET disks SystemController_disks',
  'GET tasks SystemController_tasks',
  'POST tasks/{id}/run SystemController_runTask',
  'GET logs LogsController_lines',
  'GET summary SystemController_summary',
  'GET live LiveController_live',
  'POST playlists/import PlaylistImportController_import',
  'POST playlists PlaylistCommands_follow',
  'POST playlists/{id}/start PlaylistCommands_start',
  'POST playlists/{id}/refresh PlaylistCommands_refresh',
  'DELETE playlists/{id} PlaylistCommands_unfollow',
  'POST matches/{id}/confirm MatchCommands_confirm',
  'POST matches/{id}/reject MatchCommands_reject',
  'POST acquisitions/{id}/retry AcquisitionCommands_retry[0]',
  'POST wishes/{id}/retry AcquisitionCommands_retry[1]',
  'POST acquisitions/{id}/cancel AcquisitionCommands_cancel',
  'POST wishes/{id}/ignore AcquisitionCommands_ignore',
  'POST blocks AcquisitionCommands_block',
  'DELETE blocks/{id} AcquisitionCommands_unblock',
  'POST library/sweep AcquisitionCommands_sweep',
  'POST library-mirrors/{id}/accept-loss AcquisitionCommands_acceptLoss',
  'POST library/prove-paths AcquisitionCommands_provePaths',
  'GET media-server MediaServerController_report',
  'GET media-server/servers MediaServerController_servers',
  'POST media-server/sign-in MediaServerController_start',
  'GET media-server/sign-in/{id} MediaServerController_look',
  'DELETE media-server/sign-in/{id} MediaServerController_cancel',
  'POST media-server/choose MediaServerController_choose',
  'POST media-server/token MediaServerController_useToken',
  'POST media-server/test MediaServerController_test',
  'POST discoveries DiscoveryCommands_start',
  'DELETE discoveries/{id} DiscoveryCommands_stop',
  'POST playlists/{id}/mirror MirrorCommands_mirror',
  'DELETE playlists/{id}/mirror MirrorCommands_stop',
  'POST playlists/{id}/mirror/run MirrorCommands_run',
  'POST playlist-mirrors/{id}/allow-shrink MirrorCommands_allow',
  'POST mirror-backups/{id}/restore MirrorCommands_restore',
  'POST metadata-edits MetadataEditCommands_propose',
  'POST metadata-edits/{id}/apply MetadataEditCommands_apply',
  'POST metadata-edits/{id}/reject MetadataEditCommands_reject',
  'POST metadata-edits/{id}/undo MetadataEditCommands_undo',
  'GET metadata-edit-items/{id}/picture/{which} MetadataEditPictures_picture',
  'POST roots/{name}/accept RootCommands_accept',
];
/** What people change of themselves, whatever their role. */
const ownAffairs = ['POST /api/v1/session/password', 'DELETE /api/v1/sessions/{id}'];
const strength: Readonly<Record<string, number>> = { nobody: -1, viewer: 0, editor: 1, admin: 2 };
const roles: readonly Role[] = ['viewer', 'editor', 'admin'];
const nobodysOwn = ['nobody', ...roles] as const;
const BOOT_MS = 60_000;
const json = { 'content-type': 'application/json' };

describe('the guards of the gateway', () => {
  let gateway: GatewayAlone;
  let routes: readonly Route[];
  let writes: readonly Route[];

  beforeAll(async () => {
    gateway = await gatewayAlone();
    gateway.answering(() => {
      throw new NotFound('there is nothing');
    });
    const { paths } = await gateway.openApi();
    routes = Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations as Record<string, { 'x-role': Route['role'] }>).map(([method, { 'x-role': role }]) => ({
        method: method.toUpperCase(),
        path,
        role,
      })),
    );
    writes = routes.filter(({ method }) => method !== 'GET');
  }, BOOT_MS);
  afterAll(() => gateway.stop(), BOOT_MS);
  beforeEach(() => void gateway.asked.splice(0));

  const send = ({ method, path }: Route, headers: Readonly<Record<string, string>>) =>
    // A stream never ends by itself.
    gateway.ask(path.replaceAll(/\{\w+\}/g, 'an-id'), { method: path.endsWith('/live') ? 'HEAD' : method, headers });
  const isRefused = (status: number) => status === 401 || status === 403;

  it('stand in front of every route as they are meant to', () => {
    expect(routes.length).toBeGreaterThan(70);
    for (const { method, path, role } of routes) {
      const route = `${method} ${path}`;
      const isAdmins = adminsAlone.some((pattern) => pattern.test(route));
      const isReaders = (method === 'GET' && !editorsReads.includes(route)) || ownAffairs.includes(route);
      expect([route, role]).toEqual([route, open.includes(route) ? 'nobody' : isAdmins ? 'admin' : isReaders ? 'viewer' : 'editor']);
    }
  });

  it('leave each operation the id that it was told under', async () => {
    const { paths } = await gateway.openApi();
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, { operationId: string }>).map(
        ([method, { operationId }]) => `${method.toUpperCase()} ${path.replace('/api/v1/', '')} ${operationId}`,
      ),
    );
    expect(operations.filter((operation) => !told.includes(operation))).toEqual([]);
    expect(new Set(told.map((operation) => operation.split(' ')[2])).size).toBe(told.length);
  });

  it.each(nobodysOwn)(
    'let %s through to what is answered to them, by key and by session, and ask no service otherwise',
    async (caller) => {
      const ways =
        caller === 'nobody'
          ? [{}, { 'x-api-key': 'nonsense' }, { cookie: 'soulsync_session=nonsense' }]
          : [asRole(caller), { cookie: `soulsync_session=${caller}`, 'sec-fetch-site': 'same-origin' }];
      for (const headers of ways)
        for (const route of routes.filter(({ role }) => role !== 'nobody')) {
          gateway.asked.splice(0);
          const { status } = await send(route, headers);
          const mayAsk = strength[caller]! >= strength[route.role]!;
          const told = `${caller} ${route.method} ${route.path}`;
          expect([told, isRefused(status)]).toEqual([told, !mayAsk]);
          expect([told, status]).not.toEqual([told, 500]);
          if (!mayAsk) expect([told, gateway.asked]).toEqual([told, []]);
        }
    },
    BOOT_MS,
  );

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://elsewhere.example' },
    { origin: 'null' },
  ])(
    'refuse every write of a browser that comes from another site (%j), also where nobody is asked who they are',
    async (from) => {
      for (const route of writes)
        expect([route, (await send(route, { cookie: 'soulsync_session=admin', ...from })).status]).toEqual([route, 403]);
      expect(gateway.asked).toEqual([]);
    },
    BOOT_MS,
  );

  it('look at what a body says it is before anyone is asked who they are', async () => {
    for (const { method, path } of writes) {
      const { status } = await gateway.ask(path.replaceAll(/\{\w+\}/g, 'an-id'), {
        method,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'a=1',
      });
      expect([path, status]).toEqual([path, 415]);
    }
  });

  it('tell a 401 from a 403, and say which role is missing', async () => {
    const problem = async (headers: Readonly<Record<string, string>>) =>
      JSON.parse((await gateway.ask('/api/v1/media-server', { headers })).text) as { status: number; code: string; detail: string };
    expect(await problem({})).toMatchObject({ status: 401, code: 'not-signed-in' });
    expect(await problem(asRole('editor'))).toMatchObject({ status: 403, code: 'forbidden', detail: 'This needs the role admin.' });
  });
});

describe('a command of the table', () => {
  let gateway: GatewayAlone;
  beforeAll(async () => {
    gateway = await gatewayAlone();
    gateway.answering(() => ({ id: 'answered', position: '7' }));
  }, BOOT_MS);
  afterAll(() => gateway.stop(), BOOT_MS);
  beforeEach(() => void gateway.asked.splice(0));

  it('asks its subject with its ids and its time-out, in the name of whoever asks, and answers what comes back', async () => {
    for (const command of apiCommands) {
      gateway.asked.splice(0);
      const ids = Object.fromEntries(idsIn(command).map((name) => [name, `an-${name}`]));
      const { status, text } = await gateway.ask(`/api/v1/${command.path.replaceAll(/:(\w+)/g, 'an-$1')}`, {
        method: command.verb.toUpperCase(),
        headers: asRole(command.role),
      });
      expect([command.path, status, text]).toEqual([command.path, 200, '{"id":"answered","position":"7"}']);
      const [asked] = gateway.asked;
      expect(asked).toMatchObject({ subject: command.subject, body: ids, context: { actor: { kind: 'account', id: command.role } } });
      expect(asked?.timeoutMs).toBe(command.timeoutMs);
    }
  });

  it('hands on the fields that its service knows, and the id of the path rather than one in the body', async () => {
    const body = JSON.stringify({ id: 'another', libraryTrackId: 't1', other: 'x', __proto__: null });
    await gateway.ask('/api/v1/matches/m1/confirm', { method: 'POST', headers: { ...json, ...asRole('editor') }, body });
    expect(gateway.asked.map((asked) => asked.body)).toEqual([{ id: 'm1', libraryTrackId: 't1' }]);
  });

  it('hands on nothing of a body that it has no use for', async () => {
    const body = JSON.stringify({ id: 'another', cause: 'x' });
    await gateway.ask('/api/v1/wishes/w1/ignore', { method: 'POST', headers: { ...json, ...asRole('editor') }, body });
    expect(gateway.asked.map((asked) => asked.body)).toEqual([{ id: 'w1' }]);
  });

  it('asks nobody about what can be no id, and a peer may be called anything that can be written', async () => {
    for (const id of ['*', 'a.b', 'a%20b', '%00', 'x'.repeat(300)])
      expect((await gateway.ask(`/api/v1/playlists/${id}`, { method: 'DELETE', headers: asRole('editor') })).status).toBe(404);
    expect(gateway.asked).toEqual([]);
    await gateway.ask('/api/v1/blocks/a.b%20*', { method: 'DELETE', headers: asRole('editor') });
    expect(gateway.asked.map(({ body }) => body)).toEqual([{ id: 'a.b *' }]);
  });
});
