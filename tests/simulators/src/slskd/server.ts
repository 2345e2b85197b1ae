import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { simulatorServer, writeAtomically } from '../http/simulator-server.js';
import type { Answer, Call, Simulated } from '../http/simulator-server.js';
import { filesApi } from './files.js';
import type { SlskdConfig, SlskdTrap } from './scenario.js';
import { matcher, responseOf } from './searches.js';
import type { Search } from './searches.js';
import { downloads, isOver } from './transfers.js';
import type { DownloadEvent, Transfer } from './transfers.js';

interface State {
  transfers: Transfer[];
  events: DownloadEvent[];
  batches: Batch[];
}

interface Batch {
  readonly id: string;
  readonly username: string;
  readonly createdAtMs: number;
  readonly options: { readonly destination?: string };
}

const TICK_MS = 20;
/** Running searches at once; the rest waits in `Queued`. */
const RUNNING_SEARCHES = 2;
const SAVE_MS = 200;

/** slskd 0.26 as apis/slskd.md has it, over a scripted network. */
export async function startSimulator(config: SlskdConfig): Promise<Simulated> {
  const [startedAtMs, beganMs] = [Date.now(), performance.now()];
  const now = () => startedAtMs + (performance.now() - beganMs) * config.clockRate;
  const state = restored(config, now());
  const searches = new Map<string, Search>();
  const offline = new Set(config.peers.filter((peer) => !peer.online).map((peer) => peer.username));
  const files = filesApi(config);
  const network = downloads(config, state.transfers, state.events, (username) => !offline.has(username));
  let connected = config.trap?.loggedOut !== true;
  let savedAt = -Infinity;
  let enqueueing = 0;

  function tick(): void {
    network.tick(now());
    for (const search of searches.values()) advanceSearch(search);
    if (performance.now() - savedAt < SAVE_MS) return;
    savedAt = performance.now();
    writeAtomically(config.stateFile, JSON.stringify(state));
  }
  const timer = setInterval(tick, TICK_MS);

  function advanceSearch(search: Search): void {
    if (search.state === 'Queued') {
      const running = [...searches.values()].filter((other) => other.state === 'InProgress').length;
      if (running >= RUNNING_SEARCHES) return;
      search.state = 'InProgress';
      search.lastAtMs = now();
    }
    if (search.state === 'InProgress') {
      const banned = (config.search?.bannedPhrases ?? []).some((phrase) => search.searchText.toLowerCase().includes(phrase.toLowerCase()));
      const fits = matcher(search.searchText);
      if (!banned)
        for (const peer of config.peers) {
          const known = search.responses.some((response) => 'username' in response && response.username === peer.username);
          if (known || now() - search.startedAtMs < peer.responseDelayMs) continue;
          const response = responseOf(peer, fits, search.token, network.sizeOf);
          if (!response) continue;
          search.responses.push(response);
          search.fileCount += response.fileCount;
          search.lockedFileCount += response.lockedFileCount;
          search.lastAtMs = now();
        }
      if (now() - search.lastAtMs > search.timeoutMs) finish(search, 'Completed, TimedOut');
    }
    if (search.endsAtMs !== null && search.endedAtMs === null && now() >= search.endsAtMs) search.endedAtMs = search.endsAtMs;
  }

  function finish(search: Search, how: string): void {
    search.state = how;
    search.endsAtMs = now() + (config.search?.finalizeDelayMs ?? 30);
  }

  async function answer(call: Call): Promise<Answer> {
    if (call.path === '/health') return { status: 200, body: 'Healthy' };
    const [api, version, area = '', ...rest] = call.segments;
    if (api !== 'api' || version !== 'v0') return { status: 404 };
    if (area === 'session' && rest[0] === 'enabled') return { status: 200, body: true };
    if (call.headers['x-api-key'] !== config.apiKey) return { status: 401, headers: { 'WWW-Authenticate': 'Bearer' } };
    if (isUnsupported(call)) return { status: 415 };
    switch (area) {
      case 'session':
        return { status: 200 };
      case 'application':
        return rest[0] === 'version' ? json(`${config.version}.0`) : { status: 200, body: application() };
      case 'server':
        return { status: 200, body: application().server };
      case 'options':
        return {
          status: 200,
          body: {
            directories: { downloads: config.trap?.downloadsAs ?? config.downloadsDir, incomplete: config.incompleteDir },
            ...(config.trap?.role ? { web: { authentication: { apiKeys: { ours: { key: '*****', role: config.trap.role } } } } } : {}),
            remoteFileManagement: config.remoteFileManagement ?? false,
            transfers: {
              download: { retry: { attempts: 3, delay: 5000, maxDelay: 60000 }, destination: { subdirectory: '${SOURCE_DIRECTORY}' } },
            },
          },
        };
      case 'searches':
        return searching(call, rest);
      case 'transfers':
        return rest[0] === 'downloads' ? transferring(call, rest.slice(1)) : { status: 404 };
      case 'events':
        return {
          status: 200,
          body: [...state.events]
            .sort((a, b) => b.timestampMs - a.timestampMs)
            .slice(0, Number(call.query.get('limit') ?? 100))
            .map((event) => ({ timestamp: iso(event.timestampMs), type: event.type, id: event.id, data: event.data })),
          headers: { 'X-Total-Count': String(state.events.length) },
        };
      case 'files':
        return files(call, rest);
      case 'users':
        return users(rest);
      default:
        return { status: 404 };
    }
  }

  const application = () => ({
    version: { full: `${config.version}.0`, current: `${config.version}.0` },
    server: { state: connected ? 'Connected, LoggedIn' : 'Disconnected', isConnected: connected, isLoggedIn: connected },
    user: { username: config.username },
    shares: { ready: true, files: config.trap?.sharedFiles ?? 5301, directories: config.trap?.sharedFiles === 0 ? 0 : 412 },
    relay: { mode: 'Controller' },
  });

  function searching(call: Call, [id, part]: readonly string[]): Answer {
    if (call.method === 'POST') {
      const body = JSON.parse(call.body.toString('utf8')) as { id?: string; searchText?: string; searchTimeout?: number }; // checked field by field below
      if (!connected)
        return json('The server connection must be connected and logged in to perform a search (currently: Disconnected)', 409);
      if (!body.searchText?.trim()) return json('Search text may not be null or empty', 400);
      const searchId = body.id ?? randomUUID();
      if (searches.has(searchId)) return json('A search with this id exists', 500);
      const search: Search = {
        id: searchId,
        searchText: body.searchText,
        token: searches.size + 1,
        state: 'Queued',
        startedAtMs: now(),
        lastAtMs: now(),
        endsAtMs: null,
        endedAtMs: null,
        timeoutMs: body.searchTimeout ?? 15_000,
        responses: [],
        fileCount: 0,
        lockedFileCount: 0,
      };
      searches.set(searchId, search);
      return { status: 200, body: searchWire(search) };
    }
    if (id === undefined) return { status: 200, body: [...searches.values()].map(searchWire) };
    const search = searches.get(id);
    if (!search) return { status: 404 };
    if (call.method === 'PUT') {
      if (search.endsAtMs === null) finish(search, 'Completed, Cancelled');
      return { status: 200 };
    }
    if (call.method === 'DELETE') {
      searches.delete(id);
      return { status: 204 };
    }
    return { status: 200, body: part === 'responses' ? (search.endedAtMs === null ? [] : search.responses) : searchWire(search) };
  }

  function searchWire(search: Search): object {
    const { id, searchText, token, state: how, fileCount, lockedFileCount, endedAtMs } = search;
    return {
      id,
      searchText,
      token,
      state: how,
      isComplete: how.startsWith('Completed'),
      startedAt: iso(search.startedAtMs),
      responseCount: search.responses.length,
      fileCount,
      lockedFileCount,
      responses: [],
      ...(endedAtMs === null ? {} : { endedAt: iso(endedAtMs) }),
    };
  }

  async function transferring(call: Call, [username, id, part]: readonly string[]): Promise<Answer> {
    if (call.method === 'POST') {
      if (enqueueing >= 2) return json('Only one concurrent operation is permitted. Wait until the previous request completes', 429);
      enqueueing += 1;
      try {
        await new Promise((resolve) => setTimeout(resolve, 300 / config.clockRate));
        return username === 'batches' ? enqueueBatch(call) : { status: 404 };
      } finally {
        enqueueing -= 1;
      }
    }
    if (username === 'batches' && id !== undefined) {
      const batch = state.batches.find((candidate) => candidate.id === id);
      return batch ? { status: 200, body: batchWire(batch) } : { status: /^[0-9a-f-]{36}$/.test(id) ? 404 : 400 };
    }
    if (username === undefined)
      return { status: 200, body: [...new Set(state.transfers.map((transfer) => transfer.username))].map(userTransfers) };
    if (id === undefined) {
      const own = state.transfers.filter((transfer) => transfer.username === username && !transfer.removed);
      return own.length === 0 ? { status: 404 } : { status: 200, body: userTransfers(username) };
    }
    const transfer = state.transfers.find((candidate) => candidate.id === id);
    if (call.method === 'DELETE') {
      if (!/^[0-9a-f-]{36}$/.test(id)) return { status: 400 };
      if (transfer && isOver(transfer) && call.query.get('remove') === 'true') transfer.removed = true;
      else if (transfer) network.cancel(transfer);
      return { status: 204 };
    }
    if (!transfer) return { status: 404 };
    return { status: 200, body: part === 'position' ? 1 : wire(transfer) };
  }

  function enqueueBatch(call: Call): Answer {
    const body = JSON.parse(call.body.toString('utf8')) as {
      id?: string;
      username?: string;
      files?: { filename: string; size: number }[];
      options?: { destination?: string };
    }; // as above
    const { username = '', files = [] } = body;
    if (files.length === 0) return json('At least one file is required', 400);
    if (files.some((file) => file.filename.split(/[\\/]/).some((segment) => segment === '.' || segment === '..')))
      return json('Filenames may not contain relative path segments', 400);
    if (!connected)
      return json('The server connection must be connected and logged in to fetch user endpoint (currently: Disconnected)', 500);
    const batchId = body.id ?? randomUUID();
    if (state.batches.some((batch) => batch.id === batchId)) return json(`A batch with ID ${batchId} already exists`, 409);
    const peer = config.peers.find((candidate) => candidate.username === username);
    if (!peer || offline.has(username)) return json(`User ${username} appears to be offline`, 404);
    const batch: Batch = { id: batchId, username, createdAtMs: now(), options: body.options ?? {} };
    state.batches.push(batch);
    if (peer.knobs?.connect === 'fail')
      return json(`Failed to connect to user ${username}: Failed to establish a direct or indirect message connection`, 500);
    const made: Transfer[] = [];
    const failures: object[] = [];
    for (const { filename, size } of files) {
      const active = state.transfers.find(
        (transfer) => transfer.username === username && transfer.filename === filename && !transfer.removed && !isOver(transfer),
      );
      if (active) {
        failures.push({ filename, message: 'Skipped: Already in progress' });
        continue;
      }
      for (const old of state.transfers) if (old.username === username && old.filename === filename) old.removed = true;
      made.push(fresh(username, filename, size, batchId, body.options?.destination ?? null, now()));
    }
    state.transfers.push(...made);
    return {
      status: failures.length === 0 ? 201 : made.length === 0 ? 200 : 207,
      body: {
        batch: batchWire(batch),
        failures,
      },
    };
  }

  /** Removed and superseded transfers of it are shown too. */
  const batchWire = ({ id, username, createdAtMs, options }: Batch) => ({
    id,
    username,
    direction: 'Download',
    createdAt: iso(createdAtMs),
    transfers: state.transfers.filter((transfer) => transfer.batchId === id).map(wire),
    options,
  });

  function users([username = '', part]: readonly string[]): Answer {
    const known = config.peers.some((peer) => peer.username === username);
    if (part === 'status')
      return { status: 200, body: { isPrivileged: false, presence: known && !offline.has(username) ? 'Online' : 'Offline' } };
    return known && !offline.has(username) ? { status: 200, body: {} } : json(`User ${username} appears to be offline`, 404);
  }

  const userTransfers = (username: string) => ({
    username,
    directories: [
      {
        directory: '',
        fileCount: 1,
        files: state.transfers.filter((transfer) => transfer.username === username && !transfer.removed).map(wire),
      },
    ],
  });

  /** What was taken on is kept before it is answered: a kill right after loses nothing that was acknowledged. */
  async function kept(call: Call): Promise<Answer> {
    if (config.trap?.latencyMs) await new Promise((resolve) => setTimeout(resolve, config.trap?.latencyMs));
    if (config.trap?.instead) return insteadOf(config.trap.instead);
    const answered = await answer(call);
    if (call.method !== 'GET') writeAtomically(config.stateFile, JSON.stringify(state));
    return answered;
  }

  return simulatorServer(
    config,
    kept,
    (verb, body) => {
      if (verb === 'peer') {
        const name = String(body['username']);
        if (body['online'] === false) offline.add(name);
        else offline.delete(name);
        return { status: 204 };
      }
      if (verb === 'server') {
        connected = body['connected'] !== false;
        return { status: 204 };
      }
      return null;
    },
    () => {
      clearInterval(timer);
      writeAtomically(config.stateFile, JSON.stringify(state));
    },
  );
}

