import { readFileSync } from 'node:fs';
import { simulatorServer } from '../http/simulator-server.js';
import type { Answer, Call, Simulated } from '../http/simulator-server.js';

export interface PlexTvConfig {
  readonly listen: string;
  readonly portFile: string;
  readonly account: { readonly id: number; readonly username: string };
  /** Tokens that are valid from the start. */
  readonly tokens: readonly string[];
  readonly strongLifeS: number;
  readonly shortLifeS: number;
  readonly servers: readonly SimulatedServer[];
}

export interface SimulatedServer {
  readonly name: string;
  readonly machineIdentifier: string;
  readonly owned: boolean;
  /** null: the account gets none for it. */
  readonly accessToken: string | null;
  /** The port of a simulated Plex on this machine: its one local connection. */
  readonly portFile?: string;
  readonly httpsRequired?: boolean;
  readonly publicAddressMatches?: boolean;
  /** As they are told. */
  readonly connections?: readonly object[];
}

interface Pin {
  readonly id: number;
  readonly code: string;
  readonly clientId: string;
  readonly product: string;
  readonly createdAtMs: number;
  expiresAtMs: number;
  authToken: string | null;
}

/** plex.tv as apis/plex.md 3 has it: PINs, the account, its servers, and the page on which a person approves. */
export async function startSimulator(config: PlexTvConfig): Promise<Simulated> {
  const pins = new Map<number, Pin>();
  const tokens = new Set(config.tokens);
  let servers = config.servers;
  let down: 'offline' | 'too-often' | 'error' | null = null;
  let nextId = 1_200_340_056;

  const problem = (status: number, code: number, message: string): Answer => ({
    status,
    body: { errors: [{ code, message, status }] },
  });
  const header = (call: Call, name: string): string | null => {
    const value = call.headers[name.toLowerCase()] ?? call.query.get(name);
    return typeof value === 'string' && value !== '' ? value : null;
  };

  function startPin(call: Call): Answer {
    const clientId = header(call, 'X-Plex-Client-Identifier');
    if (clientId === null) return problem(400, 1000, 'X-Plex-Client-Identifier is missing');
    const strong = call.query.get('strong') === 'true';
    nextId += 1;
    const now = Date.now();
    const pin: Pin = {
      id: nextId,
      code: strong ? `qz81${nextId.toString(36)}examplecode00` : nextId.toString(36).slice(-4).toUpperCase(),
      clientId,
      product: header(call, 'X-Plex-Product') ?? '',
      createdAtMs: now,
      expiresAtMs: now + 1000 * (strong ? config.strongLifeS : config.shortLifeS),
      authToken: null,
    };
    pins.set(pin.id, pin);
    return { status: 201, body: wirePin(pin) };
  }

  function checkPin(call: Call, id: string): Answer {
    const pin = pins.get(Number(id));
    // Another program's PIN is as unknown as an expired one.
    if (!pin || Date.now() >= pin.expiresAtMs || header(call, 'X-Plex-Client-Identifier') !== pin.clientId)
      return problem(404, 1020, 'Code not found or expired');
    return { status: 200, body: wirePin(pin) };
  }

  const wirePin = (pin: Pin) => ({
    id: pin.id,
    code: pin.code,
    product: pin.product,
    trusted: false,
    clientIdentifier: pin.clientId,
    location: { code: 'NL', country: 'Netherlands' },
    expiresIn: Math.max(0, Math.floor((pin.expiresAtMs - Date.now()) / 1000)),
    createdAt: new Date(pin.createdAtMs).toISOString(),
    expiresAt: new Date(pin.expiresAtMs).toISOString(),
    authToken: pin.authToken,
    newRegistration: null,
  });

  function resources(): Answer {
    const player = { name: 'Kitchen Speaker', product: 'Plexamp', clientIdentifier: 'ab12', provides: 'client,player' };
    return {
      status: 200,
      body: [...servers.map(wireServer), { ...player, accessToken: null, owned: true, presence: false, connections: [] }],
    };
  }

  function wireServer(server: SimulatedServer): object {
    return {
      name: server.name,
      product: 'Plex Media Server',
      productVersion: '1.43.0.10389-example',
      platform: 'Linux',
      clientIdentifier: server.machineIdentifier,
      provides: 'server',
      ownerId: server.owned ? null : 7,
      publicAddress: '203.0.113.9',
      accessToken: server.accessToken,
      owned: server.owned,
      presence: true,
      httpsRequired: server.httpsRequired ?? false,
      publicAddressMatches: server.publicAddressMatches ?? false,
      connections: [...(server.portFile ? [onThisMachine(server.portFile)] : []), ...(server.connections ?? [])],
    };
  }

  function answer(call: Call): Answer {
    if (down === 'too-often') return { ...problem(429, 1003, 'Too Many Requests'), headers: { 'Retry-After': '7' } };
    if (down === 'error') return { status: 500, type: 'text/html', body: '<html><body><h1>We are sorry</h1></body></html>' };
    if (call.path === '/auth') return { status: 200, type: 'text/html', body: APPROVE_PAGE };
    if (call.path === '/api/v2/pins' && call.method === 'POST') return startPin(call);
    const [, , area, id = ''] = call.segments;
    if (area === 'pins' && call.method === 'GET') return checkPin(call, id);
    const token = header(call, 'X-Plex-Token');
    const known = token !== null && tokens.has(token);
    if (call.path === '/api/v2/user')
      return known ? { status: 200, body: config.account } : problem(401, 1001, 'User could not be authenticated');
    if (call.path === '/api/v2/resources') return known ? resources() : problem(401, 1001, 'User could not be authenticated');
    return problem(404, 1002, 'Not found');
  }

  function control(verb: string, body: Record<string, unknown>): Answer | null {
    const pin = [...pins.values()].find(({ code, id }) => code === body['code'] || id === Number(body['id']));
    switch (verb) {
      case 'approve': {
        if (!pin) return { status: 404, body: 'no such code' };
        const token = typeof body['token'] === 'string' ? body['token'] : 'account-token-of-the-simulation';
        pin.authToken = token;
        tokens.add(token);
        return { status: 204 };
      }
      case 'expire':
        if (pin) pin.expiresAtMs = 0;
        return { status: pin ? 204 : 404 };
      case 'revoke':
        return { status: tokens.delete(String(body['token'])) ? 204 : 404 };
      case 'servers':
        servers = body['servers'] as readonly SimulatedServer[]; // our own tests speak here
        return { status: 204 };
      case 'trouble':
        down = (body['kind'] ?? null) as typeof down; // as above
        return { status: 204 };
      default:
        return null;
    }
  }

  return simulatorServer(
    config,
    answer,
    control,
    () => undefined,
    () => down === 'offline',
  );
}

function onThisMachine(portFile: string): object {
  const port = Number(readFileSync(portFile, 'utf8'));
  return { protocol: 'http', address: '127.0.0.1', port, uri: `http://127.0.0.1:${port}`, local: true, relay: false, IPv6: false };
}

/** Stands for Plex's sign-in page: one button. */
const APPROVE_PAGE = `<!doctype html><html lang="en"><title>Simulated Plex sign-in</title>
<body><h1>Simulated Plex sign-in</h1><p>A program asks to use your Plex account.</p>
<button id="approve">Approve</button><p id="done"></p>
<script>
document.getElementById('approve').onclick = async () => {
  const code = new URLSearchParams(location.hash.replace(/^#\\?/, '')).get('code');
  const answer = await fetch('__sim/approve', { method: 'POST', body: JSON.stringify({ code }) });
  document.getElementById('done').textContent = answer.ok ? 'Approved. You may close this window.' : 'This code is not known.';
};
</script></body></html>`;
