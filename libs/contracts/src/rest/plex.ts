import { ApiProperty } from '@nestjs/swagger';
import type { SuspectedLoss, UnreadFile } from '../plex/library.js';

export class LibraryTrack {
  @ApiProperty() id: string;
  @ApiProperty() title: string;
  @ApiProperty() artist: string;
  @ApiProperty({ type: String, nullable: true }) albumArtist: string | null;
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({ type: Number, nullable: true }) discNumber: number | null;
  @ApiProperty({ type: Number, nullable: true }) trackNumber: number | null;
  @ApiProperty({ type: Number, nullable: true }) durationMs: number | null;
  @ApiProperty({ type: String, nullable: true }) format: string | null;
  @ApiProperty({ type: Number, nullable: true }) bitrateKbps: number | null;
  @ApiProperty({ type: Number, nullable: true }) sizeBytes: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'relative to the music folder' }) path: string | null;
  @ApiProperty({ format: 'date-time' }) indexedAt: string;
}

export class LibraryScan {
  @ApiProperty() id: string;
  @ApiProperty() folder: string;
  @ApiProperty({ enum: ['requested', 'started', 'finished', 'failed'] }) state: string;
  @ApiProperty() files: number;
  @ApiProperty() indexed: number;
  @ApiProperty({ type: String, nullable: true }) problem: string | null;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
}

/** One row a server section; a half-read library must not look like a small one. */
export class LibraryMirror {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true, enum: ['folder', 'plex', 'subsonic', 'jellyfin'] }) server: string | null;
  @ApiProperty({ type: String, nullable: true }) serverName: string | null;
  @ApiProperty({ type: String, nullable: true, description: "the library's own name" }) title: string | null;
  @ApiProperty() albums: number;
  @ApiProperty() tracks: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'end of the last complete sweep' }) lastCompleteSweepAt:
    string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) sweepStartedAt: string | null;
  @ApiProperty({ description: 'tracks the last complete sweep missed for the first time' }) missed: number;
  @ApiProperty({ description: 'tracks the last complete sweep took off' }) removed: number;
  @ApiProperty({ type: Object, nullable: true, description: 'so much is missing at once that a person is asked: {folder, missing, of}' })
  loss: SuspectedLoss | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'when the server was last asked' }) lookedAt:
    string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why the server could not be asked; null: it could' }) problem: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'tracks read by the sweep that runs now' }) sweepDone: number | null;
  @ApiProperty({ type: Number, nullable: true }) sweepTotal: number | null;
  @ApiProperty({ type: [Object], description: 'files and folders that could not be taken in, each with its reason; the first 200' })
  unread: UnreadFile[];
  @ApiProperty({ description: 'how many there are in all' }) unreadCount: number;
}

/** Do a server's paths and ours mean the same files? */
export class PathProofRow {
  @ApiProperty({ enum: ['folder', 'plex', 'subsonic', 'jellyfin'] }) server: string;
  @ApiProperty({ enum: ['proven', 'guessed', 'unproven', 'nothing-to-prove'] }) state: string;
  @ApiProperty({ description: 'files of the server found here' }) seen: number;
  @ApiProperty({ description: 'files looked for' }) of: number;
  @ApiProperty({ type: [Object], description: '{server, local}: a folder as the server names it, and as we do' }) pairs: object[];
  @ApiProperty({ type: Object, nullable: true, description: '{server, ours}' }) example: object | null;
  @ApiProperty({ type: String, nullable: true }) advice: string | null;
}
