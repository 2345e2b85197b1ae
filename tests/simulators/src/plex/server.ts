import { existsSync, readFileSync } from 'node:fs';
import { simulatorServer, writeAtomically } from '../http/simulator-server.js';
import type { Answer, Call, Simulated } from '../http/simulator-server.js';
import { scanFolder } from './library.js';
import type { LibraryState, Row } from './library.js';

export interface PlexConfig {
  readonly listen: string;
  readonly portFile: string;
  readonly token: string;
  readonly machineIdentifier: string;
  readonly friendlyName: string;
  readonly version: string;
  readonly clockRate: number;
  readonly stateFile: string;
  readonly section: {
    readonly key: string;
    readonly title: string;
    readonly locations: readonly { readonly serverPath: string; readonly localPath: string }[];
  };
  /** On the virtual clock. */
  readonly scan: { readonly queueDelayMs: number; readonly settleMs: number };
  readonly initialScan: boolean;
}

const ITEM_ACTIVITY_MS = 8_000;
const GUEST_TOKEN = 'shared';

/** A Plex music section as apis/plex.md has it, over a real folder that only enters by scanning. */
export async function startSimulator(config: PlexConfig): Promise<Simulated> {
  const state: LibraryState = existsSync(config.stateFile)
    ? (JSON.parse(readFileSync(config.stateFile, 'utf8')) as LibraryState)
    : { rows: [], nextKey: 4001, keys: {} }; // written by ourselves
  const startedAtMs = Date.now();
  const now = () => startedAtMs + (Date.now() - startedAtMs) * config.clockRate;
  const seconds = () => Math.floor(Date.now() / 1000);
  const [location] = config.section.locations;
  const root = location?.localPath ?? '';
  const serverRoot = location?.serverPath ?? '';
  /** Rows that are there and not finished: title from the file name, no length. */
  const settlesAtMs = new Map<number, number>();
  let queue: { folder: string; startsAtMs: number }[] = [];
  let scanning: { startedAtMs: number } | null = null;
  let itemsBusyUntilMs = 0;
  let scannedAtS = seconds();
  let refusing: 'maintenance' | null = null;
  let { machineIdentifier, token: takenToken } = config;

  const save = () => writeAtomically(config.stateFile, JSON.stringify(state));
  if (config.initialScan) {
    await scanFolder(root, '', state, seconds() - 86_400);
    save();
  }

  async function tick(): Promise<void> {
    const [next] = queue;
    if (scanning || !next || now() < next.startsAtMs) return;
    queue = queue.slice(1);
    scanning = { startedAtMs: now() };
    const fresh = await scanFolder(root, next.folder, state, seconds());
    for (const row of fresh) settlesAtMs.set(row.ratingKey, now() + config.scan.settleMs);
    if (fresh.length > 0) itemsBusyUntilMs = now() + ITEM_ACTIVITY_MS;
    await new Promise((resolve) => setTimeout(resolve, 4_000 / config.clockRate));
    scannedAtS = seconds();
    scanning = null;
    save();
  }
  const timer = setInterval(() => void tick(), 50);

  const container = (body: object): Answer => ({ status: 200, body: { MediaContainer: body } });
  const html = (status: number, text: string): Answer => ({
    status,
    type: 'text/html',
    body: `<html><head><title>${text}</title></head><body><h1>${status} ${text}</h1></body></html>`,
  });

  function answer(call: Call): Answer {
    if (refusing === 'maintenance') return html(503, 'Service Unavailable');
    if (call.path === '/identity') return container({ size: 0, claimed: true, machineIdentifier, version: config.version });
    const token = call.headers['x-plex-token'] ?? call.query.get('X-Plex-Token');
    if (token !== takenToken && token !== GUEST_TOKEN) return html(401, 'Unauthorized');
    if (token === GUEST_TOKEN && call.path === '/:/prefs') return html(403, 'Forbidden');
    if (call.path === '/')
      return container({
        size: 0,
        friendlyName: config.friendlyName,
        machineIdentifier,
        version: config.version,
        ownerFeatures: 'pass,sync,lyrics',
        allowMediaDeletion: true,
        multiuser: true,
        platform: 'Linux',
        updatedAt: scannedAtS,
      });
    if (call.path === '/:/prefs') return container({ size: 0, Setting: [] });
    if (call.path === '/library')
      return container({ size: 3, content: 'secondary', identifier: 'com.plexapp.plugins.library', title1: 'Plex Library' });
    if (call.path === '/library/sections' || call.path === '/library/sections/all') return sections(call);
    if (call.path === '/activities') return activities();
    const [library, area, key = '', verb] = call.segments;
    if (library === 'library' && area === 'sections' && key === config.section.key) {
      if (verb === 'all') return listing(call);
      if (verb === 'refresh') return refresh(call);
    }
    if (library === 'library' && area === 'metadata') return metadata(key, verb);
    return html(404, 'Not Found');
  }

  function sections(call: Call): Answer {
    const section = {
      key: config.section.key,
      type: 'artist',
      title: config.section.title,
      agent: 'tv.plex.agents.music',
      scanner: 'Plex Music',
      refreshing: scanning !== null,
      scannedAt: scannedAtS,
      Location: [{ id: 5, path: serverRoot }],
    };
    if (!(call.headers.accept ?? '').includes('json'))
      return {
        status: 200,
        type: 'text/xml',
        body: `<?xml version="1.0" encoding="UTF-8"?><MediaContainer size="2"><Directory key="${section.key}" type="artist" title="${section.title}"/></MediaContainer>`,
      };
    return container({ size: 2, title1: 'Plex Library', Directory: [{ key: '1', type: 'movie', title: 'Films' }, section] });
  }

  function activities(): Answer {
    const list: object[] = [{ uuid: 'butler', type: 'butler', cancellable: true, progress: 100 }];
    if (scanning) {
      const early = now() - scanning.startedAtMs < 1_000;
      list.push({
        uuid: 'scan',
        type: 'library.update.section',
        progress: 37,
        ...(early ? {} : { Context: { librarySectionID: config.section.key } }),
      });
    }
    if (now() < itemsBusyUntilMs) list.push({ uuid: 'item', type: 'library.update.item.metadata', progress: 10 });
    return container({ size: list.length, Activity: list });
  }

  /** 200 only means "queued"; a path outside the locations is answered alike and nothing happens. */
  function refresh(call: Call): Answer {
    if (call.method === 'DELETE') {
      queue = [];
      return { status: 200 };
    }
    const path = call.query.get('path');
    const inside = path === null || path === serverRoot || path.startsWith(`${serverRoot}/`);
    if (inside)
      queue.push({ folder: path === null ? '' : path.slice(serverRoot.length + 1), startsAtMs: now() + config.scan.queueDelayMs });
    return { status: 200 };
  }

  const visible = () => state.rows.filter((row) => row.deletedAtS === null);

  function listing(call: Call): Answer {
    const since = Number(call.query.get('addedAt>>') ?? call.query.get('updatedAt>>') ?? 0);
    const rows = visible()
      .filter((row) => row.addedAtS > since)
      .sort((a, b) => a.addedAtS - b.addedAtS || a.ratingKey - b.ratingKey);
    const header = (name: string) => call.headers[name] ?? call.query.get(name);
    const start = header('x-plex-container-start') ?? call.query.get('X-Plex-Container-Start');
    const size = header('x-plex-container-size') ?? call.query.get('X-Plex-Container-Size');
    const from = start === null ? 0 : Number(start);
    const page = start === null || size === null ? rows : rows.slice(from, from + Number(size));
    const whole = page.length === rows.length;
    return container({
      size: page.length,
      ...(whole ? {} : { totalSize: rows.length, offset: from }),
      librarySectionID: Number(config.section.key),
      ...(page.length > 0 ? { Metadata: page.map(wire) } : {}),
    });
  }

  function metadata(keys: string, verb: string | undefined): Answer {
    const wanted = new Set(keys.split(',').map(Number));
    const rows =
      verb === 'children' ? visible().filter((row) => wanted.has(row.albumKey)) : state.rows.filter((row) => wanted.has(row.ratingKey));
    return rows.length === 0 ? html(404, 'Not Found') : container({ size: rows.length, Metadata: rows.map(wire) });
  }

  function wire(row: Row): object {
    const settled = (settlesAtMs.get(row.ratingKey) ?? 0) <= now();
    const length = settled && row.durationMs !== null ? { duration: row.durationMs } : {};
    return {
      ratingKey: String(row.ratingKey),
      key: `/library/metadata/${row.ratingKey}`,
      guid: `local://${row.ratingKey}`,
      parentRatingKey: String(row.albumKey),
      grandparentRatingKey: String(row.artistKey),
      type: 'track',
      title: settled ? row.title : (row.path.split('/').at(-1) ?? '').replace(/\.[^.]+$/, ''),
      grandparentTitle: row.albumArtist,
      parentTitle: row.album,
      ...(row.artist === row.albumArtist ? {} : { originalTitle: row.artist }),
      ...(row.track === null ? {} : { index: row.track }),
      ...(row.disc === null ? {} : { parentIndex: row.disc }),
      ...(row.year === null ? {} : { parentYear: row.year }),
      ...length,
      addedAt: row.addedAtS,
      updatedAt: row.updatedAtS,
      ...(row.deletedAtS === null ? {} : { deletedAt: row.deletedAtS }),
      Media: [
        {
          id: row.ratingKey + 500_000,
          ...length,
          ...(settled && row.bitrateKbps !== null ? { bitrate: row.bitrateKbps } : {}),
          container: row.container,
          Part: [
            { id: row.ratingKey + 600_000, file: `${serverRoot}/${row.path}`, size: row.sizeBytes, container: row.container, ...length },
          ],
        },
      ],
    };
  }

  return simulatorServer(
    config,
    answer,
    (verb, body) => {
      if (verb === 'maintenance') {
        refusing = body['on'] === false ? null : 'maintenance';
        return { status: 204 };
      }
      if (verb === 'become' && typeof body['machineIdentifier'] === 'string') {
        ({ machineIdentifier } = body as { machineIdentifier: string });
        return { status: 204 };
      }
      if (verb === 'take-token' && typeof body['token'] === 'string') {
        takenToken = body['token'];
        return { status: 204 };
      }
      return null;
    },
    () => {
      clearInterval(timer);
      save();
    },
  );
}
