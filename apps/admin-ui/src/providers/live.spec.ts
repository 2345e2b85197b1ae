import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import type { RaRecord } from 'react-admin';
import { fakeConsole, noAnswer } from './fake-console.js';
import type { FakeConsole, Sent } from './fake-console.js';
import { connectLive } from './live.js';

describe('a list that changes all the time', () => {
  let port: FakeConsole;
  let stop: () => void;
  let client: QueryClient;
  beforeEach(() => {
    jest.useFakeTimers();
    client = new QueryClient();
    port = fakeConsole();
    stop = connectLive(client, port.data.live, () => Promise.resolve([]));
  });
  afterEach(() => {
    stop();
    client.clear();
    jest.useRealTimers();
  });

  it('is seen also where an answer takes longer than the next change, and is asked for once more after the last one', async () => {
    let asked = 0;
    const answers: number[] = [];
    const observer = new QueryObserver<number>(client, {
      queryKey: ['playlists', 'getList'],
      queryFn: async () => {
        asked += 1;
        const nth = asked;
        await new Promise((done) => setTimeout(done, 1_300));
        return nth;
      },
    });
    const leave = observer.subscribe(({ data, isFetching }) => {
      if (data !== undefined && !isFetching) answers.push(data);
    });
    for (let at = 0; at < 40; at += 1) {
      port.emit('record', { resource: 'playlists' });
      await jest.advanceTimersByTimeAsync(250);
    }
    expect(answers.length).toBeGreaterThan(3); // broken off with each change it was never answered
    await jest.advanceTimersByTimeAsync(5_000);
    expect(answers.at(-1)).toBe(asked);
    const rest = asked;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(asked).toBe(rest);
    leave();
  });
});

describe('a list that is looked at', () => {
  const entry = (id: string, state: string, playlistId = 'p1') => ({ id, state, playlistId });
  const filter = { playlistId: 'p1' };
  let port: FakeConsole;
  let client: QueryClient;
  let leave: () => void;
  let shown: () => readonly string[];
  let lists: () => number;
  let rowsRead: () => readonly (readonly string[])[];
  beforeEach(async () => {
    jest.useFakeTimers();
    client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    port = fakeConsole({ rows: { 'playlist-entries': [entry('1', 'missing'), entry('2', 'missing')] } });
    const { data } = port;
    const params = { filter, pagination: { page: 1, perPage: 100 }, sort: { field: 'id', order: 'ASC' as const } };
    const queryKey = ['playlist-entries', 'getList', { ...params, meta: undefined }];
    const observer = new QueryObserver(client, { queryKey, queryFn: () => data.getList('playlist-entries', params) });
    const stops = [
      observer.subscribe(() => undefined),
      connectLive(client, data.live, async (resource, ids) => (await data.getMany<RaRecord>(resource, { ids: [...ids] })).data),
    ];
    leave = () => stops.forEach((stop) => stop());
    await jest.advanceTimersByTimeAsync(10);
    shown = () => observer.getCurrentResult().data?.data.map(({ id, state }) => `${id} ${String(state)}`) ?? [];
    const asked = () =>
      port.sent.filter(({ path }) => path === 'playlist-entries').map(({ params: given }) => given?.filter as { id?: string[] });
    lists = () => asked().filter(({ id }) => id === undefined).length;
    rowsRead = () => asked().flatMap(({ id }) => (id ? [id] : []));
  });
  afterEach(() => {
    leave();
    client.clear();
    jest.useRealTimers();
  });

  const become = async (rows: readonly ReturnType<typeof entry>[], ...ids: readonly string[]) => {
    port.become({ rows: { 'playlist-entries': rows } });
    port.emit('record', { resource: 'playlist-entries', ids });
    await jest.advanceTimersByTimeAsync(600);
  };

  it('has the one row that changed read, and is not asked for again', async () => {
    await become([entry('1', 'missing'), entry('2', 'acquiring')], '2');
    expect(shown()).toEqual(['1 missing', '2 acquiring']);
    expect([lists(), rowsRead()]).toEqual([1, [['2']]]);
  });

  it('is asked for once when rows are new, however many', async () => {
    const rows = Array.from({ length: 30 }, (_, at) => entry(String(at + 1), 'missing'));
    await become(rows, ...rows.map(({ id }) => id));
    expect(shown()).toHaveLength(30);
    expect(lists()).toBe(2);
  });

  it('is left alone when a row of another list changes', async () => {
    await become([entry('1', 'missing'), entry('2', 'missing'), entry('3', 'missing', 'p2')], '3');
    expect(lists()).toBe(1);
  });

  it('is asked for when nobody says which rows changed, when they are too many, and when they can not be read', async () => {
    await become([entry('1', 'owned')]);
    expect(shown()).toEqual(['1 owned']);
    await become([entry('1', 'filed')], ...Array.from({ length: 60 }, (_, at) => `k${at}`));
    expect(shown()).toEqual(['1 filed']);
    expect(rowsRead()).toEqual([]);
    const rows = [entry('1', 'ignored')];
    port.become({
      answers: {
        'GET playlist-entries': ({ params }: Sent) => ((params?.filter as { id?: unknown }).id ? Promise.reject(noAnswer()) : rows),
      },
    });
    await become(rows, '1');
    expect(lists()).toBe(4);
  });

  it('is asked for once after a gap, for nobody knows what was not heard', async () => {
    port.breakOff();
    port.become({ rows: { 'playlist-entries': [entry('1', 'owned')] } });
    port.reopen();
    await jest.advanceTimersByTimeAsync(600);
    expect(shown()).toEqual(['1 owned']);
    expect(lists()).toBe(2);
  });
});
