import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RaRecord } from 'react-admin';
import type { ConsolePort } from './console-port.js';

export type Trouble = 'refused' | 'invalid' | 'unavailable';

/** What a refusal says, and which field an invalid command names. */
export const WORDS = 'It is paused already.';
export const FIELD = { refreshEveryMinutes: 'must be at least 5' };

export interface PortGround {
  readonly port: ConsolePort;
  /** What the resource `playlists` holds. */
  holds(rows: readonly RaRecord[]): void;
  /** Every question and command meets this from now on; null: none. */
  meets(trouble: Trouble | null): void;
  /** The session ends, and nobody told the page. */
  signOut(): void;
  /** Commands as they arrived. */
  commands(): readonly { readonly what: string; readonly body: unknown }[];
  stop(): Promise<void>;
}

const playlist = (n: number) => ({ id: `p${n}`, name: `List ${n}`, source: n % 2 === 0 ? 'csv' : 'spotify', entryCount: n });
const all = { pagination: { page: 1, perPage: 100 }, sort: { field: 'entryCount', order: 'ASC' as const }, filter: {} };
const ids = (rows: readonly RaRecord[]) => rows.map(({ id }) => id);

/** What pages may rely on, whatever stands behind the port. */
export function consolePortContract(name: string, ground: () => Promise<PortGround>): void {
  describe(name, () => {
    let on: PortGround;
    beforeEach(async () => {
      on = await ground();
      on.holds(Array.from({ length: 12 }, (_, at) => playlist(at + 1)));
    });
    afterEach(() => on.stop());
    const list = (params: object = {}) => on.port.data.getList('playlists', { ...all, ...params });

    it('answers the page that was asked for, in its order, and how many there are in all', async () => {
      const { data, total } = await list({ pagination: { page: 2, perPage: 5 }, sort: { field: 'entryCount', order: 'DESC' } });
      expect(ids(data)).toEqual(['p7', 'p6', 'p5', 'p4', 'p3']);
      expect(total).toBe(12);
    });

    it.each([
      ['a word', { source: 'csv' }, ['p2', 'p4', 'p6', 'p8', 'p10', 'p12']],
      ['several words', { name: ['List 1', 'List 3'] }, ['p1', 'p3']],
      ['a bound', { entryCount_gte: 11 }, ['p11', 'p12']],
      ['a search', { q: 'list 12' }, ['p12']],
      ['what is not chosen', { source: '', name: undefined, q: 'list 7' }, ['p7']],
    ])('is narrowed by %s', async (_what, filter, expected) => {
      const { data, total } = await list({ filter });
      expect([ids(data), total]).toEqual([expected, expected.length]);
    });

    it('answers one, and some, by their ids', async () => {
      expect((await on.port.data.getOne('playlists', { id: 'p3' })).data).toEqual(playlist(3));
      expect(ids((await on.port.data.getMany('playlists', { ids: ['p2', 'p9', 'gone'] })).data)).toEqual(['p2', 'p9']);
    });

    it('says that what is not there is not', async () => {
      await expect(on.port.data.getOne('playlists', { id: 'gone' })).rejects.toMatchObject({
        status: 404,
        message: expect.stringContaining('gone'),
      });
    });

    it('sends commands, and answers what they are about', async () => {
      expect(await on.port.data.command('playlists/p1/options', { refreshEveryMinutes: 30 })).toMatchObject({ id: 'p1' });
      expect(await on.port.data.remove('playlists/p2')).toMatchObject({ id: 'p2' });
      expect(on.commands()).toEqual([
        { what: 'POST playlists/p1/options', body: { refreshEveryMinutes: 30 } },
        { what: 'DELETE playlists/p2', body: {} },
      ]);
    });

    it.each<[Trouble, number, object]>([
      ['refused', 409, { message: WORDS }],
      ['invalid', 422, { body: expect.objectContaining({ errors: FIELD }) }],
      ['unavailable', 503, {}],
    ])('throws what is %s with its status and in words', async (trouble, status, says) => {
      on.meets(trouble);
      await expect(on.port.data.command('playlists/p1/pause')).rejects.toMatchObject({
        status,
        ...says,
        message: expect.stringMatching(/\w{3}/),
      });
      if (trouble === 'unavailable') await expect(list()).rejects.toMatchObject({ status });
    });

    it('knows who is signed in', async () => {
      await on.port.auth.checkAuth({});
      expect(await on.port.auth.getPermissions?.({})).toBe('admin');
    });

    it('signs out who is refused', async () => {
      on.signOut();
      await expect(on.port.auth.checkAuth({})).rejects.toMatchObject({ status: 401 });
      const error: unknown = await list().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ status: 401 });
      await expect(on.port.auth.checkError(error)).rejects.toThrow('Sign in again');
    });

    it('signs nobody out for an outage', async () => {
      on.meets('unavailable');
      const error: unknown = await list().catch((thrown: unknown) => thrown);
      await on.port.auth.checkError(error);
      await on.port.auth.checkAuth({});
    });

    it('takes no writes that are no commands', async () => {
      await expect(on.port.data.update('playlists', { id: 'p1', data: {}, previousData: { id: 'p1' } })).rejects.toThrow(
        'Writes are commands',
      );
    });
  });
}