/** What people meet at an address that is not slskd's own. */
function insteadOf(who: NonNullable<SlskdTrap['instead']>): Answer {
  switch (who) {
    case 'other-program':
      return { status: 200, body: { name: 'another program' } };
    case 'proxy-page':
      return { status: 404, body: '<html><h1>404 Not Found</h1></html>', type: 'text/html' };
    case 'sign-in-page':
      return { status: 200, body: '<!doctype html><form action="/login"></form>', type: 'text/html' };
    case 'sign-in-redirect':
      return { status: 302, headers: { Location: '/login' } };
  }
}

function fresh(
  username: string,
  filename: string,
  size: number,
  batchId: string | null,
  destination: string | null,
  nowMs: number,
): Transfer {
  return {
    id: randomUUID(),
    batchId,
    username,
    filename,
    size,
    state: 'Queued, Locally',
    requestedAtMs: nowMs,
    stateSinceMs: nowMs,
    startedAtMs: null,
    endedAtMs: null,
    bytes: 0,
    attempts: 0,
    failures: 0,
    exception: null,
    removed: false,
    destination,
    moveAtMs: null,
    localFilename: null,
  };
}

/** After a restart what was under way is errored and asked for again as new records without their batch (apis/slskd.md 3.6). */
function restored(config: SlskdConfig, nowMs: number): State {
  if (!existsSync(config.stateFile)) return { transfers: [], events: [], batches: [] };
  const state = JSON.parse(readFileSync(config.stateFile, 'utf8')) as State; // written by ourselves
  for (const transfer of state.transfers.filter((candidate) => !isOver(candidate))) {
    Object.assign(transfer, {
      state: 'Completed, Errored',
      exception: 'Application shut down',
      endedAtMs: nowMs,
      removed: true,
      attempts: 3,
    });
    state.transfers.push(fresh(transfer.username, transfer.filename, transfer.size, null, null, nowMs));
  }
  return state;
}

