import type { ConnectionStep, ConnectionTestReport, PathProof } from '@soulsync/contracts';
import { messageOf } from '@soulsync/event-store';
import { connectionTest, rootGuard, serviceConnection, testStep } from '@soulsync/service-kit';
import type { ConnectionStanding, Kit, ServiceConnection, TestStep } from '@soulsync/service-kit';
import { folderSteps } from './adapters/folder/folder-test.js';
import { sizeHere } from './adapters/folder/size-here.js';
import { isRefusal } from './adapters/jellyfin/jellyfin-client.js';
import { jellyfinSteps } from './adapters/jellyfin/jellyfin-test.js';
import type { Calls } from './compose-servers.js';
import { jellyfinServer, oneTry, openJellyfin, openSubsonic, plexServer, subsonicServer } from './compose-servers.js';
import { SIGN_IN_REFUSALS, SubsonicRefusal } from './adapters/subsonic/subsonic-client.js';
import { subsonicSteps } from './adapters/subsonic/subsonic-test.js';
import type { PlexConfig } from './config.js';
import type { OpenedConnection } from './connection/compose-connection.js';
import { pathStep } from './connection/path-step.js';
import type { ConnectionState } from './connection/ports/server-connection.js';
import type { ServerKind } from './connection/server-identity.js';
import type { ServerSet } from './connection/server-workers.js';
import type { LibraryServer } from './library/ports/library-server.js';
import type { LibrarySync } from './library/workers/sync-library.js';
import type { MediaServer } from './media-server.js';
import { FolderSettings, JellyfinSettings, NO_FOLDER, PlexSettings, SubsonicSettings } from './settings.js';
import type { PlexServiceSettings } from './settings.js';

interface Parts {
  readonly settings: PlexServiceSettings;
  readonly servers: ServerSet<MediaServer>;
  readonly opened: OpenedConnection;
  readonly syncOf: (server: MediaServer) => LibrarySync;
  /** Looks for some of a server's files here. */
  readonly prove: (server: LibraryServer) => Promise<PathProof>;
  /** The test of the media server that is in use. */
  readonly testPlex: () => Promise<ConnectionTestReport>;
  /** How patiently a test asks. */
  readonly calls?: Calls;
}

/** The servers of this service, as people set them up and test them. */
export function serverConnections(kit: Kit<PlexConfig>, parts: Parts): readonly ServiceConnection[] {
  const { settings, servers, opened, syncOf, prove, testPlex, calls = oneTry } = parts;
  const startedAt = kit.clock.now();
  const run = (steps: readonly TestStep[]) => connectionTest(steps, kit.clock.monotonicMs);
  const isInUse = (kind: ServerKind) => settings.serverKinds().includes(kind);
  const serverOf = (kind: ServerKind) => servers.all().find((server) => server.kind === kind) ?? null;

  /** What is amiss although it answers. */
  function amiss(kind: ServerKind, isAdmin: boolean): { readonly code: string; readonly detail: string } | null {
    const paths = kit.health.list().find(({ code }) => code === `paths:${kind}`);
    if (paths) return { code: 'paths', detail: paths.message };
    return isAdmin ? null : { code: 'read-only', detail: 'The account may not ask for scans.' };
  }

  /** Of a server whose standing is known by reading it. */
  function standing(kind: ServerKind, isSetUp: boolean, place: string | undefined): ConnectionStanding {
    const base = { code: null, detail: null, nextTryAt: null, facts: place ?? null, isInUse: isInUse(kind) };
    const server = serverOf(kind);
    if (!isSetUp) return { ...base, state: 'unconfigured', since: startedAt };
    if (!server) return { ...base, state: 'connecting', since: startedAt };
    const { state, since, error, nextTryAt, identity } = syncOf(server).standing();
    const facts = identity === null ? base.facts : [identity.name, identity.version, place && `at ${place}`].filter(Boolean).join(' ');
    if (state === 'waiting') return { ...base, facts, state: 'connecting', since };
    if (state === 'reached') {
      const trouble = amiss(kind, identity?.capabilities.admin ?? true);
      return { ...base, facts, since, ...(trouble ? { state: 'degraded', ...trouble } : { state: 'connected' }) };
    }
    const refused = needsPerson(error);
    return {
      ...base,
      facts,
      since,
      nextTryAt,
      state: refused ? 'refused' : 'unreachable',
      code: refused ? 'refused' : 'unreachable',
      detail: messageOf(error),
    };
  }

  const plex = serviceConnection({
    id: 'plex',
    section: PlexSettings,
    async report() {
      const { state, since, detail, nextTryAt, url, version } = opened.plex.state();
      const { name, address } = await opened.settings.report();
      const base = { since, detail, nextTryAt, isInUse: isInUse('plex') };
      const facts = [name, version, (url ?? address) && `at ${url ?? address}`].filter(Boolean).join(' ') || null;
      if (state === 'unknown' && address === null) return { ...base, state: 'unconfigured', code: null, facts };
      if (state !== 'connected') return { ...base, state: STATES[state], code: CODES[state], facts };
      const trouble = amiss('plex', true);
      return { ...base, facts, ...(trouble ? { state: 'degraded', ...trouble } : { state: 'connected', code: null }) };
    },
    async test(candidate) {
      if (isSame(candidate, settings.plex())) return testPlex();
      const connection = opened.trial(candidate);
      const steps = await connection.test();
      const works = steps.every(({ ok }) => ok !== false);
      const proof = (set: PlexSettings) => prove(plexServer(set, settings.musicDir(), connection));
      const paths = pathStep(
        () => proof(candidate),
        () => proof(withoutMap(candidate)),
      );
      return { steps: [...steps, ...(works ? (await run([paths])).steps : [testStep('paths', null, 'not tried')])] };
    },
  });

  const jellyfin = serviceConnection({
    id: 'jellyfin',
    section: JellyfinSettings,
    report: () => standing('jellyfin', openJellyfin(kit, settings.jellyfin()) !== null, settings.jellyfin().url),
    async test(candidate) {
      const client = openJellyfin(kit, candidate, calls);
      if (client === null) return notSetUp(jellyfinLacks(candidate));
      const musicDir = settings.musicDir();
      const server = jellyfinServer(client, candidate, musicDir);
      return run([
        ...jellyfinSteps(client, server),
        pathStep(
          () => prove(server),
          () => prove(jellyfinServer(client, withoutMap(candidate), musicDir)),
        ),
      ]);
    },
  });

  const subsonic = serviceConnection({
    id: 'subsonic',
    section: SubsonicSettings,
    report: () => standing('subsonic', openSubsonic(kit, settings.subsonic()) !== null, settings.subsonic().url),
    async test(candidate) {
      const tested = openSubsonic(kit, candidate, calls);
      if (tested === null) return notSetUp(subsonicLacks(candidate));
      const musicDir = settings.musicDir();
      const server = subsonicServer(tested, candidate, musicDir);
      return run(subsonicSteps({ ...tested, server, musicDir, sizeHere: sizeHere(settings.musicDir) }));
    },
  });

  const folder = serviceConnection({
    id: 'folder',
    section: FolderSettings,
    report() {
      const dir = settings.musicDir();
      const isSet = dir !== NO_FOLDER;
      return { ...standing('folder', isSet, undefined), facts: isSet ? dir : null };
    },
    test: async () => run(folderSteps(settings.musicDir(), rootGuard(kit.store, 'music', settings.musicDir()))),
  });

  return [plex, jellyfin, subsonic, folder];
}

