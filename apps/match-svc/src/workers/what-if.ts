import { published, summaryOf } from '@soulsync/contracts';
import type { WantedRecordingId } from '@soulsync/contracts';
import type { EventStore } from '@soulsync/event-store';
import type { MatchLimits } from '@soulsync/music';
import type { MatchOutcome } from '../domain/match/match.js';
import { createMatchIndex } from './match-index.js';

/** An end in short: `matched <track>`, `review`, `missing`. */
export interface Ended {
  readonly kind: MatchOutcome['kind'];
  readonly libraryTrackId: string | null;
  readonly rule: string;
}

export interface ChangedDecision {
  readonly wantedRecordingId: WantedRecordingId;
  readonly title: string;
  readonly artists: readonly string[];
  readonly decidedAt: string;
  /** The engine that decided then. */
  readonly engineVersion: string;
  readonly was: Ended;
  readonly would: Ended;
}

export interface WhatIf {
  /** Decisions of the engine in the log; what a person said is not asked again. */
  readonly decisions: number;
  readonly changed: readonly ChangedDecision[];
}

/** Judges every stored decision of the engine again, at its place in the log and with these limits. Stores nothing. */
export async function whatIf(store: Pick<EventStore, 'readAll'>, limits: Partial<MatchLimits>): Promise<WhatIf> {
  const matchIndex = createMatchIndex(limits);
  const names = new Map<WantedRecordingId, { title: string; artists: readonly string[] }>();
  const changed: ChangedDecision[] = [];
  let decisions = 0;
  for await (const commit of store.readAll(null))
    for (const envelope of commit.events) {
      const event = published(envelope);
      if (event.type === 'RecordingWanted' || event.type === 'DescriptionEnriched')
        names.set(event.data.wantedRecordingId, summaryOf(event.data.recording));
      if (event.type === 'RecordingMatched' || event.type === 'RecordingMissing' || event.type === 'MatchNeedsReview') {
        decisions += 1;
        const { wantedRecordingId, rule, engineVersion, decidedAt } = event.data;
        const was: Ended =
          event.type === 'RecordingMatched'
            ? { kind: 'matched', libraryTrackId: event.data.libraryTrackId, rule }
            : { kind: event.type === 'RecordingMissing' ? 'missing' : 'review', libraryTrackId: null, rule };
        const would = ended(matchIndex.judge(wantedRecordingId));
        const { title = '', artists = [] } = names.get(wantedRecordingId) ?? {};
        if (would && (would.kind !== was.kind || would.libraryTrackId !== was.libraryTrackId))
          changed.push({ wantedRecordingId, title, artists, decidedAt, engineVersion, was, would });
      }
      matchIndex.take(envelope);
    }
  return { decisions, changed };
}

const ended = (outcome: MatchOutcome | null): Ended | null =>
  outcome && {
    kind: outcome.kind,
    libraryTrackId: outcome.kind === 'matched' ? outcome.libraryTrackId : null,
    rule: outcome.rule,
  };
