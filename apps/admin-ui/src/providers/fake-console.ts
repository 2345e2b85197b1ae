import type { LiveDiscovery, LiveEdit, LiveRecords, LiveTransfer } from '@soulsync/contracts';
import { HttpError } from 'react-admin';
import type { DataProvider, RaRecord } from 'react-admin';
import type { Account, ConsolePort, ConsoleProvider, LiveEars } from './console-port.js';
import { countsOf, fits, page } from './fake-list.js';
import type { ListParams } from './fake-list.js';
import { unsupported } from './rest-data.js';
import { sessionAuth } from './session-auth.js';

export interface Sent {
  readonly verb: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** Of a list. */
  readonly params?: ListParams;
}

type Answer = object | Error | ((sent: Sent) => unknown);

/** What the gateway would say. */
export interface Story {
  /** Who is signed in; null: nobody. */
  readonly account?: Account | null;
  readonly rows?: Readonly<Record<string, readonly RaRecord[]>>;
  /**
   * By `GET playlists` (a list), `GET playlists/p1`, `POST playlists/p1/start`; `*` stands for one part of the path. An error is thrown,
   * `unanswered` never comes, a function is called, an array is a list. Without an entry a list is the rows and a command is accepted.
   */
  readonly answers?: Readonly<Record<string, Answer>>;
}

interface Emitted {
  readonly record: Omit<LiveRecords, 'ids'> & Partial<LiveRecords>;
  readonly transfer: LiveTransfer;
  readonly discovery: LiveDiscovery;
  readonly edit: LiveEdit;
}

export interface FakeConsole extends ConsolePort {
  /** All that was asked, oldest first. */
  readonly sent: readonly Sent[];
  /** Commands alone. */
  readonly commands: () => readonly Sent[];
  /** From now on; rows and answers that are not named stay. */
  become(next: Story): void;
  /** The stream says something. */
  emit<K extends keyof Emitted>(kind: K, data: Emitted[K]): void;
  /** The stream breaks off. */
  breakOff(): void;
  /** It is back. */
  reopen(): void;
}

export const unanswered = () => new Promise<never>(() => undefined);
export const refused = (status: number, detail: string, errors: Readonly<Record<string, string>> = {}) =>
  new HttpError(detail, status, { detail, errors });
export const noAnswer = () => new HttpError('SoulSync does not answer. Is it running? Try again in a moment.', 0);

const admin: Account = { id: 'a1', name: 'Ada', role: 'admin' };
const ACCEPTED_AT = '7';

/** The port in memory: what a story says, and nothing else. */
export function fakeConsole(story: Story = {}): FakeConsole {
  let account: Account | null = story.account === undefined ? admin : story.account;
  let rows = story.rows ?? {};
  let answers = story.answers ?? {};
  const sent: Sent[] = [];
  const listening = new Set<LiveEars>();

  async function answer(one: Sent, otherwise: () => unknown): Promise<unknown> {
    sent.push(one);
    const found = answerFor(answers, `${one.verb} ${one.path}`);
    if (found instanceof Error) throw found;
    if (found !== undefined) return typeof found === 'function' ? (found as (sent: Sent) => unknown)(one) : found;
    if (!account && !/^(setup|session)\b/.test(one.path)) throw refused(401, 'Sign in.');
    return otherwise();
  }

  const rowsOf = (resource: string) => rows[resource] ?? [];
  const list = async (resource: string, params: ListParams) => {
    const found = await answer({ verb: 'GET', path: resource, params }, () => page(rowsOf(resource), params));
    const {
      data,
      total,
      alike = false,
    } = Array.isArray(found) ? page(found as RaRecord[], { ...params, filter: {} }) : (found as ReturnType<typeof page>);
    return { data: [...data], total, meta: { alike } };
  };
  const accepted = ({ path }: Sent) => ({ id: path.split('/')[1] ?? 'new', position: ACCEPTED_AT });
  const command = (verb: Exclude<Sent['verb'], 'GET'>, path: string, body?: object) => {
    const one = { verb, path, ...(body ? { body } : {}) };
    return answer(one, () => accepted(one));
  };

  const data: ConsoleProvider = {
    getList: list,
    async getOne(resource: string, { id }: { id: string | number }) {
      const found = await answer({ verb: 'GET', path: `${resource}/${id}` }, () => {
        const row = rowsOf(resource).find((one) => one.id === id);
        if (!row) throw refused(404, `${resource} has nothing with the id ${id}`);
        return row;
      });
      return { data: found };
    },
    async getMany(resource: string, { ids }: { ids: readonly (string | number)[] }) {
      return { data: (await list(resource, { filter: { id: ids } })).data };
    },
    getManyReference: (resource: string, params: ListParams & { target: string; id: string | number }) =>
      list(resource, { ...params, filter: { ...(params.filter as object), [params.target]: params.id } }),
    async create(resource: string, { data: fields }: { data: Record<string, unknown> }) {
      return { data: await command('POST', fields['file'] instanceof File ? `${resource}/import` : resource, fields) };
    },
    update: unsupported,
    updateMany: unsupported,
    delete: unsupported,
    deleteMany: unsupported,
    command: (path: string, body: object = {}) => command('POST', path, body),
    change: (path: string, body: object) => command('PATCH', path, body),
    put: (path: string, body: object) => command('PUT', path, body),
    remove: (path: string) => command('DELETE', path),
    ask: (path: string) =>
      answer({ verb: 'GET', path }, () => {
        if (path === 'setup') return { needed: false };
        const [, counted] = /^counts\/([\w-]+)\?/.exec(path) ?? [];
        if (counted !== undefined) return countsOf(rowsOf(counted), path.slice(path.indexOf('?')));
        throw refused(404, `${path} is not there`);
      }),
    addressOf: (path: string) => `http://soulsync.test/api/v1/${path}`,
    live: {
      open(ears: LiveEars) {
        listening.add(ears);
        queueMicrotask(() => ears.opened());
        return () => void listening.delete(ears);
      },
    },
  } as unknown as DataProvider & ConsoleProvider; // the generic signatures say no more than the calls above do

  /** Sessions, and what nobody has to be signed in for. */
  const session = (sentOne: Sent) =>
    answer(sentOne, () => {
      const { verb, path, body } = sentOne;
      if (path === 'session/end') return (account = null);
      if (verb === 'POST') return (account = { ...admin, name: (body as { name: string }).name }); // of the sign-in page
      if (!account) throw refused(401, 'Sign in.');
      return account;
    });

  return {
    auth: sessionAuth((verb, path, body) => session({ verb, path, ...(body ? { body } : {}) })),
    data,
    sent,
    commands: () => sent.filter(({ verb, path }) => verb !== 'GET' && !/^session\b/.test(path)),
    become(next) {
      if (next.account !== undefined) account = next.account;
      rows = { ...rows, ...next.rows };
      answers = { ...answers, ...next.answers };
    },
    emit: (kind, message) => listening.forEach((ears) => ears.heard(kind, { ...message })),
    breakOff: () => listening.forEach((ears) => ears.lost()),
    reopen: () => listening.forEach((ears) => ears.opened()),
  };
}

/** The most exact entry wins: with the fewest `*`. */
function answerFor(answers: Readonly<Record<string, Answer>>, asked: string): Answer | undefined {
  const [best] = Object.keys(answers)
    .filter((pattern) => fits(pattern, asked))
    .sort((a, b) => a.split('*').length - b.split('*').length);
  return best === undefined ? undefined : answers[best];
}
