import { ExternalError, Unavailable } from '@soulsync/service-kit';
import type { CallOptions, ExternalAnswer, ExternalClient, Secret, WriteOptions } from '@soulsync/service-kit';
import { objectsIn, plainId, textOf } from './jellyfin-wire.js';
import type { WireSignIn, WireUser } from './jellyfin-wire.js';

export type JellyfinAccount =
  | { readonly kind: 'user'; readonly name: string; readonly password: Secret | null }
  /** From the dashboard: it may do nearly all, and has no user. */
  | { readonly kind: 'api-key'; readonly key: Secret };

/** How the server knows us. */
export interface JellyfinDevice {
  /** Lasting: a sign-in ends the former one of the same id, and another id a start would fill the user's list of devices. */
  readonly id: string;
  readonly version: string;
}

export interface ServerAnswer<T> {
  readonly data: T;
  /** The server's clock when it answered. */
  readonly serverMs: number;
}

type Query = Readonly<Record<string, string>>;

/** HTTP and sign-in only; ids are sent as they are kept. Throws `Unavailable`. */
export interface JellyfinClient {
  readonly account: JellyfinAccount['kind'];
  /** Asked without signing in. */
  readOpenly<T extends object>(path: string): Promise<ServerAnswer<T>>;
  /** JSON that is an object or a list; repeated when the server was away for a moment. */
  read<T extends object>(path: string, query?: Query): Promise<ServerAnswer<T>>;
  /** null: there is none. */
  picture(path: string, query: Query): Promise<Buffer | null>;
  /** Sent once; null where the answer is empty. */
  write(method: 'post' | 'delete', path: string, request: { readonly query?: Query; readonly body?: object }): Promise<unknown>;
  /** Whose eyes we see with: the account, or for an API key an administrator. */
  userId(): Promise<string>;
}

const PAGE_TIMEOUT_MS = 30_000;
/** After some wrong passwords Jellyfin locks the account. */
const REFUSED_FOR_MS = 600_000;

interface Session {
  readonly token: string;
  readonly userId: string | null;
}

