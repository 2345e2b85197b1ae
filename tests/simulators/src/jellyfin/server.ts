import { simulatorServer } from '../http/simulator-server.js';
import type { Answer, Call, Simulated } from '../http/simulator-server.js';
import type { JellyfinConfig } from './config.js';
import { generate } from './generated.js';
import { items } from './items.js';
import { idOf, jellyfinLibrary } from './library.js';
import { libraryChanges } from './library-changes.js';
import { pictureAnswer } from './pictures.js';
import { playlists } from './playlists.js';
import type { Playlists } from './playlists.js';
import { badRequest, forbidden, json, notFound, starting, tooLong, unauthorized } from './replies.js';
import { requestCounts } from './requests.js';
import { save, savedState } from './saved-state.js';
import { keptOf, put } from './scan-folder.js';
import { scans } from './scans.js';
import { signIn, userOf } from './sign-in.js';
import type { Caller } from './sign-in.js';
import { usual } from './switches.js';
import type { Switches } from './switches.js';

export type { JellyfinConfig } from './config.js';

const DAY_MS = 86_400_000;
const LONGEST_ADDRESS = 8_192;

/** A Jellyfin server with one music library as apis/jellyfin-subsonic.md has it, over a real folder that only enters by scanning. */
export async function startSimulator(config: JellyfinConfig): Promise<Simulated> {
  const [startedAtMs, beganMs] = [Date.now(), performance.now()];
  const nowMs = () => startedAtMs + (performance.now() - beganMs) * config.clockRate;
  const { locations, name: viewName } = config.view;
  const serverRoot = locations[0]?.serverPath ?? '';
  const viewId = idOf('CollectionFolder', viewName);
  const switches: Switches = { ...usual, ...config.switches };
  const saved = savedState(config.stateFile);
  const library = jellyfinLibrary();
  for (const track of saved?.tracks ?? []) put(library, track, 0);
  if (config.generated) generate(library, config.generated, serverRoot);
  const signing = signIn(config, switches, saved?.sessions ?? []);
  const lists = items(library, () => serverPlaylists, config, switches, { viewId, nowMs });
  const serverPlaylists: Playlists = playlists(library, lists, switches, saved?.playlists ?? [], keep);
  const scanning = scans(library, config, nowMs, keep);
  const changes = libraryChanges(library, serverRoot);
  const requests = requestCounts();
  let isAway = false;
  if (config.initialScan) await scanning.now(Date.now() - DAY_MS);
  const upAtMs = nowMs() + (config.startingMs ?? 0);

  function keep(): void {
    const tracks = library.tracks().flatMap((track) => (track.generated ? [] : [keptOf(track)]));
    save(config.stateFile, { tracks, playlists: serverPlaylists.kept(), sessions: signing.sessions() });
  }

  function answer(outer: Call): Answer {
    const call = inner(outer);
    if (!call) return notFound;
    requests.count(call);
    if (isAway || nowMs() < upAtMs) return starting;
    if (outer.path.length + outer.query.toString().length > LONGEST_ADDRESS) return tooLong;
    if (call.path === '/System/Ping') return { status: 200, type: 'application/json', body: '"Jellyfin Server"' };
    if (call.path === '/System/Info/Public') return json(publicInfo());
    if (call.path === '/Users/AuthenticateByName') return call.method === 'POST' ? authenticated(call) : notFound;
    const picture = call.method === 'GET' ? pictureAnswer(call.path, library, switches) : null;
    if (picture) return picture;
    const caller = signing.callerOf(call);
    return caller ? answered(call, caller) : unauthorized;
  }

  /** Below the base path; null: beside it. */
  function inner(call: Call): Call | null {
    const base = config.basePath ?? '';
    if (!call.path.startsWith(`${base}/`)) return null;
    return { ...call, path: call.path.slice(base.length), segments: call.segments.slice(base.split('/').length - 1) };
  }

  function authenticated(call: Call): Answer {
    const reply = signing.authenticate(call);
    keep();
    return reply;
  }

  function answered(call: Call, caller: Caller): Answer {
    const adminOnly = (ask: () => Answer): Answer => (caller.admin ? ask() : forbidden);
    switch (`${call.method} ${call.path}`) {
      case 'GET /System/Info':
        return adminOnly(() => json({ ...publicInfo(), OperatingSystem: 'Linux', HasPendingRestart: false }));
      case 'GET /Users/Me':
        return caller.user ? json(userOf(caller.user, config.serverId)) : badRequest;
      case 'GET /Users':
        return adminOnly(() => json(signing.users.map((user) => userOf(user, config.serverId))));
      case 'GET /UserViews':
        return caller.user || call.query.has('userId') ? views() : badRequest;
      case 'GET /Library/VirtualFolders':
        return adminOnly(() =>
          json([
            {
              Name: viewName,
              Locations: locations.map(({ serverPath }) => serverPath),
              CollectionType: 'music',
              ItemId: lists.view(call).id(viewId),
            },
          ]),
        );
      case 'GET /ScheduledTasks':
        return adminOnly(() => scanning.tasks());
      case 'POST /Library/Refresh':
        return adminOnly(() => scanning.refresh());
      case 'POST /Library/Media/Updated':
        return scanning.updated(call);
      case 'GET /Items/Counts':
        return lists.counts();
      case 'GET /Items':
        return listed(call, caller);
    }
    return call.segments[0] === 'Playlists' ? serverPlaylists.answer(call, caller) : notFound;

    function views(): Answer {
      const common = { ServerId: config.serverId, Type: 'CollectionFolder', IsFolder: true };
      const { id } = lists.view(call);
      const all = [
        { ...common, Name: 'Films', Id: id(idOf('CollectionFolder', 'Films')), CollectionType: 'movies' },
        { ...common, Name: viewName, Id: id(viewId), CollectionType: 'music' },
      ];
      return json({ Items: all, TotalRecordCount: all.length, StartIndex: 0 });
    }
  }

  function listed(call: Call, caller: Caller): Answer {
    const page = lists.list(call, caller);
    changes.pageGiven();
    return page;
  }

  const publicInfo = () => ({
    LocalAddress: 'http://192.0.2.30:8096',
    ServerName: config.serverName,
    Version: config.version,
    ProductName: 'Jellyfin Server',
    Id: config.serverId,
    StartupWizardCompleted: true,
  });

  return simulatorServer(
    config,
    answer,
    (verb, body) => {
      switch (verb) {
        case 'maintenance':
          isAway = body['on'] !== false;
          return { status: 204 };
        case 'switch':
          Object.assign(switches, body);
          return { status: 200, body: switches };
        case 'requests':
          return { status: 200, body: requests.report(body['reset'] === true) };
        case 'end-sessions':
          signing.endSessions();
          return { status: 204 };
        case 'scans':
          return { status: 200, body: scanning.report() };
        default:
          return changes.control(verb, body);
      }
    },
    () => {
      scanning.stop();
      keep();
    },
  );
}
