import { describe, expect, it } from '@jest/globals';
import type { EntryId, PlaylistEntryData, PlaylistId } from '@soulsync/contracts';
import fc from 'fast-check';
import { orderAfter } from '@soulsync/contracts';
import { planChanges } from './plan-changes.js';

const playlistId = 'p' as PlaylistId;
const entry = (id: string, position: number) => ({ entryId: id as EntryId, position }) as PlaylistEntryData;
const order = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 60 });

describe('the changes between two reads of a playlist', () => {
  it('lead from the first order to the second, also when additions are stored in parts', () => {
    fc.assert(
      fc.property(order, order, (before, after) => {
        const { removed, moved, added } = planChanges(before as EntryId[], after.map(entry));
        let now = orderAfter(before as EntryId[], {
          type: 'EntriesRemoved',
          data: { playlistId, entries: removed.map((entryId) => ({ entryId, wantedRecordingId: null })) },
        });
        now = orderAfter(now, { type: 'EntriesMoved', data: { playlistId, moves: moved } });
        for (let from = 0; from < added.length; from += 3)
          now = orderAfter(now, { type: 'EntriesAdded', data: { playlistId, entries: added.slice(from, from + 3) } });
        expect(now).toEqual(after);
      }),
    );
  });

  it('move one entry when one entry moved', () => {
    const before = ['a', 'b', 'c', 'd', 'e'] as EntryId[];
    expect(planChanges(before, ['b', 'c', 'd', 'a', 'e'].map(entry)).moved).toEqual([{ entryId: 'a', position: 3 }]);
  });
});
