import { ExternalError } from '@soulsync/service-kit';
import type { ExternalClient } from '@soulsync/service-kit';
import type {
  WireApplication,
  WireBatch,
  WireBatchAnswer,
  WireEvent,
  WireFolder,
  WireOptions,
  WireResponse,
  WireRoot,
  WireSearch,
  WireTransfer,
  WireUserTransfers,
} from './slskd-wire.js';

/** HTTP only. Throws ExternalError. */
export interface SlskdClient {
  /** Whether a key or a sign-in is asked for; itself asked without one. Anything but true and false is no answer of slskd's. */
  isSignInOn(): Promise<unknown>;
  application(): Promise<WireApplication>;
  options(): Promise<WireOptions>;
  startSearch(id: string, text: string, windowMs: number, signal: AbortSignal): Promise<void>;
  /** null: no such search. */
  search(id: string): Promise<WireSearch | null>;
  responses(id: string): Promise<readonly WireResponse[]>;
  stopSearch(id: string): Promise<void>;
  deleteSearch(id: string): Promise<void>;
  enqueue(
    batchId: string,
    request: { username: string; filename: string; sizeBytes: number; destination: string },
  ): Promise<WireBatchAnswer>;
  /** null: no such batch. */
  batch(id: string): Promise<WireBatch | null>;
  /** Not yet removed downloads of a user; [] when it has none. */
  downloadsOf(username: string): Promise<readonly WireTransfer[]>;
  /** Also finds removed and superseded ones; null: unknown. */
  download(username: string, id: string): Promise<WireTransfer | null>;
  cancel(username: string, id: string, remove: boolean): Promise<void>;
  /** What lies in a folder below a root (`''`: in the root itself), with its times; null: no such folder, or none that can be asked for. */
  folder(root: WireRoot, path: string): Promise<WireFolder | null>;
  /** false: remote file management is off, or the path can't be sent. Harmless when there is no such file. */
  deleteFile(root: WireRoot, path: string): Promise<boolean>;
  /** With all that is in it. */
  deleteFolder(root: WireRoot, path: string): Promise<boolean>;
  placeInQueue(username: string, id: string): Promise<number | null>;
  /** Newest first, at most `limit`. */
  events(limit: number): Promise<readonly WireEvent[]>;
}

/** slskd connects to the peer before it answers an enqueue (apis/slskd.md 3.2). */
const ENQUEUE_TIMEOUT_MS = 60_000;

/** `searches` is the client whose rate budget the start of a search spends. */
export function slskdClient(http: ExternalClient, searches: ExternalClient): SlskdClient {
  const user = (name: string) => encodeURIComponent(name);
  async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof ExternalError && error.kind === 'not-found') return null;
      throw error;
    }
  }
  async function removed(root: WireRoot, kind: 'files' | 'directories', path: string): Promise<boolean> {
    const text = inBase64(path);
    if (text === null) return false;
    try {
      await orNull(() => http.delete(`/api/v0/files/${root}/${kind}/${text}`));
      return true;
    } catch (error) {
      if (error instanceof ExternalError && error.kind === 'forbidden') return false;
      throw error;
    }
  }
  return {
    isSignInOn: async () => (await http.get<unknown>('/api/v0/session/enabled')).data,
    application: async () => (await http.get<WireApplication>('/api/v0/application')).data,
    options: async () => (await http.get<WireOptions>('/api/v0/options')).data,
    async startSearch(id, text, windowMs, signal) {
      await searches.post('/api/v0/searches', {
        body: { id, searchText: text, searchTimeout: windowMs, responseLimit: 500, fileLimit: 10_000, filterResponses: true },
        signal,
      });
    },
    search: (id) => orNull(async () => (await http.get<WireSearch>(`/api/v0/searches/${id}`)).data),
    responses: async (id) => (await http.get<readonly WireResponse[]>(`/api/v0/searches/${id}/responses`)).data,
    async stopSearch(id) {
      await orNull(() => http.put(`/api/v0/searches/${id}`));
    },
    async deleteSearch(id) {
      await orNull(() => http.delete(`/api/v0/searches/${id}`));
    },
    enqueue: async (batchId, { username, filename, sizeBytes, destination }) =>
      (
        await http.post<WireBatchAnswer>('/api/v0/transfers/downloads/batches', {
          body: { id: batchId, username, files: [{ filename, size: sizeBytes }], options: { destination } },
          timeoutMs: ENQUEUE_TIMEOUT_MS,
        })
      ).data,
    batch: (id) => orNull(async () => (await http.get<WireBatch>(`/api/v0/transfers/downloads/batches/${id}`)).data),
    async downloadsOf(username) {
      const listed = await orNull(async () => (await http.get<WireUserTransfers>(`/api/v0/transfers/downloads/${user(username)}`)).data);
      return (listed?.directories ?? []).flatMap((directory) => directory.files ?? []);
    },
    download: (username, id) =>
      orNull(async () => (await http.get<WireTransfer>(`/api/v0/transfers/downloads/${user(username)}/${id}`)).data),
    async cancel(username, id, remove) {
      await orNull(() => http.delete(`/api/v0/transfers/downloads/${user(username)}/${id}${remove ? '?remove=true' : ''}`));
    },
    async folder(root, path) {
      const text = path === '' ? '' : inBase64(path);
      const at = `/api/v0/files/${root}/directories${text === '' ? '' : `/${text}`}`;
      return text === null ? null : orNull(async () => (await http.get<WireFolder>(at)).data);
    },
    deleteFile: (root, path) => removed(root, 'files', path),
    deleteFolder: (root, path) => removed(root, 'directories', path),
    async placeInQueue(username, id) {
      try {
        const { data } = await http.get<number>(`/api/v0/transfers/downloads/${user(username)}/${id}/position`);
        return typeof data === 'number' ? data : null;
      } catch (error) {
        if (error instanceof ExternalError && error.kind !== 'unauthorized') return null; // the peer does not say; its place is unknown
        throw error;
      }
    },
    events: async (limit) =>
      (await http.get<readonly WireEvent[]>('/api/v0/events', { query: { offset: '0', limit: String(limit) } })).data,
  };
}

/**
 * slskd's files API can't be given a text that holds a `/`; the same path with more `./` before it is another text (apis/slskd.md 5). null:
 * none of its spellings can be sent.
 */
export function inBase64(path: string): string | null {
  const texts = ['', './', '././'].map((prefix) => Buffer.from(prefix + path, 'utf8').toString('base64'));
  const text = texts.find((one) => !one.includes('/'));
  return text === undefined ? null : encodeURIComponent(text);
}
