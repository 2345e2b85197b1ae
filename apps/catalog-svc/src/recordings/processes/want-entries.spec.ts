import { describe, expect, it } from '@jest/globals';
import { actorOf, creditsOf, unknownRecording } from '@soulsync/contracts';
import type { EntryId, EventEnvelope, PlaylistEntryData, PlaylistId, WantedRecordingId } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore, newId } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import fc from 'fast-check';
import { followedPlaylist } from '../../playlists/domain/followed-playlist/decide.js';
import type { FollowedPlaylistCommand } from '../../playlists/domain/followed-playlist/followed-playlist.js';
import { originKey } from '../domain/wanted-recording/origins.js';
import { wantedRecording } from '../domain/wanted-recording/wanted-recording.js';
import { wantByHand } from './want-by-hand.js';
import { reidentifyRecordings } from './reidentify-recordings.js';
import { wantEntries } from './want-entries.js';

const AT = '2026-11-30T12:00:00.000Z';
const context = (): CommandContext => ({
  ...{ commandId: newId(), correlationId: 'test', causationId: null, actor: { kind: 'account', id: 'ann' }, traceparent: null, time: AT },
});

function entry(name: string, occurrence = 1): PlaylistEntryData {
  const recording = { ...unknownRecording, title: name, artists: creditsOf(['Someone']), durationMs: 1, sourceUris: [name] };
  const [entryId, wantedRecordingId] = [`${name}#${occurrence}` as EntryId, name as WantedRecordingId]; // the test's own
  return { entryId, position: 0, kind: 'track', wantedRecordingId, recording, addedAt: null };
}

/** A catalogue in memory; the process hears what the test hands it. */
function catalogue() {
  const store = inMemoryEventStore();
  const playlists = commandHandler(store, followedPlaylist);
  const wanted = commandHandler(store, wantedRecording);
  const process = wantEntries(playlists, wanted, () => AT);
  const byHand = wantByHand(wanted, () => AT);
  const reidentifying = reidentifyRecordings(wanted, (playlistId, data, request) =>
    playlists(playlistId, { type: 'ReidentifyEntries', data }, request),
  );
  const events = async (types: readonly string[]) => {
    const found: EventEnvelope[] = [];
    for await (const commit of store.readAll(null)) found.push(...commit.events.filter(({ type }) => types.includes(type)));
    return found;
  };
  const heard = new Set<string>();
  return {
    events,
    deliver: (event: EventEnvelope) => process.react(event),
    heardEvents: () => events(process.on),
    /** Hands over what is new. */
    async settle() {
      for (const event of await events(process.on)) if (!heard.has(event.id)) await process.react(event);
      for (const event of await events(process.on)) heard.add(event.id);
    },
    async tell(playlistId: string, ...commands: FollowedPlaylistCommand[]) {
      for (const command of commands) await playlists(playlistId, command, context());
    },
    async acquisition(id: string, type: 'WishRetried' | 'AcquisitionCancelled', by: string) {
      const data = { acquisitionId: `of-${id}`, subject: { kind: 'recording', recordingId: id }, by, at: AT };
      await store.append({ aggregateType: 'acquisition', aggregateId: `of-${id}` }, [{ type, data }], 'any', newId(), {
        ...context(),
        actor: actorOf(by),
      });
      for (const event of (await events([type])).slice(-1)) await byHand.react(event);
    },
    async identity(type: 'RecordingsMerged' | 'RecordingSplit', data: object) {
      const stream = { aggregateType: 'recording-identity', aggregateId: 'key' };
      await store.append(stream, [{ type, data: { by: 'person:ann', ...data } }], 'any', newId(), context());
      for (const event of (await events([type])).slice(-1)) await reidentifying.react(event);
    },
    append: (id: string, data: object) =>
      store.append({ aggregateType: 'wanted-recording', aggregateId: id }, [{ type: 'RecordingWanted', data }], 'none', newId(), context()),
    playlist: (id: string) => playlists.load(id),
    async origins(id: string) {
      const state = await wanted.load(id);
      return state.status === 'wanted' ? state.origins.map(({ origin }) => originKey(origin)).sort() : state.status;
    },
  };
}

const follow = (playlistId: string, start: 'ask' | 'now' = 'now'): FollowedPlaylistCommand => ({
  type: 'FollowPlaylist',
  data: {
    playlistId: playlistId as PlaylistId,
    source: 'csv',
    sourceRef: playlistId,
    name: playlistId,
    start,
    refreshEveryMinutes: null,
    at: AT,
  },
});
const add = (...added: PlaylistEntryData[]): FollowedPlaylistCommand => ({
  type: 'ChangeEntries',
  data: { removed: [], moved: [], added },
});
const remove = (...removed: string[]): FollowedPlaylistCommand => ({
  type: 'ChangeEntries',
  data: { removed: removed as EntryId[], moved: [], added: [] },
});
const [start, pause, resume, unfollow] = (['StartPlaylist', 'PausePlaylist', 'ResumePlaylist', 'UnfollowPlaylist'] as const).map(
  (type): FollowedPlaylistCommand => ({ type, data: { at: AT } }),
) as [FollowedPlaylistCommand, FollowedPlaylistCommand, FollowedPlaylistCommand, FollowedPlaylistCommand];

