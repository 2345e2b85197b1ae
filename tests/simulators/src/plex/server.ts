import { existsSync } from 'node:fs';
import { simulatorServer } from '../http/simulator-server.js';
import type { Answer, Call, Simulated } from '../http/simulator-server.js';
import { localPathOf } from '../music/music-files.js';
import { addAwkward } from './awkward.js';
import type { PlexConfig } from './config.js';
import { controls } from './controls.js';
import { edits } from './edits.js';
import type { KeptExtras } from './edits.js';
import { plexEvents } from './events.js';
import { generate } from './generated.js';
import { plexLibrary } from './library.js';
import type { Item, Track, Version } from './library.js';
import { libraryChanges } from './library-changes.js';
import { listing } from './listing.js';
import { parts } from './parts.js';
import { pictures } from './pictures.js';
import type { Pictured } from './pictures.js';
import { playlists } from './playlists.js';
import type { KeptPlaylists } from './playlists.js';
import { container, done, html } from './replies.js';
import { requestCounts } from './requests.js';
import { FIRST_KEY, restore, save, savedState } from './saved-state.js';
import { scans } from './scans.js';
import { readiness } from './start-phases.js';
import { usual } from './switches.js';
import type { Switches } from './switches.js';
import type { View } from './wire.js';
import { wire, xml } from './wire.js';

export type { PlexConfig } from './config.js';

/** Who asks: the owner, or somebody the library is shared with. */
interface Guest {
  readonly user: string;
  readonly admin: boolean;
}

/** Longer request lines are refused. */
const MAX_TARGET = 8_192;
const DAY_S = 86_400;

