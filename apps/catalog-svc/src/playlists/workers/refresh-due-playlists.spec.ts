import { afterEach, describe, expect, it } from '@jest/globals';
import type { PlaylistId, RecordingDescription } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore, newId, silentLogger } from '@soulsync/event-store';
import { steppedClock } from '@soulsync/event-store/testing';
import type { Kit } from '@soulsync/service-kit';
import { CatalogConfig } from '../../config.js';
import { followedPlaylist } from '../domain/followed-playlist/decide.js';
import { SourceTrouble } from '../ports/playlist-source.js';
import { ScheduleSettings } from '../../settings.js';
import type { DuePlaylists, PlaylistProbe, PlaylistSource } from '../ports/playlist-source.js';
import { refreshDuePlaylists } from './refresh-due-playlists.js';
import { ownRecordingId } from '../../recordings/recording-id.js';

const identify = (recordings: readonly RecordingDescription[]) => Promise.resolve(recordings.map(ownRecordingId));

const MINUTE_MS = 60_000;
const id = (name: string) => name as PlaylistId; // the test's own

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** Followed playlists, the table of their times, and a source that a test answers for. */
async function ground(names: readonly string[], probe: (name: string) => Promise<PlaylistProbe>) {
  const store = inMemoryEventStore();
  const playlists = commandHandler(store, followedPlaylist);
  const clock = steppedClock('2026-11-30T12:00:00.000Z');
  const rows = new Map<string, { nextReadAt: Date; failures: number }>();
  const listed = new Set<string>();
  const asked: string[] = [];
  const dues: DuePlaylists[] = [];
  const said: string[] = [];
  const follow = async (name: string, refreshEveryMinutes = 60) => {
    const context = {
      commandId: newId(),
      correlationId: `asked for ${name}`,
      causationId: null,
      actor: { kind: 'account', id: 'ann' } as const,
      traceparent: null,
      time: clock.now(),
    };
    const data = {
      playlistId: id(name),
      source: 'spotify',
      sourceRef: name,
      name,
      start: 'now',
      refreshEveryMinutes,
      at: clock.now(),
    } as const;
    await playlists(name, { type: 'FollowPlaylist', data }, context);
  };
  const kit = {
    config: new CatalogConfig(),
    store,
    clock,
    logger: silentLogger,
    sleep: clock.sleep,
    dataSource: {
      async query(sql: string, [playlistId, nextReadAt, failures]: readonly unknown[] = []) {
        if (sql.includes('catalog.playlists'))
          return [...listed].map((name) => ({
            id: name,
            name,
            refreshEveryMinutes: 60,
            failures: null,
            nextReadAt: null,
            ...rows.get(name),
          }));
        if (sql.startsWith('SELECT')) return [rows.get(String(playlistId))].filter((row) => row !== undefined);
        rows.set(String(playlistId), { nextReadAt: new Date(String(nextReadAt)), failures: Number(failures) });
        return [];
      },
    },
    live: { records: () => undefined },
    tasks: { offer: () => undefined, ran: (_key: object, work: () => Promise<unknown>) => work() },
    connections: { ok: () => undefined, failing: () => undefined },
    health: {
      raise: ({ code }: { code: string }) => void said.push(`raise ${code}`),
      clear: (code: string) => void (said.includes(`raise ${code}`) && said.push(`clear ${code}`)),
    },
  } as unknown as Kit<CatalogConfig>; // what the worker uses of it
  for (const name of names) {
    await follow(name);
    listed.add(name);
  }
  const source: PlaylistSource = {
    probe: (name, due) => {
      asked.push(name);
      if (due) dues.push(due);
      return probe(name);
    },
    read: async (name) => ({ name, snapshotId: 'v1', entries: [] }),
  };
  const standing = { isSetUp: true };
  const schedule = () => new ScheduleSettings();
  const worker = refreshDuePlaylists(kit, { schedule }, playlists, identify, () => (standing.isSetUp ? source : null));
  const stopping = new AbortController();
  const running = worker.run(stopping.signal).catch((error: unknown) => error);
  stops.push(async () => {
    stopping.abort();
    await running;
  });
  await clock.settle();
  const eventsOf = async (name: string) =>
    (await store.load({ aggregateType: 'followed-playlist', aggregateId: name })).commits.flatMap(({ events }) => events);
  return { clock, rows, asked, said, follow, listed, running, eventsOf, standing, dues };
}