describe('an entry of a followed playlist', () => {
  it('is wanted, and no longer when it was removed', async () => {
    const it = catalogue();
    await it.tell('drive', follow('drive'), add(entry('a'), entry('b')));
    await it.settle();
    expect([await it.origins('a'), await it.origins('b')]).toEqual([['playlist/drive/a#1'], ['playlist/drive/b#1']]);
    await it.tell('drive', remove('a#1'));
    await it.settle();
    expect([await it.origins('a'), await it.origins('b')]).toEqual(['dropped', ['playlist/drive/b#1']]);
  });

  it('that another playlist has too stays wanted when the first is unfollowed', async () => {
    const it = catalogue();
    await it.tell('drive', follow('drive'), add(entry('a'), entry('b')));
    await it.tell('calm', follow('calm'), add(entry('a')));
    await it.settle();
    await it.tell('drive', unfollow);
    await it.settle();
    expect([await it.origins('a'), await it.origins('b')]).toEqual([['playlist/calm/a#1'], 'dropped']);
  });

  it('is wanted again when the playlist is followed again, also when that comes before the end was heard of', async () => {
    const it = catalogue();
    await it.tell('drive', follow('drive'), add(entry('a'), entry('b')));
    await it.settle();
    await it.tell('drive', unfollow, follow('drive'), add(entry('a')));
    await it.settle();
    expect([await it.origins('a'), await it.origins('b')]).toEqual([['playlist/drive/a#1'], 'dropped']);
    await it.tell('drive', unfollow);
    await it.settle();
    await it.tell('drive', follow('drive'), add(entry('a'), entry('b')));
    await it.settle();
    expect([await it.origins('a'), await it.origins('b')]).toEqual([['playlist/drive/a#1'], ['playlist/drive/b#1']]);
    expect(await it.events(['RecordingNoLongerWanted'])).toHaveLength(2); // once each, and none for what was back before it was heard of
  });

  it('that a person had tried again by hand stays wanted, until it is cancelled by hand', async () => {
    const it = catalogue();
    await it.tell('drive', follow('drive'), add(entry('a'), entry('b')));
    await it.settle();
    await it.acquisition('a', 'WishRetried', 'person:ann');
    await it.acquisition('b', 'WishRetried', 'schedule:wishes');
    await it.tell('drive', unfollow);
    await it.settle();
    expect([await it.origins('a'), await it.origins('b')]).toEqual([['person'], 'dropped']);
    await it.acquisition('a', 'AcquisitionCancelled', 'process:acquire-missing');
    expect(await it.origins('a')).toEqual(['person']);
    await it.acquisition('a', 'AcquisitionCancelled', 'person:ann');
    expect(await it.origins('a')).toBe('dropped');
  });

  it('of a paused playlist is wanted once that is resumed, and what was wanted stays so', async () => {
    const it = catalogue();
    await it.tell('drive', follow('drive'), add(entry('a')));
    await it.settle();
    await it.tell('drive', pause, add(entry('b')));
    await it.settle();
    expect([await it.origins('a'), await it.origins('b')]).toEqual([['playlist/drive/a#1'], 'none']);
    await it.tell('drive', resume);
    await it.settle();
    expect(await it.origins('b')).toEqual(['playlist/drive/b#1']);
  });

  it('is released when the playlist is started', async () => {
    const it = catalogue();
    await it.tell('drive', follow('drive', 'ask'), add(entry('a')));
    await it.settle();
    expect(await it.events(['RecordingReleased'])).toHaveLength(0);
    await it.tell('drive', start);
    await it.settle();
    expect(await it.events(['RecordingReleased'])).toHaveLength(1);
  });
});

describe('a log in which nothing was ever un-wanted', () => {
  it('is put right when it is read from its beginning', async () => {
    const it = catalogue();
    // As such logs hold it: only the first playlist that wanted a recording is known, by its name.
    for (const id of ['a', 'b', 'c'])
      await it.append(
        id,
        JSON.parse(
          `{"wantedRecordingId":"${id}","recording":${JSON.stringify(entry(id).recording)},"origin":{"kind":"playlist","playlistId":"drive","name":"Night drive"},"released":true,"wantedAt":"${AT}"}`,
        ) as object,
      );
    await it.tell('drive', follow('drive'), add(entry('a'), entry('b'), entry('c')));
    await it.tell('calm', follow('calm'), add(entry('a')), unfollow, follow('calm'), add(entry('a')));
    await it.tell('drive', remove('c#1'), unfollow);
    await it.settle();
    expect([await it.origins('a'), await it.origins('b'), await it.origins('c')]).toEqual([['playlist/calm/a#1'], 'dropped', 'dropped']);
    expect((await it.events(['RecordingNoLongerWanted'])).map(({ aggregateId }) => aggregateId).sort()).toEqual(['b', 'c']);
  });
});

