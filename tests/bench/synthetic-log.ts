import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import type { EventEnvelope, LibraryTrackId, MatchEvent, PlaylistId, WantedRecordingEvent, WantedRecordingId } from '@soulsync/contracts';
import type { EventStore, NewEvent, Token } from '@soulsync/event-store';
import { newId } from '@soulsync/event-store';

/** Recordings whose story is being written at the same time. */
const WRITERS = 128;
const TIME = '2026-01-01T00:00:00.000Z';

const context: Pick<EventEnvelope, 'correlationId' | 'causationId' | 'actor' | 'traceparent' | 'time'> = {
  correlationId: 'bench',
  causationId: null,
  actor: { kind: 'process', id: 'bench' },
  traceparent: null,
  time: TIME,
};

/** Writes `recordings` stories of `eventsEach` commits of one event: wanted, then decided again and again. Answers the number of events. */
export async function writeStories(
  store: EventStore,
  recordings: number,
  eventsEach: number,
  onProgress: (recordings: number) => void,
): Promise<number> {
  let next = 0;
  const write = async () => {
    for (let number = (next += 1); number <= recordings; number = next += 1) {
      const id = newId() as WantedRecordingId; // branded here, where it is made
      await store.append({ aggregateType: 'wanted-recording', aggregateId: id }, [wanted(id, number)], 'none', newId(), context);
      let after: Token | 'none' = 'none';
      for (let turn = 1; turn < eventsEach; turn += 1)
        ({ token: after } = await store.append(
          { aggregateType: 'match', aggregateId: id },
          [decided(id, number, turn)],
          after,
          newId(),
          context,
        ));
      if (number % 10_000 === 0) onProgress(number);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, write));
  return recordings * eventsEach;
}

function wanted(wantedRecordingId: WantedRecordingId, number: number): NewEvent {
  return {
    type: 'RecordingWanted',
    data: {
      wantedRecordingId,
      recording: {
        ...unknownRecording,
        title: `Song ${number} of the Long Night`,
        artists: creditsOf([`Band ${number % 4_000}`]),
        durationMs: 120_000 + (number % 200) * 1_000,
        sourceUris: [`spotify:track:${number}`],
        release: {
          ...unknownRelease,
          title: `Album ${number % 9_000}`,
          artists: creditsOf([`Band ${number % 4_000}`]),
          date: '2001',
          trackTotal: 12,
          trackNumber: (number % 12) + 1,
          discNumber: 1,
        },
      },
      origin: { kind: 'playlist', playlistId: 'bench' as PlaylistId, name: 'bench' },
      released: true,
      wantedAt: TIME,
    },
  } satisfies WantedRecordingEvent;
}

function decided(wantedRecordingId: WantedRecordingId, number: number, turn: number): NewEvent {
  const decision = { wantedRecordingId, rule: 'exact' as const, engineVersion: 'bench', decidedAt: TIME };
  const features = { title: 1, artist: 0.9, album: null, durationDeltaMs: turn * 10, versionEqual: true, isrcEqual: null };
  const rival = {
    libraryTrackId: trackId(number + 1),
    title: `Song ${number + 1} of the Long Night`,
    artist: `Band ${number % 4_000}`,
    album: null,
    durationMs: 180_000,
    confidence: 0.4,
    features,
    vetoes: ['title-differs'] as const,
  };
  const events: readonly MatchEvent[] = [
    { type: 'RecordingMissing', data: { ...decision, rivals: [] } },
    { type: 'MatchNeedsReview', data: { ...decision, confidence: 0.7, candidates: [rival] } },
    { type: 'RecordingMatched', data: { ...decision, libraryTrackId: trackId(number), confidence: 0.97, features, rivals: [] } },
  ];
  return events[turn % events.length] ?? { type: 'RecordingMissing', data: { ...decision, rivals: [] } };
}

const trackId = (number: number) => `track-${number}` as LibraryTrackId; // branded here, where it is made
