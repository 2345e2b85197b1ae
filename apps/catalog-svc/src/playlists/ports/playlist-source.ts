import type { EntryKind, Instant, PlaylistUnreachableCause, RecordingDescription } from '@soulsync/contracts';

/** An entry as its source lists it, in playlist order. */
export interface SourceEntry {
  readonly kind: EntryKind;
  readonly recording: RecordingDescription;
  readonly addedAt: string | null;
}

export interface PlaylistProbe {
  readonly name: string;
  /** Equal means unchanged; different means look. null: the source has none. */
  readonly snapshotId: string | null;
}

/** Why it is looked at: where several are due, one question may answer for all of them. */
export interface DuePlaylists {
  /** What was seen after this tells how it stands. */
  readonly since: Instant;
  /** That are due now, with this one. */
  readonly playlists: number;
}

export interface PlaylistRead extends PlaylistProbe {
  /** All of them: a read that could not be completed throws. */
  readonly entries: readonly SourceEntry[];
}

/** Where playlists come from. Throws `SourceTrouble` when the playlist could not be read; never answers an empty list instead. */
export interface PlaylistSource {
  /** `known`, here and below: the snapshot it was last read at, which says whose it was; null: it was never read. */
  probe(sourceRef: string, due?: DuePlaylists, known?: string | null): Promise<PlaylistProbe>;
  read(sourceRef: string, known?: string | null): Promise<PlaylistRead>;
  /** Why this one can't be read as things are now, for whoever wants to follow it; null: nothing that is known before it is tried. */
  obstacle?(sourceRef: string): string | null;
}

export class SourceTrouble extends Error {
  constructor(
    readonly reason: PlaylistUnreachableCause,
    message: string,
    /** When trying again makes sense; null: the usual schedule. */
    readonly retryAfterMs: number | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SourceTrouble';
  }
}