describe('events that come late, twice and in any order', () => {
  it('lead to what the playlist holds in the end', async () => {
    const command = fc.constantFrom(
      follow('drive'),
      add(entry('a')),
      add(entry('b'), entry('a', 2)),
      remove('a#1'),
      remove('b#1', 'a#2'),
      pause,
      resume,
      start,
      unfollow,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(command, fc.boolean()), { maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        async (commands, picked) => {
          const it = catalogue();
          await it.tell('calm', follow('calm'), add(entry('a')));
          await it.tell('drive', follow('drive'));
          for (const [one, isHeardAtOnce] of [...commands, [resume, false] as const]) {
            await it.tell('drive', one);
            if (isHeardAtOnce) await it.settle();
          }
          const left = [...(await it.heardEvents()), ...(await it.heardEvents())];
          while (left.length > 0) for (const event of left.splice(Number(picked.next().value) % left.length, 1)) await it.deliver(event);
          const drive = await it.playlist('drive');
          const held = (id: string) =>
            drive.status === 'following'
              ? [...drive.recordings].flatMap(([entryId, of]) => (of === id ? [`playlist/drive/${entryId}`] : []))
              : [];
          expect(await it.origins('a')).toEqual(['playlist/calm/a#1', ...held('a').sort()]);
          expect(await it.origins('b')).toEqual(held('b').length > 0 ? held('b') : expect.stringMatching(/none|dropped/));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('a recording that is merged into another one', () => {
  it('is that one in every playlist, and is no longer wanted itself', async () => {
    const it = catalogue();
    await it.tell('drive', follow('drive'), add(entry('a'), entry('b')));
    await it.tell('calm', follow('calm'), add(entry('a'), entry('a', 2)));
    await it.settle();
    await it.identity('RecordingsMerged', { recordingId: 'a', intoId: 'b' });
    await it.settle();
    expect([await it.origins('a'), await it.origins('b')]).toEqual([
      'dropped',
      ['playlist/calm/a#1', 'playlist/calm/a#2', 'playlist/drive/a#1', 'playlist/drive/b#1'],
    ]);
    expect(await it.events(['RecordingNoLongerWanted'])).toHaveLength(1);
    await it.tell('calm', unfollow);
    await it.tell('drive', remove('b#1'));
    await it.settle();
    expect([await it.origins('a'), await it.origins('b')]).toEqual(['dropped', ['playlist/drive/a#1']]);
  });

  it('leaves what a person asked for by hand to the other one', async () => {
    const it = catalogue();
    await it.tell('drive', follow('drive'), add(entry('a'), entry('b')));
    await it.settle();
    await it.acquisition('a', 'WishRetried', 'person:ann');
    await it.identity('RecordingsMerged', { recordingId: 'a', intoId: 'b' });
    await it.settle();
    expect([await it.origins('a'), await it.origins('b')]).toEqual(['dropped', ['person', 'playlist/drive/a#1', 'playlist/drive/b#1']]);
  });

  it('is so once, however often that is heard of', async () => {
    const it = catalogue();
    await it.tell('drive', follow('drive'), add(entry('a'), entry('b')));
    await it.settle();
    for (const _time of ['once', 'twice']) await it.identity('RecordingsMerged', { recordingId: 'a', intoId: 'b' });
    for (const event of await it.heardEvents()) await it.deliver(event);
    expect(await it.events(['EntriesReidentified'])).toHaveLength(1);
    expect([await it.origins('a'), await it.origins('b')]).toEqual(['dropped', ['playlist/drive/a#1', 'playlist/drive/b#1']]);
  });
});

describe('a recording that is split', () => {
  it('stays what it is but for the entries whose source is named', async () => {
    const it = catalogue();
    await it.tell('drive', follow('drive'), add(entry('a'), { ...entry('b'), wantedRecordingId: 'a' as WantedRecordingId }));
    await it.settle();
    expect(await it.origins('a')).toEqual(['playlist/drive/a#1', 'playlist/drive/b#1']);
    await it.identity('RecordingSplit', { recordingId: 'a', splitId: 'c', identifiers: ['b'] });
    await it.settle();
    expect([await it.origins('a'), await it.origins('c')]).toEqual([['playlist/drive/a#1'], ['playlist/drive/b#1']]);
  });
});
