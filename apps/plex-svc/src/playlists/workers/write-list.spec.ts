import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inMemoryServerPlaylists } from '../ports/in-memory-server-playlists.js';
import { without } from '../domain/mirrored-playlist/target.js';
import type { ReadList } from './mirror-backups.js';
import { keysOf, writeList } from './write-list.js';
import type { WriteOptions } from './write-list.js';

const letters = (text: string) => text.split('');

async function written(
  before: readonly string[],
  after: readonly string[],
  more: Partial<WriteOptions> = {},
  exists = (_key: string) => true,
) {
  const { inPlace = true } = more;
  const serverPlaylists = inMemoryServerPlaylists(exists, inPlace);
  const key = serverPlaylists.put('List', before);
  const list = (await serverPlaylists.read(key)) as ReadList; // it was just put there
  let backed: readonly string[] | null = null;
  const result = await writeList(serverPlaylists, list, {
    inPlace,
    mayReplace: true,
    target: (_present, short) => without(after, short),
    refusal: (present, target) => (present.length > 0 && target.length === 0 ? { cause: 'would-be-empty', detail: 'nothing left' } : null),
    before: async (now) => void (backed = keysOf(now)),
    ...more,
  });
  return { serverPlaylists, key, result, backed: backed as readonly string[] | null };
}

describe('writing a list', () => {
  it('ends in the wanted order on every kind of server, backed up before the first write, and a second time writes nothing', async () => {
    const list = fc.array(fc.constantFrom(...letters('abcdefgh')), { minLength: 1, maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(list, list, fc.boolean(), async (before, after, inPlace) => {
        const { result, serverPlaylists, backed } = await written(before, after, { inPlace });
        expect(keysOf(result.list)).toEqual(after);
        expect(before.length + result.added - result.removed).toBe(after.length);
        expect(backed).toEqual(serverPlaylists.writes.length > 0 ? before : null);
        expect((await written(after, after, { inPlace })).serverPlaylists.writes).toEqual([]);
      }),
    );
  });

  it('tells which tracks the server did not take, and places the others', async () => {
    const { result } = await written(letters('ab'), letters('bxcx'), {}, (key) => key !== 'x');
    expect(keysOf(result.list).join('')).toBe('bc');
    expect(result.short).toEqual(new Map([['x', 2]]));
    expect([result.added, result.removed]).toEqual([1, 1]);
  });

  it('takes nothing off for tracks that turn out not to be there', async () => {
    const serverPlaylists = inMemoryServerPlaylists((key) => !'xyz'.includes(key));
    const key = serverPlaylists.put('List', letters('abc'));
    const list = (await serverPlaylists.read(key)) as ReadList; // it was just put there
    const options: WriteOptions = {
      inPlace: true,
      mayReplace: true,
      target: (_present, short) => without(letters('xyz'), short),
      refusal: (present, target) =>
        present.length > 0 && target.length === 0 ? { cause: 'would-be-empty', detail: 'nothing left' } : null,
      before: async () => undefined,
    };
    await expect(writeList(serverPlaylists, list, options)).rejects.toMatchObject({
      name: 'WriteRefused',
      refusal: { cause: 'would-be-empty' },
    });
    expect((await serverPlaylists.read(key))?.items.map(({ serverKey }) => serverKey).join('')).toBe('abc');
  });

  it('sends nothing when the backup could not be stored', async () => {
    const serverPlaylists = inMemoryServerPlaylists(() => true);
    const key = serverPlaylists.put('List', letters('abc'));
    const list = (await serverPlaylists.read(key)) as ReadList; // as above
    const before = () => Promise.reject(new Error('the log is full'));
    const options: WriteOptions = { inPlace: true, mayReplace: true, target: () => letters('cab'), refusal: () => null, before };
    await expect(writeList(serverPlaylists, list, options)).rejects.toThrow('the log is full');
    expect(serverPlaylists.writes).toEqual([]);
  });

  it('gives up for now when somebody else writes to the list all the time', async () => {
    let n = 0;
    const { serverPlaylists, key } = await written(letters('ab'), letters('ba'));
    const list = (await serverPlaylists.read(key)) as ReadList; // as above
    const options: WriteOptions = {
      inPlace: true,
      mayReplace: true,
      target: (present) => [...present, `new ${(n += 1)}`],
      refusal: () => null,
      before: async () => undefined,
    };
    await expect(writeList(serverPlaylists, list, options)).rejects.toThrow(/changes while it is written/);
  });
});