const unchanged = async (name: string): Promise<PlaylistProbe> => ({ name, snapshotId: 'v1' });

describe('followed playlists that are due', () => {
  it('are read by the time that each of them has, and not before', async () => {
    const on = await ground(['a'], unchanged);
    expect(on.asked).toEqual(['a']);
    await on.clock.advance(59 * MINUTE_MS);
    expect(on.asked).toEqual(['a']);
    await on.clock.advance(2 * MINUTE_MS);
    expect(on.asked).toEqual(['a', 'a']);
  });

  it('rest while nothing is set up that is asked for them, and are read once it is', async () => {
    const on = await ground(['a'], unchanged);
    on.standing.isSetUp = false;
    await on.clock.advance(120 * MINUTE_MS);
    expect(on.asked).toEqual(['a']);
    on.standing.isSetUp = true;
    await on.clock.advance(5_000);
    expect(on.asked).toEqual(['a', 'a']);
  });

  it('take those along that would be due soon, and say since when one look may answer for all', async () => {
    const on = await ground(['a', 'b'], unchanged);
    on.rows.set('b', { nextReadAt: new Date(Date.parse(on.clock.now()) + 63 * MINUTE_MS), failures: 0 });
    await on.clock.advance(58 * MINUTE_MS);
    expect(on.asked).toEqual(['a', 'b']); // as they were followed: none is due yet, and none is taken along
    await on.clock.advance(3 * MINUTE_MS);
    expect(on.asked).toEqual(['a', 'b', 'a', 'b']);
    expect(on.dues.map(({ playlists }) => playlists)).toEqual([2, 2]);
    for (const { since } of on.dues) expect(Date.parse(on.clock.now()) - Date.parse(since)).toBeLessThanOrEqual(8 * MINUTE_MS);
  });

  it('wait for none that takes long', async () => {
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    const on = await ground(['slow', 'b', 'c', 'd', 'e'], async (name) => {
      if (name === 'slow') await slow;
      return unchanged(name);
    });
    await on.clock.advance(10_000);
    expect(on.asked).toEqual(['slow', 'b', 'c', 'd', 'e']);
    answer();
  });

  it('go on beside one over which we stumble; that is said, and taken back when it goes well', async () => {
    let broken = true;
    const on = await ground(['bad', 'b', 'c', 'd'], async (name) => {
      if (name === 'bad' && broken) throw new TypeError('a fault of ours');
      return unchanged(name);
    });
    await on.clock.advance(5_000);
    expect(on.asked).toEqual(expect.arrayContaining(['b', 'c', 'd']));
    expect(on.said).toEqual(['raise playlist-unreadable:bad']);
    broken = false;
    await on.clock.advance(10_000);
    expect(on.said).toEqual(['raise playlist-unreadable:bad', 'clear playlist-unreadable:bad']);
    expect(on.rows.has('bad')).toBe(true);
  });

  it('are tried again after growing waits when they could not be read, or when the source says so', async () => {
    let retryAfterMs: number | null = null;
    const on = await ground(['a'], async () => {
      throw new SourceTrouble('unavailable', 'no answer', retryAfterMs);
    });
    const nextInMs = () => (on.rows.get('a')?.nextReadAt.getTime() ?? 0) - Date.parse(on.clock.now());
    expect(nextInMs()).toBe(10_000);
    await on.clock.advance(10_000);
    expect(on.rows.get('a')?.failures).toBe(2);
    retryAfterMs = 20 * MINUTE_MS;
    await on.clock.advance(65_000);
    expect(on.rows.get('a')?.failures).toBe(3);
    await on.clock.advance(10 * MINUTE_MS);
    expect(on.asked).toHaveLength(3);
  });

  it('are read at once when they are followed, whether or not a read model lists them yet', async () => {
    const on = await ground([], unchanged);
    await on.follow('new');
    await on.clock.settle();
    expect(on.asked).toEqual(['new']);
  });
});

describe('what a refresh stores', () => {
  it('is a correlation of its own, caused by what happened to the playlist last', async () => {
    const on = await ground(['a'], unchanged);
    const [followed, taken] = await on.eventsOf('a');
    expect(taken).toMatchObject({
      type: 'PlaylistSnapshotTaken',
      causationId: followed?.id,
      actor: { kind: 'schedule', id: 'refresh-playlist' } as const,
    });
    expect(taken?.correlationId).not.toBe(followed?.correlationId);
  });
});