/** A Plex Media Server with one music section as apis/plex.md has it, over a real folder that only enters by scanning. */
export async function startSimulator(config: PlexConfig): Promise<Simulated> {
  const [startedAtMs, beganMs] = [Date.now(), performance.now()];
  const nowMs = () => startedAtMs + (performance.now() - beganMs) * config.clockRate;
  const { key: sectionKey, title: sectionTitle, locations } = config.section;
  const serverRoot = locations[0]?.serverPath ?? '';
  const switches: Switches = { ...usual, ...config.switches };
  const saved = savedState(config.stateFile);
  const library = plexLibrary(saved?.nextKey ?? FIRST_KEY, Math.floor(Date.now() / 1000));
  if (saved) restore(library, saved);
  if (config.generated) generate(library, config.generated, serverRoot);
  if (config.awkward) addAwkward(library, serverRoot);

  const keys = saved?.keys ?? {};
  const keep = () => save(config.stateFile, library, keys, { playlists: lists.kept(), extras: editing.kept() });
  const requests = requestCounts();
  /** What this server is called, and whose token it takes: both may change while it runs. */
  const standing = { machineIdentifier: config.machineIdentifier, token: config.token };
  const phases = readiness(config.start);
  const events = plexEvents(sectionKey, switches, config.clockRate);
  const emit = (item: Item, gone: boolean) => events.timeline(item, gone ? { state: 9, metadataState: 'deleted' } : { state: 5 });
  const changes = libraryChanges(library, switches, serverRoot, emit);
  // What we saved ourselves has these shapes.
  const editing = edits(
    { library, switches, keep, onChange: (item) => emit(item, false) },
    (saved?.rooms['extras'] ?? null) as KeptExtras | null,
  );
  const rows = listing(library, switches, SECTION_UUID);
  const shown = pictures((ratingKey, kind, stamp) => {
    editing.give(ratingKey, { [kind]: stamp });
    const item = library.find(ratingKey);
    if (item) item.updatedAtS = Math.floor(Date.now() / 1000);
    library.touched();
    if (item) emit(item, false);
  });
  const lists = playlists(
    {
      library,
      config,
      switches,
      keep,
      wire: (item, call) => wire(item, view(call, { user: 'owner', admin: true })),
      matching: rows.matching,
      thumb: (ratingKey) => {
        const { thumb } = editing.extras({ ratingKey });
        return thumb == null ? undefined : `/library/metadata/${ratingKey}/thumb/${thumb}`;
      },
    },
    (saved?.rooms['playlists'] ?? null) as KeptPlaylists | null,
  );
  const files = parts(library, locations);
  const control = controls({
    config,
    library,
    switches,
    requests,
    phases,
    events,
    changes,
    lists,
    editing,
    files,
    wired: fullRow,
    standing,
  });
  const scanning = scans({ library, keys, config, switches, events, nowMs, keep, settled: control.settled });
  if (config.initialScan) await scanning.now(Math.floor(Date.now() / 1000) - DAY_S);

  async function answer(call: Call): Promise<Answer> {
    requests.count(call);
    const reply = phases.refusal(call) ?? (call.target.length > MAX_TARGET ? html(414, 'URI Too Long') : await routed(call));
    const json = (call.headers.accept ?? '').includes('json');
    const body = reply.body as { MediaContainer?: object } | string | undefined; // what our own rooms answer
    if (json || typeof body !== 'object' || !body.MediaContainer) return reply;
    return { ...reply, type: 'text/xml;charset=utf-8', body: xml(body.MediaContainer) };
  }

  function guestOf(headers: Call['headers'], query: URLSearchParams): Guest | null {
    const token = headers['x-plex-token'] ?? query.get('X-Plex-Token');
    if (token === standing.token) return { user: 'owner', admin: true };
    const at = (config.sharedTokens ?? []).indexOf(String(token));
    return at < 0 ? null : { user: `shared-${at + 1}`, admin: false };
  }

  function routed(call: Call): Answer | Promise<Answer> {
    if (call.path === '/identity')
      return container({
        size: 0,
        apiVersion: '1.2.2',
        claimed: true,
        machineIdentifier: standing.machineIdentifier,
        version: config.version,
      });
    const guest = guestOf(call.headers, call.query);
    if (!guest) return html(401, 'Unauthorized');
    const [room = ''] = call.segments;
    if (room === '') return root(guest);
    if (room === 'library') return ofLibrary(call, guest);
    if (room === 'playlists') return lists.answer(call, guest.user, guest.admin);
    if (room === ':') return ofColon(call, guest);
    if (room === 'activities') return call.method === 'DELETE' ? scanning.cancel(call.segments[1] ?? '') : scanning.activities(guest.admin);
    if (room === 'hubs') return rows.search(call, view(call, guest));
    if (room === 'music') return files.transcode(call);
    if (room === 'photo') return shown.transcoded(call.query.get('url') ?? '', (key) => pictured(key, guest));
    return html(404, 'Not Found');
  }

  function adminOnly({ admin }: Guest, ask: () => Answer): Answer {
    return admin ? ask() : html(switches.sharedStatus, switches.sharedStatus === 401 ? 'Unauthorized' : 'Forbidden');
  }

  function ofColon(call: Call, guest: Guest): Answer {
    const [, what, verb] = call.segments;
    if (what === 'prefs') return adminOnly(guest, () => (call.method === 'PUT' ? done : container({ size: 0 })));
    if (what === 'rate') return adminOnly(guest, () => editing.rate(call.query));
    if (what === 'eventsource' && verb === 'notifications')
      return events.stream(call.query.get('filters') ?? call.query.get('filter'), guest.admin);
    return what === 'timeline' || what === 'scrobble' ? done : html(404, 'Not Found');
  }

  function ofLibrary(call: Call, guest: Guest): Answer | Promise<Answer> {
    const [, area, key = '', verb] = call.segments;
    const write = call.method !== 'GET';
    switch (area) {
      case undefined:
        return container({ size: 3, content: 'secondary', identifier: 'com.plexapp.plugins.library', title1: 'Plex Library' });
      case 'all':
        return listed(call, guest);
      case 'parts':
        return files.file(call, Number(key), guest.admin);
      case 'metadata':
        return write ? adminOrOwnList(call, key, guest) : ofMetadata(call, key, verb, guest);
      case 'clean':
      case 'optimize':
        return adminOnly(guest, () => done);
      case 'sections':
        if (key === '' || (key === 'all' && verb === undefined)) return sections();
        if (key !== sectionKey && key !== 'all') return html(404, 'Not Found');
        if (verb === 'all') return write ? adminOnly(guest, () => editing.editMany(call)) : listed(call, guest);
        if (verb === 'refresh') return adminOnly(guest, () => scanning.refresh(call));
        if (verb === 'emptyTrash' && write) return adminOnly(guest, scanning.emptyTrash);
        if (verb === 'analyze' && write) return adminOnly(guest, () => done);
        return verb === 'collections' ? container({ size: 0 }) : html(404, 'Not Found');
      default:
        return html(404, 'Not Found');
    }
  }

  /** A playlist is its maker's, whoever that is. */
  function adminOrOwnList(call: Call, key: string, guest: Guest): Answer | Promise<Answer> {
    const verb = call.segments[3];
    const own = lists.find(Number(key), guest.user);
    if (!guest.admin && !own) return adminOnly(guest, () => done);
    if (verb === undefined && own) {
      editing.lock(own.ratingKey, call.query);
      return lists.edit(own, call.query);
    }
    if (verb === undefined) return editing.edit(key, call.query);
    if (verb === 'refresh') {
      if (!editing.extras({ ratingKey: Number(key) }).locked?.includes('thumb')) shown.reset(Number(key), 'thumb');
      return editing.refresh(key);
    }
    if (verb === 'analyze') return done;
    const item = pictured(Number(key), guest);
    return item ? shown.answer(call, item) : html(404, 'Not Found');
  }

  function ofMetadata(call: Call, key: string, verb: string | undefined, guest: Guest): Answer | Promise<Answer> {
    if (verb === undefined || verb === 'children' || verb === 'allLeaves') return rows.metadata(call, key, verb, view(call, guest));
    const item = pictured(Number(key), guest);
    return item ? shown.answer(call, item) : html(404, 'Not Found');
  }

  function pictured(ratingKey: number, guest: Guest): Pictured | undefined {
    if (lists.find(ratingKey, guest.user)) return { ratingKey, ownPicture: false };
    return library.find(ratingKey) ? { ratingKey, ownPicture: editing.extras({ ratingKey }).noPicture !== true } : undefined;
  }

  function listed(call: Call, guest: Guest): Answer {
    const page = rows.list(call, view(call, guest));
    changes.pageGiven();
    return page;
  }

  const view = (call: Call, { admin }: Guest): View => ({
    sectionKey,
    sectionTitle,
    nowMs: nowMs(),
    files: admin || switches.filesForShared,
    guids: call.query.get('includeGuids') === '1',
    full: false,
    exists: call.query.get('checkFiles') === '1' ? isThere : null,
    extras: editing.extras,
  });

  function fullRow(ratingKey: number): object | undefined {
    const item = library.find(ratingKey);
    const looked: View = {
      sectionKey,
      sectionTitle,
      nowMs: nowMs(),
      files: true,
      guids: true,
      full: true,
      exists: null,
      extras: editing.extras,
    };
    return item && { librarySectionType: 'artist', ...wire(item, looked) };
  }

  function isThere(track: Track, { file, lost }: Version): boolean {
    const local = localPathOf(locations, file);
    return !lost && (track.generated || (local !== null && existsSync(local)));
  }

  const root = ({ admin }: Guest) =>
    container({
      size: 0,
      friendlyName: config.friendlyName,
      machineIdentifier: standing.machineIdentifier,
      version: config.version,
      platform: 'Linux',
      multiuser: true,
      ...(admin ? ownerSees : {}),
      updatedAt: library.counters.scannedAtS,
    });

  function sections(): Answer {
    const { contentChangedAt, updatedAtS, scannedAtS } = library.counters;
    const music = {
      key: sectionKey,
      type: 'artist',
      title: sectionTitle,
      agent: switches.noneAgent ? 'com.plexapp.agents.none' : 'tv.plex.agents.music',
      scanner: 'Plex Music',
      language: 'en-US',
      uuid: SECTION_UUID,
      refreshing: scanning.refreshing(),
      createdAt: 1_600_000_000,
      updatedAt: updatedAtS,
      scannedAt: scannedAtS,
      contentChangedAt,
      hidden: 0,
      Location: locations.map(({ serverPath: path }, at) => ({ id: at + 5, path })),
    };
    const films = { key: '1', type: 'movie', title: 'Films', agent: 'tv.plex.agents.movie', scanner: 'Plex Movie' };
    return container({ size: 2, allowSync: false, title1: 'Plex Library', Directory: [films, music] });
  }

  return simulatorServer(
    config,
    answer,
    control.control,
    () => {
      scanning.stop();
      events.stop();
      keep();
    },
    () => false,
    (request, socket) => {
      const url = new URL(request.url ?? '/', 'http://simulator');
      const guest = guestOf(request.headers, url.searchParams);
      if (guest && /^\/:\/websockets?\/notifications$/.test(url.pathname)) return events.upgrade(request, socket, guest.admin);
      socket.end(`HTTP/1.1 ${guest ? '404 Not Found' : '401 Unauthorized'}\r\nConnection: close\r\n\r\n`);
    },
  );
}

const SECTION_UUID = '7b0e2a7c-58f1-4a62-9b9e-0f2d7f3a1c11';

const ownerSees = {
  myPlex: true,
  myPlexSubscription: true,
  ownerFeatures: 'pass,sync,lyrics,webhooks',
  allowMediaDeletion: true,
  musicAnalysis: 1,
  transcoderAudio: true,
  eventStream: true,
};
