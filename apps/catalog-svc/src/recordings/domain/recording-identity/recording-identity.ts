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
  | { type: 'Recall'; data: Described & { at: Instant } }
  | {
      type: 'Merge';
      data: { recordingId: WantedRecordingId; intoId: WantedRecordingId; intoIdentity: string; by: string; at: Instant };
    }
  | {
      type: 'Split';
      data: { recordingId: WantedRecordingId; splitId: WantedRecordingId; identifiers: readonly string[]; by: string; at: Instant };
    };

interface Identity {
  readonly recordingId: WantedRecordingId;
  readonly identifiers: ReadonlySet<string>;
  readonly durationMs: number | null;
  /** Another one stands for it. */
  readonly merged: Successor | null;
}

export interface Successor {
  readonly recordingId: WantedRecordingId;
  /** Of the aggregate that holds it. */
  readonly identity: string;
}

/** All recordings of one key. */
export type RecordingIdentities = readonly Identity[];

/** Recordings of one name, artist and version whose lengths differ by no more are one. */
export const SAME_LENGTH_MS = 3_000;

const initialState: RecordingIdentities = [];

/** The known recording that a description is of; null: none. */
export function recordingOf(known: RecordingIdentities, described: Described): WantedRecordingId | null {
  return identityOf(known, described)?.recordingId ?? null;
}

/** What stands for a recording, as far as it is known here; null: itself. */
export const successorOf = (known: RecordingIdentities, id: WantedRecordingId): Successor | null =>
  known.find(({ recordingId }) => recordingId === id)?.merged ?? null;

function identityOf(known: RecordingIdentities, described: Described): Identity | undefined {
  return (
    byIdentifier(known, described.identifiers) ??
    known.find(({ recordingId }) => recordingId === described.ownId) ??
    byLength(known, described.durationMs)
  );
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

function decide(command: RecordingIdentityCommand, known: RecordingIdentities): readonly RecordingIdentityEvent[] {
  switch (command.type) {
    case 'Identify':
      return learnt(command.data, recordingOf(known, command.data), known);
    case 'Recall':
      return learnt(command.data, command.data.ownId, known);
    case 'Merge': {
      const { at, ...merging } = command.data;
      const one = known.find(({ recordingId }) => recordingId === merging.recordingId);
      return one && one.merged === null && merging.intoId !== one.recordingId
        ? [{ type: 'RecordingsMerged', data: { ...merging, mergedAt: at } }]
        : [];
    }
    case 'Split': {
      const { at, ...splitting } = command.data;
      const one = known.find(({ recordingId }) => recordingId === splitting.recordingId);
      const identifiers = splitting.identifiers.filter((identifier) => one?.identifiers.has(identifier));
      const isNew = !known.some(({ recordingId }) => recordingId === splitting.splitId);
      return isNew && identifiers.length > 0 ? [{ type: 'RecordingSplit', data: { ...splitting, identifiers, splitAt: at } }] : [];
    }
  }
}

function learnt(
  { at, ownId, identifiers, durationMs }: Described & { readonly at: Instant },
  recordingId: WantedRecordingId | null,
  known: RecordingIdentities,
): readonly RecordingIdentityEvent[] {
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
      return [...known, { recordingId, identifiers: new Set(identifiers), durationMs, merged: null }];
    }
    case 'IdentifierLearned':
      return known.map((one) =>
        one.recordingId === data.recordingId
          ? { ...one, identifiers: new Set([...one.identifiers, ...data.identifiers]), durationMs: one.durationMs ?? data.durationMs }
          : one,
      );
    case 'RecordingsMerged':
      return known.map((one) =>
        one.recordingId === data.recordingId ? { ...one, merged: { recordingId: data.intoId, identity: data.intoIdentity } } : one,
      );
    case 'RecordingSplit': {
      const { recordingId, splitId } = data;
      const from = known.find((one) => one.recordingId === recordingId);
      const left = new Set([...(from?.identifiers ?? [])].filter((identifier) => !data.identifiers.includes(identifier)));
      const split: Identity = {
        ...{ recordingId: splitId, identifiers: new Set(data.identifiers), durationMs: from?.durationMs ?? null, merged: null },
      };
      return [...known.map((one) => (one.recordingId === recordingId ? { ...one, identifiers: left } : one)), split];
    }
  }
}

export const recordingIdentity = { aggregateType: 'recording-identity', initialState, decide, evolve };
