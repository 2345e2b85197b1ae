import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording } from '@soulsync/contracts';
import type { EntryId, PlaylistId, RecordingDescription, WantedRecordingEvent, WantedRecordingId } from '@soulsync/contracts';
import { originKey } from './origins.js';
import { wantedRecording } from './wanted-recording.js';
import type { HeldRecording, WantedRecording, WantedRecordingCommand } from './wanted-recording.js';

const at = '2026-11-30T12:00:00.000Z';
const wantedRecordingId = 'r1' as WantedRecordingId; // ids here are the test's own
const [drive, calm] = ['drive', 'calm'] as [PlaylistId, PlaylistId];
const recording: RecordingDescription = {
  ...unknownRecording,
  title: 'Harbour Lights',
  artists: creditsOf(['The Quiet Pier']),
  durationMs: 90_000,
};

const holds = (playlistId: PlaylistId, entries: readonly string[], options: Partial<HeldRecording> = {}): WantedRecordingCommand => ({
  type: 'HoldForPlaylist',
  data: {
    wantedRecordingId,
    playlistId,
    held: { recording, entryIds: entries as readonly EntryId[], released: true, paused: false, ...options },
    at,
  },
});
const drops = (playlistId: PlaylistId): WantedRecordingCommand => ({
  type: 'HoldForPlaylist',
  data: { wantedRecordingId, playlistId, held: null, at },
});
const askByHand: WantedRecordingCommand = { type: 'AskByHand', data: { at } };
const withdraw: WantedRecordingCommand = { type: 'WithdrawAsking', data: { at } };

/** `RecordingWanted playlist/drive/e1`, so that a test reads as a list. */
const line = (event: WantedRecordingEvent) => ('origin' in event.data ? `${event.type} ${originKey(event.data.origin)}` : event.type);

const after = (events: readonly WantedRecordingEvent[]) =>
  events.reduce<WantedRecording>((state, event) => wantedRecording.evolve(state, event), wantedRecording.initialState);
const given = (...commands: WantedRecordingCommand[]) => {
  const events = commands.reduce<readonly WantedRecordingEvent[]>(
    (before, command) => [...before, ...wantedRecording.decide(command, after(before))],
    [],
  );
  return givenEvents(...events);
};
const givenEvents = (...events: WantedRecordingEvent[]) => ({
  when: (command: WantedRecordingCommand) => wantedRecording.decide(command, after(events)).map(line),
  events: (command: WantedRecordingCommand) => wantedRecording.decide(command, after(events)),
});

describe('a recording', () => {
  it('is wanted once, whichever entries and playlists want it', () => {
    expect(given().when(holds(drive, ['e1']))).toEqual(['RecordingWanted playlist/drive/e1']);
    expect(given().when(holds(drive, ['e1', 'e2']))).toEqual(['RecordingWanted playlist/drive/e1', 'OriginAdded playlist/drive/e2']);
    expect(given(holds(drive, ['e1'])).when(holds(drive, ['e1']))).toEqual([]);
    expect(given(holds(drive, ['e1'])).when(holds(calm, ['e1']))).toEqual(['OriginAdded playlist/calm/e1']);
  });

  it('stays wanted as long as one origin stands, and is no longer wanted when the last is gone', () => {
    const both = [holds(drive, ['e1']), holds(calm, ['e1'])];
    expect(given(...both).when(drops(drive))).toEqual(['OriginRemoved playlist/drive/e1']);
    expect(given(...both, drops(drive)).when(drops(calm))).toEqual(['OriginRemoved playlist/calm/e1', 'RecordingNoLongerWanted']);
    expect(given(...both, drops(drive), drops(calm)).when(drops(calm))).toEqual([]);
    expect(given().when(drops(drive))).toEqual([]);
  });

  it('that is there twice on a list stays wanted when one of the two entries leaves', () => {
    expect(given(holds(drive, ['e1', 'e2'])).when(holds(drive, ['e2']))).toEqual(['OriginRemoved playlist/drive/e1']);
  });

  it('is described anew once another playlist says more of it, and is wanted again with all that is known', () => {
    const more: RecordingDescription = { ...recording, durationMs: null, isrc: 'GBXYZ2600001' };
    expect(given(holds(drive, ['e1'])).when(holds(calm, ['e1'], { recording: more }))).toEqual([
      'DescriptionEnriched',
      'OriginAdded playlist/calm/e1',
    ]);
    const all = { ...recording, isrc: 'GBXYZ2600001' };
    const known = given(holds(drive, ['e1']), holds(calm, ['e1'], { recording: more }));
    expect(known.when(holds(calm, ['e1'], { recording: more }))).toEqual([]);
    expect(given(holds(drive, ['e1']), drops(drive)).events(holds(calm, ['e1'], { recording: more }))).toMatchObject([
      { type: 'RecordingWanted', data: { recording: all } },
    ]);
  });

  it('is wanted again after nothing wanted it', () => {
    expect(given(holds(drive, ['e1']), drops(drive)).when(holds(drive, ['e1']))).toEqual(['RecordingWanted playlist/drive/e1']);
  });

  it('that a person asked for by hand is un-wanted by no playlist, only by hand', () => {
    expect(given(holds(drive, ['e1'])).when(askByHand)).toEqual(['OriginAdded person']);
    const asked = [holds(drive, ['e1']), askByHand];
    expect(given(...asked).when(drops(drive))).toEqual(['OriginRemoved playlist/drive/e1']);
    expect(given(...asked, drops(drive)).when(withdraw)).toEqual(['OriginRemoved person', 'RecordingNoLongerWanted']);
    expect(given(...asked).when(askByHand)).toEqual([]);
    expect(given(holds(drive, ['e1'])).when(withdraw)).toEqual([]);
  });

  it('is wanted again by a person alone, as it was known', () => {
    expect(given(holds(drive, ['e1']), drops(drive)).when(askByHand)).toEqual(['RecordingWanted person']);
    expect(given().when(askByHand)).toEqual([]);
  });
});

