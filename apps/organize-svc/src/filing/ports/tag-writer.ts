import type { RecordingDescription } from '@soulsync/contracts';

/** Writes what is known of a recording into the file itself; what is unknown stays as it is, and so does the music. */
export interface TagWriter {
  /** Throws ENOSPC before anything is cut short. */
  writeTags(path: string, recording: RecordingDescription, cover: Buffer | null): void;
}
