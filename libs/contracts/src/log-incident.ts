import type { Params } from './timeline.js';

/** The log was not the one a service had read: made anew, set back, gone on otherwise, or with a hole in it. Answer of `rpc.<service>.admin.log-incidents`. */
export interface LogIncident {
  readonly id: string;
  readonly foundAt: string;
  readonly kind: 'made-anew' | 'ends-early' | 'other-commits' | 'hole';
  /** The newest place known of which the log and the reader say the same; null: none. */
  readonly agreedPosition: string | null;
  readonly agreedAt: string | null;
  /** How far the service had read, and the time of what stood there. */
  readonly readPosition: string;
  readonly readAt: string | null;
  /** The log's end as it was found; null: it was empty. */
  readonly endPosition: string | null;
  /** Commits. */
  readonly lostAtLeast: number;
  readonly lostAtMost: number;
  readonly lost: LostEvents;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
}

/** What read models still knew of lost events. */
export interface LostEvents {
  readonly total: number;
  readonly byType: Readonly<Record<string, number>>;
  /** The newest, what people did before what followed from it. */
  readonly listed: readonly LostEvent[];
}

export interface LostEvent {
  readonly at: string;
  readonly actor: string;
  readonly type: string;
  readonly subjectType: string;
  readonly subjectId: string;
  /** What the words of its type are made with; null: it was known by its text alone, as in incidents of before. */
  readonly params?: Params | null;
  readonly text?: string | null;
}
