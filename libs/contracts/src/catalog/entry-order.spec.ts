import { describe, expect, it } from '@jest/globals';
import type { EntryId, PlaylistId, PublishedEvent } from '../index.js';
import { lineAfter, lineId, linesOf } from './entry-lines.js';
import { orderAfter } from './entry-order.js';
import type { PlaylistEntryData } from './followed-playlist.js';

const playlistId = 'p' as PlaylistId;
const id = (text: string) => text as EntryId;
const order = (text: string) => [...text].map(id);
const entry = (entryId: string, position: number, title = entryId) =>
  ({ entryId: id(entryId), position, recording: { title } }) as unknown as PlaylistEntryData; // the fields these folds read
const added = (...entries: readonly PlaylistEntryData[]) => ({ type: 'EntriesAdded' as const, data: { playlistId, entries } });
const removed = (...ids: readonly string[]) => ({
  type: 'EntriesRemoved' as const,
  data: { playlistId, entries: ids.map((one) => ({ entryId: id(one), wantedRecordingId: null })) },
});

describe('the order of a playlist’s entries', () => {
  it('takes additions at their places, each once', () => {
    expect(orderAfter(order('abc'), added(entry('x', 3), entry('y', 0), entry('b', 1)))).toEqual(order('yabxc'));
  });

  it('lets nothing stand that was removed', () => {
    expect(orderAfter(order('abc'), removed('b', 'z'))).toEqual(order('ac'));
  });

  it('takes moves as places in what is left', () => {
    const moves = [{ entryId: id('c'), position: 0 }];
    expect(orderAfter(order('abc'), { type: 'EntriesMoved', data: { playlistId, moves } })).toEqual(order('cab'));
  });
});

describe('the lines of playlists', () => {
  const titled = ({ recording: { title }, wantedRecordingId }: Pick<PlaylistEntryData, 'recording' | 'wantedRecordingId'>) => ({
    title,
    wantedRecordingId,
  });
  const home = { title: 'Home', wantedRecordingId: 'r' };
  const event = added(entry('a', 0, 'Stay'), entry('b', 1, 'Home')) as PublishedEvent;

  it('are named by playlist and entry', () => {
    expect(linesOf(event)).toEqual(['p/a', 'p/b']);
    expect(linesOf(removed('a') as PublishedEvent)).toEqual([lineId(playlistId, id('a'))]);
  });

  it('hold what was put there last, until it is taken off', () => {
    expect(lineAfter(null, event, 'p/b', titled)).toMatchObject({ title: 'Home' });
    expect(lineAfter(home, event, 'p/c', () => home)).toBe(home);
    expect(lineAfter(home, removed('b') as PublishedEvent, 'p/b', () => home)).toBeNull();
  });

  it('are another recording once two are merged', () => {
    const data = { playlistId, formerId: 'r', wantedRecordingId: 's', entryIds: [id('b')] };
    const merged = { type: 'EntriesReidentified', data } as unknown as PublishedEvent; // ids are the test's own
    expect(linesOf(merged)).toEqual(['p/b']);
    expect(lineAfter(home, merged, 'p/b', () => home)).toEqual({ ...home, wantedRecordingId: 's' });
  });
});
