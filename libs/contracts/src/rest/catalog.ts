import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { entryStates } from '../recording.js';
import type { EntryState } from '../recording.js';
import type { EntryKind, PlaylistSourceKind, PlaylistUnreachableCause } from '../catalog/followed-playlist.js';
import type { Origin } from '../catalog/origin.js';
import type { Params } from '../timeline.js';
import type { EntryReason } from '../reason-codes.js';

export const playlistStatuses = ['following', 'unreachable', 'unfollowed'] as const;
export const acquisitionStages = ['searching', 'transferring', 'checking', 'indexing'] as const;

export class Playlist {
  @ApiProperty({ example: '0a6f4f2e-6c6c-5b0e-9a39-0d4b3d1a1c11' }) id: string;
  @ApiProperty({ example: 'Night drive' }) name: string;
  @ApiProperty({ enum: ['spotify', 'csv'] }) source: PlaylistSourceKind;
  @ApiProperty({ description: "Spotify's id or the imported file's name" }) sourceRef: string;
  @ApiProperty({ description: 'false while the first sync waits for a person to start it' }) started: boolean;
  @ApiProperty({ enum: playlistStatuses }) status: (typeof playlistStatuses)[number];
  @ApiProperty({ description: 'it is not read and wants nothing new; what it wanted stays wanted' }) paused: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'null: a file, which is read when it is imported' })
  refreshEveryMinutes: number | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'why it could not be read: forbidden, gone, sign-in-needed, app-refused, rate-limited, unavailable, incomplete-read, shrink-unconfirmed, other-account',
  })
  problem: PlaylistUnreachableCause | null;
  @ApiProperty() entryCount: number;
  @ApiProperty() owned: number;
  @ApiProperty() filed: number;
  @ApiProperty() review: number;
  @ApiProperty() missing: number;
  @ApiProperty() acquiring: number;
  @ApiProperty() wished: number;
  @ApiProperty() ignored: number;
  @ApiProperty({ description: 'not compared with the library yet' }) pending: number;
  @ApiProperty({ description: 'entries that are no recordings' }) notRecordings: number;
  @ApiProperty({ description: 'ignored, not compared yet, and no recordings, together' }) other: number;
  @ApiProperty({ type: Number, nullable: true, description: 'rows of the file that is being imported; null: none is' }) importRows:
    number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'how many of them are entries by now' }) importStored: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'why the import does not go on' }) importProblem: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) lastReadAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) nextReadAt: string | null;
  @ApiProperty({ format: 'date-time' }) followedAt: string;
}

/** A track of the library, with its file as its server describes it; a fact of this track that is not known is null. */
export class MatchedTrack {
  @ApiProperty() title: string;
  @ApiProperty() artist: string;
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({ type: Number, nullable: true }) durationMs: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'relative to the music folder' }) path: string | null;
  @ApiProperty({ type: String, nullable: true }) format: string | null;
  @ApiProperty({ type: Number, nullable: true }) bitrateKbps: number | null;
  @ApiProperty({ type: Number, nullable: true }) sampleRateHz: number | null;
  @ApiProperty({ type: Number, nullable: true }) bitDepth: number | null;
  @ApiProperty({ type: Number, nullable: true }) sizeBytes: number | null;
  @ApiProperty({ description: 'of library-albums' }) libraryAlbumId: string;
}

export class PlaylistEntry {
  @ApiProperty() id: string;
  @ApiProperty() playlistId: string;
  @ApiProperty({ description: '1-based place in the playlist' }) position: number;
  @ApiProperty({ enum: ['track', 'local', 'episode', 'unavailable'] }) kind: EntryKind;
  @ApiProperty({ type: String, nullable: true }) wantedRecordingId: string | null;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: readonly string[];
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'YYYY, YYYY-MM or YYYY-MM-DD' }) releaseDate: string | null;
  @ApiProperty({ type: Number, nullable: true }) durationMs: number | null;
  @ApiProperty({ type: String, nullable: true }) isrc: string | null;
  @ApiProperty({ type: String, nullable: true }) uri: string | null;
  @ApiProperty({ enum: entryStates }) state: EntryState;
  @ApiProperty({ enum: acquisitionStages, nullable: true, description: 'only while acquiring' })
  stage: (typeof acquisitionStages)[number] | null;
  @ApiProperty({ type: String, description: 'stable cause code of the state' }) reason: EntryReason;
  @ApiProperty({ type: Number, nullable: true }) confidence: number | null;
  @ApiProperty({ type: String, nullable: true }) libraryTrackId: string | null;
  @ApiProperty({ type: MatchedTrack, nullable: true, description: 'what it was matched with; null: nothing, or the library is being read' })
  matched: MatchedTrack | null;
  @ApiProperty({ type: Number, nullable: true, description: 'tracks to decide between; null: nothing is to be decided' })
  candidates: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'relative to the music folder' }) path: string | null;
}

/** Who asks for a recording. */
export class WantedBy {
  @ApiProperty({ enum: ['playlist', 'artist', 'album', 'search', 'person', 'import'] }) kind: Origin['kind'];
  @ApiProperty({ type: String, nullable: true, description: 'of a playlist' }) playlistId: string | null;
  @ApiProperty({ type: String, nullable: true, description: "the playlist's" }) name: string | null;
  @ApiProperty({ description: 'it lets the recording be fetched' }) released: boolean;
}