/** A POST that wants a body takes JSON alone; a form's type, which some libraries put on an empty PUT, is refused as well (1.1). */
function isUnsupported({ method, body, headers }: Call): boolean {
  const type = headers['content-type'];
  return type === undefined ? method === 'POST' || body.length > 0 : !type.startsWith('application/json');
}

/** Errors with text are JSON strings, not objects. */
const json = (text: string, status = 200): Answer => ({ status, body: JSON.stringify(text), type: 'application/json' });
const iso = (ms: number) => new Date(ms).toISOString();

function wire(transfer: Transfer): object {
  const { id, username, filename, size, state, bytes, attempts, removed, batchId, exception, startedAtMs, endedAtMs } = transfer;
  return {
    id,
    ...(batchId ? { batchId } : {}),
    username,
    direction: 'Download',
    filename,
    size,
    state,
    requestedAt: iso(transfer.requestedAtMs).replace('Z', ''),
    bytesTransferred: bytes,
    averageSpeed: startedAtMs === null ? 0 : Math.round(bytes / Math.max(1, (transfer.stateSinceMs - startedAtMs) / 1000)),
    attempts,
    removed,
    bytesRemaining: size - bytes,
    percentComplete: size === 0 ? 0 : Math.round((bytes / size) * 100),
    ...(startedAtMs === null ? {} : { startedAt: iso(startedAtMs) }),
    ...(endedAtMs === null ? {} : { endedAt: iso(endedAtMs) }),
    ...(exception === null ? {} : { exception }),
  };
}
