import { randomBytes } from 'node:crypto';
import type { Answer, Call } from '../http/simulator-server.js';
import type { JellyfinConfig } from './config.js';
import { idOf } from './library.js';
import { json, unauthorized } from './replies.js';
import type { Switches } from './switches.js';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly admin: boolean;
}

/** Who asks; an API key has no user. */
export interface Caller {
  readonly user: User | null;
  readonly admin: boolean;
}

export interface Session {
  readonly token: string;
  readonly userId: string;
  readonly deviceId: string;
}

export interface SignIn {
  readonly users: readonly User[];
  /** null: no token, or one that is not known. */
  callerOf(call: Call): Caller | null;
  /** `POST /Users/AuthenticateByName`. */
  authenticate(call: Call): Answer;
  /** All tokens are worth nothing from here on, as after "sign out everywhere". */
  endSessions(): void;
  sessions(): readonly Session[];
}

export function signIn(config: JellyfinConfig, switches: Switches, kept: readonly Session[]): SignIn {
  const users = config.users.map(({ name, admin }) => ({ id: idOf('User', name), name, admin }));
  let sessions = [...kept];

  const tokenOf = ({ headers, query }: Call): string | null => {
    const own = fieldsOf(headers.authorization, ['MediaBrowser']).get('token') ?? query.get('ApiKey');
    if (own || !switches.legacyAuthorization) return own;
    const legacy = headers['x-emby-token'] ?? headers['x-mediabrowser-token'] ?? query.get('api_key');
    const asEmby = fieldsOf(headers.authorization, ['Emby']).get('token');
    return String(legacy ?? asEmby ?? fieldsOf(String(headers['x-emby-authorization'] ?? ''), ['MediaBrowser', 'Emby']).get('token') ?? '');
  };

  return {
    users,
    callerOf(call) {
      const token = tokenOf(call);
      if (!token) return null;
      if (config.apiKeys.includes(token)) return { user: null, admin: true };
      const session = sessions.find((one) => one.token === token);
      const user = users.find(({ id }) => id === session?.userId);
      return user ? { user, admin: user.admin } : null;
    },
    authenticate(call) {
      const { Username, Pw } = JSON.parse(call.body.toString('utf8')) as { Username?: string; Pw?: string }; // a bad one is a 500 as on a real one
      const deviceId = fieldsOf(call.headers.authorization, ['MediaBrowser']).get('deviceid');
      const known = config.users.find(({ name, password }) => name.toLowerCase() === Username?.toLowerCase() && password === (Pw ?? ''));
      const user = users.find(({ name }) => name === known?.name);
      if (!deviceId) return { status: 400, type: 'text/plain', body: 'Error processing request.' };
      if (!user) return unauthorized;
      // One device has one session a user: the former token ends.
      sessions = sessions.filter((one) => one.userId !== user.id || one.deviceId !== deviceId);
      const token = randomBytes(16).toString('hex');
      sessions.push({ token, userId: user.id, deviceId });
      return json({ User: userOf(user, config.serverId), AccessToken: token, ServerId: config.serverId });
    },
    endSessions: () => void (sessions = []),
    sessions: () => sessions,
  };
}

export const userOf = ({ id: Id, name: Name, admin }: User, ServerId: string) => ({
  Name,
  ServerId,
  Id,
  Policy: { IsAdministrator: admin, IsDisabled: false, EnableAllFolders: true },
});

/** `MediaBrowser Client="…", Token="…"`: values are decoded. */
function fieldsOf(header: string | undefined, schemes: readonly string[]): ReadonlyMap<string, string> {
  const [scheme = '', ...rest] = (header ?? '').split(' ');
  if (!schemes.includes(scheme)) return new Map();
  const fields = rest.join(' ').matchAll(/(\w+)="([^"]*)"/g);
  return new Map([...fields].map(([, name = '', value = '']) => [name.toLowerCase(), decodeURIComponent(value)]));
}
