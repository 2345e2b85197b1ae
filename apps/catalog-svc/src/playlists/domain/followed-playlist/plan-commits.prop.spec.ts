import { describe, expect, it } from '@jest/globals';
import type { EntryId, PlaylistEntryData, PlaylistId } from '@soulsync/contracts';
import fc from 'fast-check';
import { decide } from './decide.js';
import { evolve, initialPlaylist } from './followed-playlist.js';
import type { FollowedPlaylist } from './followed-playlist.js';
import { COMMIT_BYTES, planCommits } from './plan-commits.js';

const playlistId = 'p' as PlaylistId;
const LIMIT = 512 * 1024;
/** So much an envelope adds. */
const ENVELOPE = 2_048;

const entry = (id: string, position: number, title = `Song ${id}`) =>
  ({
    entryId: id as EntryId,
    position,
    kind: 'track',
    wantedRecordingId: `w-${id}`,
    recording: { title },
    addedAt: null,
  }) as unknown as PlaylistEntryData;
const order = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 60 });

const followed = evolve(initialPlaylist, {
  type: 'PlaylistFollowed',
  data: {
    playlistId,
    source: 'csv',
    sourceRef: 'x',
    name: 'X',
    start: 'ask',
    refreshEveryMinutes: null,
    followedAt: '2026-11-24T12:00:00.000Z',
  },
});
const orderOf = (state: FollowedPlaylist) => (state.status === 'following' ? state.order : []);

/** The state after each commit, and what each one stored. */
function stored(from: FollowedPlaylist, read: readonly PlaylistEntryData[], maxBytes?: number) {
  let state = from;
  const commits = planCommits(orderOf(from), read, maxBytes).map((data) => {
    const events = decide({ type: 'ChangeEntries', data }, state);
    state = events.reduce(evolve, state);
    return { events, state };
  });
  return { commits, state };
}

describe('the commits between two reads of a playlist', () => {
  it('lead from the first order to the second, in parts of any size', () => {
    fc.assert(
      fc.property(order, order, fc.integer({ min: 1, max: 2_000 }), (before, after, maxBytes) => {
        const known = stored(
          followed,
          before.map((id, at) => entry(id, at)),
        ).state;
        expect(
          orderOf(
            stored(
              known,
              after.map((id, at) => entry(id, at)),
              maxBytes,
            ).state,
          ),
        ).toEqual(after);
      }),
    );
  });

  it('lead there also when they broke off after any of them and are planned again', () => {
    fc.assert(
      fc.property(order, order, fc.nat(), (before, after, broken) => {
        const known = stored(
          followed,
          before.map((id, at) => entry(id, at)),
        ).state;
        const read = after.map((id, at) => entry(id, at));
        const { commits } = stored(known, read, 400);
        const left = commits[broken % (commits.length + 1)]?.state ?? known;
        expect(orderOf(stored(left, read, 400).state)).toEqual(after);
      }),
    );
  });

  it('stay under what the log takes, whatever the titles are', () => {
    const title = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 300 }));
    fc.assert(
      fc.property(fc.array(title, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1_500, max: 4_000 }), (titles, count) => {
        const read = Array.from({ length: count }, (_, n) => entry(`spotify:track:${n}#1`, n, titles[n % titles.length]));
        const { commits, state } = stored(followed, read);
        const turned = stored(
          state,
          [...read].reverse().map((one, position) => ({ ...one, position })),
        );
        const emptied = stored(turned.state, []);
        for (const { events } of [...commits, ...turned.commits, ...emptied.commits])
          expect(Buffer.byteLength(JSON.stringify(events)) + ENVELOPE).toBeLessThan(LIMIT);
        expect(orderOf(emptied.state)).toEqual([]);
        expect(orderOf(turned.state)).toHaveLength(count);
      }),
      { numRuns: 10 },
    );
  });

  it('are few: a commit is filled', () => {
    const read = Array.from({ length: 20_000 }, (_, n) => entry(`spotify:track:${n}#1`, n, 'x'.repeat(200)));
    const { commits } = stored(followed, read);
    expect(commits.length).toBeLessThan((20_000 * 400) / COMMIT_BYTES + 2);
    expect(commits.flatMap(({ events }) => events)).toHaveLength(commits.length);
  });

  it('of a hundred thousand entries that are turned around are each under the limit', () => {
    const ids = Array.from({ length: 100_000 }, (_, n) => `spotify:track:${n}#1`);
    const commits = planCommits(
      ids as EntryId[],
      [...ids].reverse().map((id, at) => entry(id, at)),
    );
    expect(Math.max(...commits.map((data) => Buffer.byteLength(JSON.stringify(data))))).toBeLessThan(LIMIT);
    expect(commits.flatMap(({ moved }) => moved)).toHaveLength(99_999);
  });
});