export function jellyfinClient(
  http: ExternalClient,
  account: JellyfinAccount,
  device: JellyfinDevice,
  timeoutMs = PAGE_TIMEOUT_MS,
): JellyfinClient {
  let session: Promise<Session> | null = account.kind === 'api-key' ? Promise.resolve({ token: account.key.reveal(), userId: null }) : null;
  let refused: { readonly error: Unavailable; readonly untilMs: number } | null = null;
  let administrator: string | null = null;

  const authorization = (token: string | null) => {
    const fields = {
      Client: 'SoulSync',
      Device: 'SoulSync',
      DeviceId: device.id,
      Version: device.version,
      ...(token ? { Token: token } : {}),
    };
    const written = Object.entries(fields).map(([name, value]) => `${name}="${encodeURIComponent(value)}"`);
    return { Authorization: `MediaBrowser ${written.join(', ')}` };
  };

  /** One sign-in at a time, whoever asks. */
  function signedIn(): Promise<Session> {
    if (session) return session;
    const started = signIn();
    session = started;
    started.catch(() => {
      if (session === started) session = null;
    });
    return started;
  }

  async function signIn(): Promise<Session> {
    if (account.kind === 'api-key') return { token: account.key.reveal(), userId: null };
    if (refused && performance.now() < refused.untilMs) throw refused.error;
    const body = { Username: account.name, Pw: account.password?.reveal() ?? '' };
    try {
      const { data } = await asked(() => http.post<WireSignIn | null>('/Users/AuthenticateByName', { body, headers: authorization(null) }));
      const [token, userId] = [textOf(data?.AccessToken), plainId(textOf(data?.User?.Id))];
      if (!token || !userId) throw new Unavailable('jellyfin', 'Jellyfin answered to the sign-in with something that is none');
      refused = null;
      return { token, userId };
    } catch (error) {
      if (!isRefusal(error, 'unauthorized')) throw error;
      refused = {
        error: new Unavailable('jellyfin', 'Jellyfin refuses the user name or the password (or has locked the account)', {
          cause: error.cause,
        }),
        untilMs: performance.now() + REFUSED_FOR_MS,
      };
      throw refused.error;
    }
  }

  /** A token that is refused is got anew once; what was refused was not done, so that a write may be sent again. */
  async function withToken<T>(ask: (headers: Readonly<Record<string, string>>) => Promise<T>): Promise<T> {
    const used = signedIn();
    try {
      return await ask(authorization((await used).token));
    } catch (error) {
      if (account.kind === 'api-key' || !isRefusal(error, 'unauthorized') || error === refused?.error) throw error;
      if (session === used) session = null;
      return await ask(authorization((await signedIn()).token));
    }
  }

  async function asked<T>(ask: () => Promise<ExternalAnswer<T>>): Promise<ExternalAnswer<T>> {
    try {
      const answer = await ask();
      if (typeof answer.data === 'string' && answer.data.trimStart().startsWith('<'))
        throw new Unavailable('jellyfin', `a web page answers where Jellyfin should: ${elsewhere}`);
      return answer;
    } catch (error) {
      if (!(error instanceof ExternalError)) throw error;
      const { system, kind, message, status, retryAfterMs } = error;
      // The cause is kept without its request, whose headers and body hold the sign-in.
      const cause = new ExternalError(system, kind, message, status, retryAfterMs, null);
      throw new Unavailable('jellyfin', inWords(error, account.kind), { cause });
    }
  }

  async function readWith<T extends object>(path: string, options: CallOptions): Promise<ServerAnswer<T>> {
    const { data, headers } = await asked(() => http.get<T | string | null>(path, { timeoutMs, ...options }));
    if (typeof data !== 'object' || data === null)
      throw new Unavailable('jellyfin', 'Jellyfin answered with something that is not its JSON');
    const serverMs = Date.parse(headers['date'] ?? '');
    return { data, serverMs: Number.isNaN(serverMs) ? Date.now() : serverMs };
  }

  const read = <T extends object>(path: string, query: Query = {}) => withToken((headers) => readWith<T>(path, { query, headers }));

  /** An API key sees through an administrator's eyes. */
  async function anAdministrator(): Promise<string> {
    const users = objectsIn<WireUser>((await read('/Users')).data);
    const found = users.find(({ Policy }) => Policy?.IsAdministrator === true && Policy.IsDisabled !== true);
    const id = plainId(textOf(found?.Id));
    if (!id) throw new Unavailable('jellyfin', 'Jellyfin shows no administrator whose libraries an API key could read');
    return id;
  }

  return {
    account: account.kind,
    readOpenly: (path) => readWith(path, { headers: authorization(null) }),
    read,
    async picture(path, query) {
      try {
        const options = { query, binary: true, timeoutMs };
        const { data, headers } = await withToken((signed) =>
          asked(() => http.get<Buffer>(path, { ...options, headers: { ...signed, Accept: 'image/*' } })),
        );
        if (headers['content-type']?.startsWith('image/')) return data;
        throw new Unavailable('jellyfin', `something else answers where Jellyfin's pictures should: ${elsewhere}`);
      } catch (error) {
        if (isRefusal(error, 'not-found')) return null;
        throw error;
      }
    },
    async write(method, path, { query, body }) {
      const options: WriteOptions = { ...(query ? { query } : {}), ...(body ? { body } : {}) };
      const { data } = await withToken((headers) => asked(() => http[method]<unknown>(path, { ...options, headers })));
      return data === '' || data === undefined ? null : data;
    },
    async userId() {
      if (account.kind === 'api-key') return (administrator ??= await anAdministrator());
      const { userId } = await signedIn();
      return userId ?? '';
    },
  };
}

/** Did the server say no in this way? */
export const isRefusal = (error: unknown, ...kinds: readonly ExternalError['kind'][]): error is Unavailable =>
  error instanceof Unavailable && error.cause instanceof ExternalError && kinds.includes(error.cause.kind);

const elsewhere = 'a wrong URL (http or https, base path), or a login proxy in front of it';

function inWords({ kind, status, message }: ExternalError, account: JellyfinAccount['kind']): string {
  if (kind === 'unauthorized')
    return account === 'api-key'
      ? 'Jellyfin refuses the API key: make a new one in its dashboard'
      : 'Jellyfin refuses the sign-in of this user, also when it is made anew';
  if (kind === 'forbidden') return 'Jellyfin does not allow this to the account (scans need an administrator or an API key)';
  if (status === 503) return 'Jellyfin is starting or in maintenance';
  if (status === 414) return 'Jellyfin (or a proxy in front of it) takes no address that long';
  if (kind === 'bad-answer') return `${message}, which sends us elsewhere: ${elsewhere}`;
  if (kind === 'not-found') return `${message}: it does not have what was asked for, or it is ${elsewhere}`;
  return message;
}
