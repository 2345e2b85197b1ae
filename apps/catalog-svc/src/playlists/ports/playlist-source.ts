import type { EntryKind, PlaylistUnreachableCause, RecordingDescription } from '@soulsync/contracts';

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

export interface PlaylistRead extends PlaylistProbe {
  /** All of them: a read that could not be completed throws. */
  readonly entries: readonly SourceEntry[];
}

/** Where playlists come from. Throws `SourceTrouble` when the playlist could not be read; never answers an empty list instead. */
export interface PlaylistSource {
  probe(sourceRef: string): Promise<PlaylistProbe>;
  read(sourceRef: string): Promise<PlaylistRead>;
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