/** A recording that is or was wanted, and how it stands. */
export class Recording {
  @ApiProperty() id: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: readonly string[];
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'YYYY, YYYY-MM or YYYY-MM-DD' }) releaseDate: string | null;
  @ApiProperty({ type: Number, nullable: true }) durationMs: number | null;
  @ApiProperty({ type: String, nullable: true }) isrc: string | null;
  @ApiProperty({ enum: entryStates }) state: EntryState;
  @ApiProperty({ enum: acquisitionStages, nullable: true, description: 'only while acquiring' })
  stage: (typeof acquisitionStages)[number] | null;
  @ApiProperty({ type: String, description: 'stable cause code of the state' }) reason: EntryReason;
  @ApiProperty({ type: Number, nullable: true }) confidence: number | null;
  @ApiProperty({ type: String, nullable: true }) libraryTrackId: string | null;
  @ApiProperty({ type: MatchedTrack, nullable: true }) matched: MatchedTrack | null;
  @ApiProperty({ type: Number, nullable: true }) candidates: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'relative to the music folder' }) path: string | null;
  @ApiProperty({ type: [WantedBy] }) wantedBy: readonly WantedBy[];
}

export class RecordingTimelineItem {
  @ApiProperty({ description: 'of the event' }) id: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'event type; the code that the console has words for' }) type: string;
  @ApiProperty({ type: Object, description: 'what its words are made with' }) params: Params;
  @ApiProperty({ description: 'account:<name>, process:<name> or schedule:<name>' }) by: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'the item before that led to it; null: a person, a schedule, or something that is none of its own',
  })
  causeId: string | null;
}

/** Minutes between two reads of a playlist: 31 days at most. */
export const REFRESH_MINUTES = { min: 5, max: 44_640 } as const;

const outOfBounds = `must be a whole number of minutes from ${REFRESH_MINUTES.min} to ${REFRESH_MINUTES.max} (31 days)`;

/** A file that holds several playlists becomes one of all, or each of them. */
export const listsOfFile = ['together', 'apart'] as const;
export type ListsOfFile = (typeof listsOfFile)[number];

/** Either `url` (or id) of a Spotify playlist, or `csv` with its `fileName`. */
export class FollowPlaylist {
  @ApiProperty({ enum: ['spotify', 'csv'], example: 'spotify' }) @IsIn(['spotify', 'csv']) source: PlaylistSourceKind;
  @ApiPropertyOptional({ example: 'https://open.spotify.com/playlist/4aPlaylistExample00001' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  url?: string;
  @ApiPropertyOptional({
    description: "a small file's text; larger ones, and those whose encoding is not known, are uploaded to /playlists/import as they are",
  })
  @IsOptional()
  @IsString()
  @MaxLength(1_000_000)
  csv?: string;
  @ApiPropertyOptional({ description: 'an imported playlist whose entries `csv` replaces; without it a new playlist is followed' })
  @IsOptional()
  @IsUUID()
  playlistId?: string;
  @ApiPropertyOptional({ example: 'night_drive.csv' }) @IsOptional() @IsString() @MinLength(1) @MaxLength(255) fileName?: string;
  @ApiPropertyOptional({ enum: listsOfFile, default: 'together', description: 'as of /playlists/import' })
  @IsOptional()
  @IsIn(listsOfFile)
  lists?: ListsOfFile;
  @ApiPropertyOptional({ enum: ['ask', 'now'], default: 'ask', description: 'ask: the first sync is a dry run' })
  @IsOptional()
  @IsIn(['ask', 'now'])
  start?: 'ask' | 'now';
  @ApiPropertyOptional({ default: 360 })
  @IsOptional()
  @IsInt()
  @Min(REFRESH_MINUTES.min, { message: outOfBounds })
  @Max(REFRESH_MINUTES.max, { message: outOfBounds })
  refreshEveryMinutes?: number;
}

export class ChangePlaylistOptions {
  @ApiProperty({ example: 360, minimum: REFRESH_MINUTES.min, maximum: REFRESH_MINUTES.max })
  @IsInt({ message: outOfBounds })
  @Min(REFRESH_MINUTES.min, { message: outOfBounds })
  @Max(REFRESH_MINUTES.max, { message: outOfBounds })
  refreshEveryMinutes: number;
}

/** What unfollowing a playlist would do. */
export class UnfollowPreview {
  @ApiProperty({ description: 'recordings that the playlist wants' }) recordings: number;
  @ApiProperty({ description: 'those of them that nothing else wants' }) stopBeingWanted: number;
  @ApiProperty({ description: 'those of the latter that are being fetched or wait for it: this ends' }) underWay: number;
}

/** What goes with an uploaded file. */
export class ImportPlaylist {
  @ApiProperty({ example: 'night_drive.csv' }) @IsString() @MinLength(1) @MaxLength(255) fileName: string;
  @ApiPropertyOptional({ description: 'an imported playlist whose entries are replaced; without it a new playlist is followed' })
  @IsOptional()
  @IsUUID()
  playlistId?: string;
  @ApiPropertyOptional({ enum: ['ask', 'now'], default: 'ask', description: 'ask: the first sync is a dry run' })
  @IsOptional()
  @IsIn(['ask', 'now'])
  start?: 'ask' | 'now';
  @ApiPropertyOptional({
    enum: listsOfFile,
    default: 'together',
    description: 'apart: where the file names several playlists, each becomes one of its own',
  })
  @IsOptional()
  @IsIn(listsOfFile)
  lists?: ListsOfFile;
}

/** The same between services: the file is fetched from whoever holds it. */
export class ImportUploadedPlaylist extends ImportPlaylist {
  @IsUUID() uploadId: string;
}

export class MergeRecordings {
  @ApiProperty({ description: 'the recording that takes its place' }) @IsUUID() into: string;
}

export class SplitRecording {
  @ApiProperty({
    type: [String],
    example: ['spotify:track:4uLU6hMCjMI75M1A2tKUQC'],
    description: 'addresses at sources, `isrc:…`, `mbid:…`',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  identifiers: string[];
}