const STATES: Readonly<Record<Exclude<ConnectionState['state'], 'connected'>, ConnectionStanding['state']>> = {
  unconfigured: 'unconfigured',
  unknown: 'connecting',
  starting: 'unreachable',
  unreachable: 'unreachable',
  'needs-sign-in': 'refused',
  'other-server': 'refused',
};
const CODES: Readonly<Record<Exclude<ConnectionState['state'], 'connected'>, string | null>> = {
  unconfigured: null,
  unknown: null,
  starting: 'starting',
  unreachable: 'unreachable',
  'needs-sign-in': 'needs-sign-in',
  'other-server': 'other-server',
};

/** Trying again by itself helps nobody. */
const needsPerson = (error: unknown) =>
  isRefusal(error, 'unauthorized') || (error instanceof SubsonicRefusal && SIGN_IN_REFUSALS.has(error.code));

function isSame(one: PlexSettings, other: PlexSettings): boolean {
  const plain = ({ token, ...rest }: PlexSettings) => JSON.stringify([Object.entries(rest).sort(), token?.reveal() ?? null]);
  return plain(one) === plain(other);
}

/** As it would be without a path map, so that one can be found out. */
const withoutMap = <S extends { pathMap?: string }>({ pathMap: _given, ...set }: S) => set;

interface Lack {
  readonly detail: string;
  readonly advice: string;
  readonly field: string;
}

const BEHIND: readonly ConnectionStep[] = ['reachable', 'identity', 'version', 'credential', 'admin', 'sections', 'paths'];

const notSetUp = ({ detail, advice, field }: Lack): ConnectionTestReport => ({
  steps: [testStep('configured', false, detail, advice, { tookMs: 0, field }), ...BEHIND.map((step) => testStep(step, null, 'not tried'))],
});

const noAddress: Lack = { detail: 'it has no address', advice: 'Give its address.', field: 'url' };

function jellyfinLacks({ url, user, apiKey }: JellyfinSettings): Lack {
  if (!url) return noAddress;
  if (user && apiKey)
    return { detail: 'a user and an API key are given', advice: 'Take one of them out; playlists need the user.', field: 'apiKey' };
  return { detail: 'there is no way to sign in', advice: 'Give a user and its password, or an API key.', field: 'user' };
}

function subsonicLacks({ url, user }: SubsonicSettings): Lack {
  if (!url) return noAddress;
  const field = user ? 'password' : 'user';
  return { detail: 'there is no way to sign in', advice: 'Give a user and its password, or an API key.', field };
}