describe('a recording of a playlist that waits to be started', () => {
  const waiting = holds(drive, ['e1'], { released: false });

  it('is released with it, and by another playlist that is started', () => {
    expect(given(waiting).when(holds(drive, ['e1']))).toEqual(['OriginAdded playlist/drive/e1', 'RecordingReleased']);
    expect(given(waiting).when(holds(calm, ['e1']))).toEqual(['OriginAdded playlist/calm/e1', 'RecordingReleased']);
    expect(given(holds(calm, ['e1'])).when(waiting)).toEqual(['OriginAdded playlist/drive/e1']);
  });

  it('is withheld when only that playlist is left of those that want it', () => {
    expect(given(waiting, holds(calm, ['e1'])).when(drops(calm))).toEqual(['OriginRemoved playlist/calm/e1', 'RecordingWithheld']);
  });

  it('may be fetched once a person asks for it', () => {
    expect(given(waiting).when(askByHand)).toEqual(['OriginAdded person', 'RecordingReleased']);
  });
});

describe('a paused playlist', () => {
  it('wants nothing new, and goes on wanting what it wanted', () => {
    expect(given().when(holds(drive, ['e1'], { paused: true }))).toEqual([]);
    expect(given(holds(drive, ['e1'])).when(holds(drive, ['e1', 'e2'], { paused: true }))).toEqual([]);
    expect(given(holds(drive, ['e1'])).when(holds(drive, ['e1']))).toEqual([]);
  });

  it('lets go of an entry that left it', () => {
    expect(given(holds(drive, ['e1'])).when(drops(drive))).toEqual(['OriginRemoved playlist/drive/e1', 'RecordingNoLongerWanted']);
  });
});

describe('a log of before origins were a set', () => {
  /** As such logs hold it. */
  const stored = (released: boolean) =>
    JSON.parse(
      `{"type":"RecordingWanted","data":{"wantedRecordingId":"r1","recording":${JSON.stringify(recording)},"origin":{"kind":"playlist","playlistId":"drive","name":"Night drive"},"released":${released},"wantedAt":"${at}"}}`,
    ) as WantedRecordingEvent;
  const released: WantedRecordingEvent = { type: 'RecordingReleased', data: { wantedRecordingId, releasedAt: at } };

  it('says nothing anew of the playlist that it names', () => {
    expect(givenEvents(stored(true)).when(holds(drive, ['e1', 'e2']))).toEqual([]);
    expect(givenEvents(stored(false), released).when(holds(drive, ['e1']))).toEqual([]);
    expect(givenEvents(stored(false)).when(holds(drive, ['e1'], { released: false }))).toEqual([]);
  });

  it('learns of the other playlists, and ends with the last', () => {
    expect(givenEvents(stored(true)).when(holds(calm, ['e1']))).toEqual(['OriginAdded playlist/calm/e1']);
    expect(givenEvents(stored(true)).when(drops(drive))).toEqual(['OriginRemoved playlist/drive/', 'RecordingNoLongerWanted']);
  });

  it('gets entries where the playlist is started, and keeps them apart from a pause', () => {
    expect(givenEvents(stored(false)).when(holds(drive, ['e1']))).toEqual([
      'OriginAdded playlist/drive/e1',
      'OriginRemoved playlist/drive/',
      'RecordingReleased',
    ]);
    expect(givenEvents(stored(false)).when(holds(drive, ['e1'], { paused: true }))).toEqual([]);
  });
});

describe('a recording that a person ignores', () => {
  const said = { by: 'account:ida', at };
  const [ignore, unignore, want] = (['Ignore', 'Unignore', 'Want'] as const).map((type) => ({ type, data: said })) as [
    WantedRecordingCommand,
    WantedRecordingCommand,
    WantedRecordingCommand,
  ];

  it('is ignored once, until that is taken back', () => {
    expect(given(holds(drive, ['e1'])).when(ignore)).toEqual(['RecordingIgnored']);
    expect(given(holds(drive, ['e1']), ignore).when(ignore)).toEqual([]);
    expect(given(holds(drive, ['e1']), ignore).when(unignore)).toEqual(['RecordingUnignored']);
    expect(given(holds(drive, ['e1'])).when(unignore)).toEqual([]);
    expect(given().when(ignore)).toEqual([]);
  });

  it('stays so when nobody wants it any more and it is then wanted again', () => {
    expect(given(holds(drive, ['e1']), ignore, drops(drive), holds(calm, ['e1'])).when(ignore)).toEqual([]);
  });

  it('is asked for by hand, and no longer ignored, when a person wants it', () => {
    expect(given(holds(drive, ['e1'], { released: false }), ignore).when(want)).toEqual([
      'RecordingUnignored',
      'OriginAdded person',
      'RecordingReleased',
    ]);
  });
});
