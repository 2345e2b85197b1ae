import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, MinLength } from 'class-validator';
import { entryStates } from '../recording.js';
import type { EntryState } from '../recording.js';
import type { EntryKind, PlaylistSourceKind } from '../catalog/followed-playlist.js';

export class Playlist {
  @ApiProperty({ example: '0a6f4f2e-6c6c-5b0e-9a39-0d4b3d1a1c11' }) id: string;
  @ApiProperty({ example: 'Night drive' }) name: string;
  @ApiProperty({ enum: ['spotify', 'csv'] }) source: PlaylistSourceKind;
  @ApiProperty({ description: "Spotify's id or the imported file's name" }) sourceRef: string;
  @ApiProperty({ description: 'false while the first sync waits for a person to start it' }) started: boolean;
  @ApiProperty({ enum: ['following', 'unreachable', 'unfollowed'] }) status: string;
  @ApiProperty({ type: String, nullable: true, description: 'why it could not be read, in words' }) problem: string | null;
  @ApiProperty() entryCount: number;
  @ApiProperty() owned: number;
  @ApiProperty() filed: number;
  @ApiProperty() review: number;
  @ApiProperty() missing: number;
  @ApiProperty() acquiring: number;
  @ApiProperty() wished: number;
  @ApiProperty() other: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) lastReadAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) nextReadAt: string | null;
  @ApiProperty({ format: 'date-time' }) followedAt: string;
}

export class PlaylistEntry {
  @ApiProperty() id: string;
  @ApiProperty() playlistId: string;
  @ApiProperty({ description: '1-based place in the playlist' }) position: number;
  @ApiProperty({ enum: ['track', 'local', 'episode', 'unavailable'] }) kind: EntryKind;
  @ApiProperty({ type: String, nullable: true }) wantedRecordingId: string | null;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: string[];
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({ type: Number, nullable: true }) durationMs: number | null;
  @ApiProperty({ type: String, nullable: true }) isrc: string | null;
  @ApiProperty({ type: String, nullable: true }) uri: string | null;
  @ApiProperty({ enum: entryStates }) state: EntryState;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'stage of an acquisition: searching, transferring, checking, filing, indexing',
  })
  stage: string | null;
  @ApiProperty({ description: 'stable cause code of the state' }) reason: string;
  @ApiProperty({ type: Number, nullable: true }) confidence: number | null;
  @ApiProperty({ type: String, nullable: true }) libraryTrackId: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'relative to the music folder' }) path: string | null;
}

/** Either `url` (or id) of a Spotify playlist, or `csv` with its `fileName`. */
export class FollowPlaylist {
  @ApiProperty({ enum: ['spotify', 'csv'], example: 'spotify' }) @IsIn(['spotify', 'csv']) source: PlaylistSourceKind;
  @ApiPropertyOptional({ example: 'https://open.spotify.com/playlist/4aPlaylistExample00001' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  url?: string;
  @ApiPropertyOptional({ description: "a small file's text; larger ones are uploaded to /playlists/import" })
  @IsOptional()
  @IsString()
  @MaxLength(1_000_000)
  csv?: string;
  @ApiPropertyOptional({ example: 'night_drive.csv' }) @IsOptional() @IsString() @MinLength(1) @MaxLength(255) fileName?: string;
  @ApiPropertyOptional({ enum: ['ask', 'now'], default: 'ask', description: 'ask: the first sync is a dry run' })
  @IsOptional()
  @IsIn(['ask', 'now'])
  start?: 'ask' | 'now';
  @ApiPropertyOptional({ default: 360 }) @IsOptional() @IsInt() @Min(5) @Max(44_640) refreshEveryMinutes?: number;
}

/** What goes with an uploaded file. */
export class ImportPlaylist {
  @ApiProperty({ example: 'night_drive.csv' }) @IsString() @MinLength(1) @MaxLength(255) fileName: string;
  @ApiPropertyOptional({ enum: ['ask', 'now'], default: 'ask', description: 'ask: the first sync is a dry run' })
  @IsOptional()
  @IsIn(['ask', 'now'])
  start?: 'ask' | 'now';
}

/** The same between services: the file is fetched from whoever holds it. */
export class ImportUploadedPlaylist extends ImportPlaylist {
  @IsUUID() uploadId: string;
}
