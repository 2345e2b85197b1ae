import type { Instant, RecordingIdentityEvent, WantedRecordingId } from '@soulsync/contracts';

/** A description as far as it tells which recording it is of. */
export interface Described {
  /** Of a recording that is none of those known; also how it was known before identities were kept. */
  readonly ownId: WantedRecordingId;
  readonly identifiers: readonly string[];
  readonly durationMs: number | null;
}

export type RecordingIdentityCommand =
  | { type: 'Identify'; data: Described & { at: Instant } }
  /** It is known under its own id already: nobody asks, whatever it resembles. */
  | { type: 'Recall'; data: Described & { at: Instant } };

interface Identity {
  readonly recordingId: WantedRecordingId;
  readonly identifiers: ReadonlySet<string>;
  readonly durationMs: number | null;
}

/** All recordings of one key. */
export type RecordingIdentities = readonly Identity[];

/** Recordings of one name, artist and version whose lengths differ by no more are one. */
export const SAME_LENGTH_MS = 3_000;

const initialState: RecordingIdentities = [];

/** The known recording that a description is of; null: none. */
export function recordingOf(known: RecordingIdentities, said: Described): WantedRecordingId | null {
  const found =
    byIdentifier(known, said.identifiers) ??
    known.find(({ recordingId }) => recordingId === said.ownId) ??
    byLength(known, said.durationMs);
  return found?.recordingId ?? null;
}

/** By the first of them that is known: its own address says more than an ISRC, which several recordings may share by mistake. */
function byIdentifier(known: RecordingIdentities, identifiers: readonly string[]): Identity | undefined {
  for (const identifier of identifiers) {
    const holder = known.find((one) => one.identifiers.has(identifier));
    if (holder) return holder;
  }
  return undefined;
}

/** An unknown length fits where there is no choice. */
function byLength(known: RecordingIdentities, durationMs: number | null): Identity | undefined {
  const [only, ...others] = known;
  if (only && others.length === 0 && (durationMs === null || only.durationMs === null)) return only;
  if (durationMs === null) return undefined;
  return known
    .flatMap((one) => (one.durationMs === null ? [] : [{ one, apartMs: Math.abs(one.durationMs - durationMs) }]))
    .filter(({ apartMs }) => apartMs <= SAME_LENGTH_MS)
    .sort((a, b) => a.apartMs - b.apartMs)[0]?.one;
}

function decide({ type, data }: RecordingIdentityCommand, known: RecordingIdentities): readonly RecordingIdentityEvent[] {
  const { at, ownId, identifiers, durationMs } = data;
  const recordingId = type === 'Identify' ? recordingOf(known, data) : ownId;
  const identity = known.find((one) => one.recordingId === recordingId);
  // An identifier says one thing: that of another recording is not taken from it.
  const fresh = identifiers.filter((identifier) => !known.some((one) => one.identifiers.has(identifier)));
  if (!identity) return [{ type: 'RecordingIdentified', data: { recordingId: ownId, identifiers: fresh, durationMs, identifiedAt: at } }];
  const length = identity.durationMs === null ? durationMs : null;
  if (fresh.length === 0 && length === null) return [];
  return [
    { type: 'IdentifierLearned', data: { recordingId: identity.recordingId, identifiers: fresh, durationMs: length, learnedAt: at } },
  ];
}

function evolve(known: RecordingIdentities, { type, data }: RecordingIdentityEvent): RecordingIdentities {
  switch (type) {
    case 'RecordingIdentified': {
      const { recordingId, identifiers, durationMs } = data;
      return [...known, { recordingId, identifiers: new Set(identifiers), durationMs }];
    }
    case 'IdentifierLearned':
      return known.map((one) =>
        one.recordingId === data.recordingId
          ? { ...one, identifiers: new Set([...one.identifiers, ...data.identifiers]), durationMs: one.durationMs ?? data.durationMs }
          : one,
      );
  }
}

export const recordingIdentity = { aggregateType: 'recording-identity', initialState, decide, evolve };
