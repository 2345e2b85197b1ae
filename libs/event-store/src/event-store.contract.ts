import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidId } from '@soulsync/contracts';
import { CommitIdReused, ConcurrencyConflict, LogDiverged } from './event-store.js';
import type { CommitContext, EventStore, Expected, Position, StoredCommit } from './event-store.js';
import { newId } from './ids.js';

export const someContext: CommitContext = {
  correlationId: 'c',
  causationId: null,
  actor: { kind: 'process', id: 'test' },
  traceparent: null,
  time: '2026-11-24T12:00:00.000Z',
};
const event = (n: number) => ({ type: 'Counted', data: { n } });
/** Positions of all our stores are numbers. */
const beyond = (position: Position) => String(Number(position) + 1_000) as Position;
const stream = () => ({ aggregateType: 'counter', aggregateId: newId() });

/** What every event store must do. */
export function eventStoreContract(name: string, open: () => Promise<{ store: EventStore; close(): Promise<void> }>): void {
  describe(`${name} as an event store`, () => {
    let store: EventStore;
    let close: () => Promise<void>;
    beforeAll(async () => ({ store, close } = await open()));
    afterAll(() => close());

    it('gives back a commit of several events in their order, numbered from 1', async () => {
      const id = stream();
      await store.append(id, [event(1), event(2)], 'none', newId(), someContext);
      const { commits } = await store.load(id);
      expect(commits).toHaveLength(1);
      expect(commits[0]?.events.map(({ version, data }) => ({ version, data }))).toEqual([
        { version: 1, data: { n: 1 } },
        { version: 2, data: { n: 2 } },
      ]);
    });

    it('stores a commit under the same id once, also when later commits followed', async () => {
      const id = stream();
      const commitId = newId();
      const first = await store.append(id, [event(1)], 'none', commitId, someContext);
      const again = () => store.append(id, [event(1)], 'none', commitId, someContext);
      expect(await again()).toEqual({ ...first, repeated: true });
      await store.append(id, [event(2)], first.token, newId(), someContext);
      await store.append(stream(), [event(3)], 'none', newId(), someContext);
      expect(await again()).toEqual({ ...first, repeated: true });
      expect((await store.load(id)).commits.map(({ events }) => events.map(({ data }) => data))).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    });

    it('gives a repeated commit its first answer whatever it expects, also when later commits followed', async () => {
      const id = stream();
      const [first, second] = [newId(), newId()];
      const one = await store.append(id, [event(1)], 'none', first, someContext);
      const two = await store.append(id, [event(2)], one.token, second, someContext);
      const three = await store.append(id, [event(3)], two.token, newId(), someContext);
      const later = {
        ...someContext,
        time: '2026-11-24T12:00:05.000Z',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      };
      for (const expected of ['none', 'exists', 'any', one.token, two.token, three.token] satisfies Expected[]) {
        expect(await store.append(id, [event(1)], expected, first, later)).toEqual({ ...one, repeated: true });
        expect(await store.append(id, [event(2)], expected, second, later)).toEqual({ ...two, repeated: true });
      }
      expect((await store.load(id)).commits).toHaveLength(3);
    });

    it('takes instants apart: a repeated commit says when anew', async () => {
      const id = stream();
      const commitId = newId();
      const at = (instant: string) => [{ type: 'Counted', data: { n: 1, at: instant } }];
      const first = await store.append(id, at('2026-11-24T12:00:00.000Z'), 'none', commitId, someContext);
      expect(await store.append(id, at('2026-11-24T12:00:07.000Z'), 'none', commitId, someContext)).toEqual({ ...first, repeated: true });
    });

    it('never answers another commit under a used id as if it were stored, whatever it expects', async () => {
      const id = stream();
      const used = newId();
      const one = await store.append(id, [event(1)], 'none', used, someContext);
      const refused = async () => {
        const { token } = await store.load(id);
        for (const expected of ['none', 'exists', 'any', one.token, token ?? 'none'] satisfies Expected[]) {
          await expect(store.append(id, [event(2)], expected, used, someContext)).rejects.toBeInstanceOf(CommitIdReused);
          await expect(store.append(id, [{ ...event(1), type: 'Halved' }], expected, used, someContext)).rejects.toBeInstanceOf(
            CommitIdReused,
          );
          await expect(store.append(id, [event(1), event(1)], expected, used, someContext)).rejects.toBeInstanceOf(CommitIdReused);
        }
      };
      await refused();
      await store.append(id, [event(3)], one.token, newId(), someContext);
      await refused();
      expect((await store.load(id)).commits).toHaveLength(2);
    });

    it('keeps commits of two aggregates apart that come under one id', async () => {
      const [a, b] = [stream(), stream()];
      const commitId = newId();
      await store.append(a, [event(1)], 'none', commitId, someContext);
      await store.append(b, [event(1)], 'none', commitId, someContext);
      const [ofA, ofB] = [await store.load(a), await store.load(b)];
      expect([...ofA.commits, ...ofB.commits].map((commit) => commit.commitId)).toEqual([commitId, commitId]);
      expect(ofA.commits[0]?.events[0]?.id).not.toBe(ofB.commits[0]?.events[0]?.id);
    });

    it.each(['', '*', '>', 'a.b', 'a b', 'a\tb', 'a\r\nPUB x 0', 'a\0b', 'a\ud800', 'x'.repeat(201)])(
      'refuses %j as the id of an aggregate, and does not take it for an outage that is waited for',
      async (aggregateId) => {
        const id = { aggregateType: 'counter', aggregateId };
        await expect(store.append(id, [event(1)], 'any', newId(), someContext)).rejects.toBeInstanceOf(InvalidId);
        await expect(store.load(id)).rejects.toBeInstanceOf(InvalidId);
      },
    );

    it.each(['plex-4f2a_1', 'spotify:playlist:37i9', 'https://x/y#1', 'a'.repeat(200)])(
      'takes %j for the id of an aggregate',
      async (aggregateId) => {
        const id = { aggregateType: `kinds-${newId()}`, aggregateId };
        await store.append(id, [event(1)], 'none', newId(), someContext);
        expect((await store.load(id)).commits[0]?.stream).toEqual(id);
      },
    );

    it('refuses each expectation that does not hold', async () => {
      const id = stream();
      await expect(store.append(id, [event(1)], 'exists', newId(), someContext)).rejects.toBeInstanceOf(ConcurrencyConflict);
      const { token } = await store.append(id, [event(1)], 'none', newId(), someContext);
      await expect(store.append(id, [event(2)], 'none', newId(), someContext)).rejects.toBeInstanceOf(ConcurrencyConflict);
      await store.append(id, [event(2)], token, newId(), someContext);
      await expect(store.append(id, [event(3)], token, newId(), someContext)).rejects.toBeInstanceOf(ConcurrencyConflict);
      await store.append(id, [event(3)], 'any', newId(), someContext);
      await store.append(id, [event(4)], 'exists', newId(), someContext);
      expect((await store.load(id)).commits.flatMap((commit) => commit.events.map(({ version }) => version))).toEqual([1, 2, 3, 4]);
    });

    it('loads what came after a token', async () => {
      const id = stream();
      const { token } = await store.append(id, [event(1)], 'none', newId(), someContext);
      await store.append(id, [event(2)], token, newId(), someContext);
      const later = await store.load(id, token);
      expect(later.commits.flatMap((commit) => commit.events.map(({ version, data }) => ({ version, data })))).toEqual([
        { version: 2, data: { n: 2 } },
      ]);
      expect(later.token).not.toBe(token);
      expect(await store.load(id, later.token ?? token)).toEqual({ commits: [], token: later.token });
      expect(await store.load(stream())).toEqual({ commits: [], token: null });
    });

    it('keeps chains unbroken under 20 writers on 5 streams', async () => {
      const streams = Array.from({ length: 5 }, stream);
      const write = async (writer: number) => {
        const id = streams[writer % streams.length] ?? stream();
        for (let done = 0; done < 5;) {
          const { token } = await store.load(id);
          try {
            await store.append(id, [event(writer)], token ?? 'none', newId(), someContext);
            done += 1;
          } catch (error) {
            if (!(error instanceof ConcurrencyConflict)) throw error;
          }
        }
      };
      await Promise.all(Array.from({ length: 20 }, (_, writer) => write(writer)));
      for (const id of streams) {
        const versions = (await store.load(id)).commits.flatMap((commit) => commit.events.map(({ version }) => version));
        expect(versions).toEqual(Array.from({ length: 20 }, (_, place) => place + 1));
      }
    });

    it('subscribes from a position: nothing before it, everything after it, in order, new commits too', async () => {
      const id = stream();
      await store.append(id, [event(1)], 'none', newId(), someContext);
      const from = await store.lastPosition();
      await store.append(id, [event(2)], 'any', newId(), someContext);
      const seen: StoredCommit[] = [];
      const subscription = store.subscribeAll(from, async (commits) => void seen.push(...commits));
      await store.append(id, [event(3)], 'any', newId(), someContext);
      for (let waited = 0; seen.length < 2 && waited < 5_000; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
      await subscription.stop();
      expect(seen.flatMap((commit) => commit.events.map(({ data }) => data))).toEqual([{ n: 2 }, { n: 3 }]);
    });

    it('goes on handing commits to every other subscription when one is stopped, however many wait', async () => {
      const from = await store.lastPosition();
      const heard = [0, 1, 2].map(() => [] as unknown[]);
      const subscriptions = heard.map((seen) =>
        store.subscribeAll(from, async (commits) => void seen.push(...commits.flatMap(({ events }) => events.map(({ data }) => data)))),
      );
      const all = async (count: number, of: readonly unknown[][]) => {
        for (let waited = 0; of.some((seen) => seen.length < count) && waited < 5_000; waited += 20)
          await new Promise((resolve) => setTimeout(resolve, 20));
      };
      await store.append(stream(), [event(1)], 'none', newId(), someContext);
      await all(1, heard);
      await subscriptions[1]?.stop();
      await store.append(stream(), [event(2)], 'none', newId(), someContext);
      await store.append(stream(), [event(3)], 'none', newId(), someContext);
      await all(3, [heard[0] ?? [], heard[2] ?? []]);
      await Promise.all(subscriptions.map((subscription) => subscription.stop()));
      const everything = [{ n: 1 }, { n: 2 }, { n: 3 }];
      expect(heard).toEqual([everything, [{ n: 1 }], everything]);
    });

    it('ends a subscription at once that is stopped before anything came', async () => {
      const subscription = store.subscribeAll(await store.lastPosition(), async () => undefined);
      await Promise.all([subscription.done, subscription.stop()]);
      const later = store.subscribeAll(null, async () => undefined);
      await new Promise(setImmediate);
      await Promise.all([later.done, later.stop()]);
    });

    it('says what stands at a place, and that nothing does beyond its end', async () => {
      const id = stream();
      const commitId = newId();
      const { position } = await store.append(id, [event(1), event(2)], 'none', commitId, someContext);
      expect(await store.pointAt(position)).toEqual({ position, commitId, committedAt: someContext.time });
      expect(await store.pointAt(beyond(position))).toBeNull();
    });

    it('keeps its identity when it is opened again', async () => {
      expect(await store.open()).toBe(await store.open());
    });

    it('does not go on from a place where another commit stands, or none', async () => {
      const { position } = await store.append(stream(), [event(1)], 'none', newId(), someContext);
      const ends = async (from: Position, commitId: string | null) => {
        const subscription = store.subscribeAll(from, async () => undefined, { fromPoint: { commitId, committedAt: someContext.time } });
        await subscription.done;
      };
      await expect(ends(position, newId())).rejects.toBeInstanceOf(LogDiverged);
      await expect(ends(beyond(position), null)).rejects.toBeInstanceOf(LogDiverged);
    });

    it('reads all after a position up to the end as it was when called, in order, and stops', async () => {
      const from = await store.lastPosition();
      const id = stream();
      const stored = [];
      for (const n of [1, 2, 3]) stored.push((await store.append(id, [event(n)], 'any', newId(), someContext)).position);
      const read = async (after: Position | null) => {
        const positions: Position[] = [];
        for await (const commit of store.readAll(after)) {
          if (positions.length === 0) await store.append(stream(), [event(9)], 'none', newId(), someContext);
          positions.push(commit.position);
        }
        return positions;
      };
      expect(await read(from)).toEqual(stored);
      const end = await store.lastPosition();
      const everything = await read(null);
      expect(everything.at(-1)).toBe(end);
      expect(everything).toEqual([...new Set(everything)].sort(store.compare));
      expect(await read(await store.lastPosition())).toEqual([]);
    });
  });
}
