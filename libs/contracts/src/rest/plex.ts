import { ApiProperty } from '@nestjs/swagger';
import type { UnreadFile } from '../plex/library.js';

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
  @ApiProperty() albums: number;
  @ApiProperty() tracks: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'end of the last complete sweep' }) lastCompleteSweepAt:
    string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) sweepStartedAt: string | null;
  @ApiProperty({ type: [Object], description: 'files and folders that could not be taken in, each with its reason; the first 200' })
  unread: UnreadFile[];
  @ApiProperty({ description: 'how many there are in all' }) unreadCount: number;
}
