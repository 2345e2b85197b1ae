import { existsSync } from 'node:fs';
import { simulatorServer } from '../http/simulator-server.js';
import type { Answer, Call, Simulated } from '../http/simulator-server.js';
import type { PlexConfig } from './config.js';
import { generate } from './generated.js';
import { plexLibrary } from './library.js';
import { libraryChanges } from './library-changes.js';
import { listing } from './listing.js';
import { container, done, html } from './replies.js';
import { requestCounts } from './requests.js';
import { FIRST_KEY, restore, save, savedState } from './saved-state.js';
import { localPathOf } from './scan-folder.js';
import { scans } from './scans.js';
import { usual } from './switches.js';
import type { Switches } from './switches.js';
import type { View } from './wire.js';
import { xml } from './wire.js';

export type { PlexConfig } from './config.js';

/** A Plex Media Server with one music section as apis/plex.md has it, over a real folder that only enters by scanning. */
export async function startSimulator(config: PlexConfig): Promise<Simulated> {
  const startedAtMs = Date.now();
  const nowMs = () => startedAtMs + (Date.now() - startedAtMs) * config.clockRate;
  const seconds = () => Math.floor(Date.now() / 1000);
  const { key: sectionKey, title: sectionTitle, locations } = config.section;
  const serverRoot = locations[0]?.serverPath ?? '';
  const switches: Switches = { ...usual, ...config.switches };
  const saved = savedState(config.stateFile);
  const library = plexLibrary(saved?.nextKey ?? FIRST_KEY, seconds());
  if (saved) restore(library, saved);
  if (config.generated) generate(library, config.generated, serverRoot);
  const keys = saved?.keys ?? {};
  const keep = () => save(config.stateFile, library, keys, {});
  const scanning = scans(library, keys, config, switches, nowMs, keep);
  if (config.initialScan) await scanning.now(seconds() - DAY_S);
  const uuid = '7b0e2a7c-58f1-4a62-9b9e-0f2d7f3a1c11';
  const lists = listing(library, switches, uuid);
  const changes = libraryChanges(library, switches, serverRoot);
  const requests = requestCounts();
  let refusing: 'maintenance' | null = null;

  function answer(call: Call): Answer {
    requests.count(call);
    if (refusing === 'maintenance') return html(503, 'Service Unavailable');
    const reply = answered(call);
    const json = (call.headers.accept ?? '').includes('json');
    const body = reply.body as { MediaContainer?: object } | string | undefined; // what our own rooms answer
    if (json || typeof body !== 'object' || !body.MediaContainer) return reply;
    return { ...reply, type: 'text/xml;charset=utf-8', body: xml(body.MediaContainer) };
  }

  function answered(call: Call): Answer {
    if (call.path === '/identity')
      return container({
        size: 0,
        apiVersion: '1.2.2',
        claimed: true,
        machineIdentifier: config.machineIdentifier,
        version: config.version,
      });
    const token = call.headers['x-plex-token'] ?? call.query.get('X-Plex-Token');
    const admin = token === config.token;
    if (!admin && !(config.sharedTokens ?? []).includes(String(token))) return html(401, 'Unauthorized');
    const adminOnly = (ask: () => Answer): Answer =>
      admin ? ask() : html(switches.sharedStatus, switches.sharedStatus === 401 ? 'Unauthorized' : 'Forbidden');
    if (call.path === '/') return root(admin);
    if (call.path === '/:/prefs') return adminOnly(() => container({ size: 0 }));
    if (call.path === '/library')
      return container({ size: 3, content: 'secondary', identifier: 'com.plexapp.plugins.library', title1: 'Plex Library' });
    if (call.path === '/activities') return scanning.activities();
    const [library_, area, key = '', verb] = call.segments;
    if (library_ !== 'library') return html(404, 'Not Found');
    if (area === 'all') return listed(call, admin);
    if (area === 'sections' && (key === '' || (key === 'all' && verb === undefined))) return sections();
    if (area === 'sections' && (key === sectionKey || key === 'all')) {
      if (verb === 'all') return listed(call, admin);
      if (verb === 'refresh') return adminOnly(() => scanning.refresh(call));
      if (verb === 'emptyTrash' && call.method === 'PUT') return adminOnly(() => scanning.emptyTrash());
      if (verb === 'analyze' && call.method === 'PUT') return adminOnly(() => done);
    }
    if (area === 'metadata') return lists.metadata(call, key, verb, view(call, admin));
    return html(404, 'Not Found');
  }

  function listed(call: Call, admin: boolean): Answer {
    const page = lists.list(call, view(call, admin));
    changes.pageGiven();
    return page;
  }

  const view = (call: Call, admin: boolean): View => ({
    sectionKey,
    sectionTitle,
    nowMs: nowMs(),
    files: admin || switches.filesForShared,
    guids: call.query.get('includeGuids') === '1',
    full: false,
    exists: call.query.get('checkFiles') === '1' ? isThere : null,
    extras: () => none,
  });

  function isThere(version: { file: string; lost: boolean; id: number }): boolean {
    if (version.lost) return false;
    const row = library.find(version.id);
    const local = localPathOf(locations, version.file);
    return (row?.type === 10 && row.generated) || (local !== null && existsSync(local));
  }

  const root = (admin: boolean) =>
    container({
      size: 0,
      friendlyName: config.friendlyName,
      machineIdentifier: config.machineIdentifier,
      version: config.version,
      platform: 'Linux',
      multiuser: true,
      ...(admin
        ? {
            myPlex: true,
            myPlexSubscription: true,
            ownerFeatures: 'pass,sync,lyrics,webhooks',
            allowMediaDeletion: true,
            musicAnalysis: 1,
            transcoderAudio: true,
            eventStream: true,
          }
        : {}),
      updatedAt: library.counters.scannedAtS,
    });

  function sections(): Answer {
    const { contentChangedAt, updatedAtS, scannedAtS } = library.counters;
    const section = {
      key: sectionKey,
      type: 'artist',
      title: sectionTitle,
      agent: 'tv.plex.agents.music',
      scanner: 'Plex Music',
      language: 'en-US',
      uuid,
      refreshing: scanning.refreshing(),
      createdAt: 1_600_000_000,
      updatedAt: updatedAtS,
      scannedAt: scannedAtS,
      contentChangedAt,
      hidden: 0,
      Location: locations.map(({ serverPath: path }, at) => ({ id: at + 5, path })),
    };
    const films = { key: '1', type: 'movie', title: 'Films', agent: 'tv.plex.agents.movie', scanner: 'Plex Movie' };
    return container({ size: 2, allowSync: false, title1: 'Plex Library', Directory: [films, section] });
  }

  return simulatorServer(
    config,
    answer,
    (verb, body) => {
      if (verb === 'maintenance') {
        refusing = body['on'] === false ? null : 'maintenance';
        return { status: 204 };
      }
      if (verb === 'switch') {
        Object.assign(switches, body);
        return { status: 200, body: switches };
      }
      if (verb === 'requests') return { status: 200, body: requests.told(body['reset'] === true) };
      return changes.control(verb, body);
    },
    () => {
      scanning.stop();
      keep();
    },
  );
}

const DAY_S = 86_400;
const none = {};
