import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { mirrorModes } from '../plex/mirrored-playlist.js';
import type { MirrorMode, MirrorRefusal, NotPlacedReason } from '../plex/mirrored-playlist.js';

const refusals: readonly MirrorRefusal[] = ['would-be-empty', 'would-shrink', 'smart', 'read-only', 'several-of-that-title', 'gone'];
const reasons: readonly NotPlacedReason[] = [
  'not-a-recording',
  'not-compared-yet',
  'needs-review',
  'missing',
  'rejected',
  'left-the-library',
  'not-on-this-server',
  'not-taken-by-server',
];

export const mirrorStates = ['waiting', 'writing', 'in-step', 'refused', 'restoring', 'resting', 'off'] as const;

/** A followed playlist kept on a media server. */
export class PlaylistMirror {
  @ApiProperty({ description: '`<playlist id>-<server>`' }) id: string;
  @ApiProperty() playlistId: string;
  @ApiProperty({ type: String, nullable: true }) playlistName: string | null;
  @ApiProperty({ enum: ['plex', 'subsonic', 'jellyfin'] }) server: string;
  @ApiProperty({ enum: mirrorModes }) mode: MirrorMode;
  @ApiProperty({ enum: mirrorStates, description: 'waiting: it has not run to its end yet; resting: restored by a person, until resumed' })
  state: (typeof mirrorStates)[number];
  @ApiProperty({ type: String, nullable: true, description: "the server's own key of the list; null: none yet" }) serverPlaylistKey:
    string | null;
  @ApiProperty({ enum: refusals, nullable: true }) refusal: MirrorRefusal | null;
  @ApiProperty({ type: String, nullable: true, description: 'in words' }) refusalDetail: string | null;
  @ApiProperty({ description: 'by the last run that wrote something' }) added: number;
  @ApiProperty() removed: number;
  @ApiProperty() moved: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) writtenAt: string | null;
  @ApiProperty({ description: 'entries on the server, those of other hands included' }) count: number;
  @ApiProperty({ description: 'entries without a place there; `mirror-gaps` names them' }) notPlacedCount: number;
  @ApiProperty({ format: 'date-time' }) enabledAt: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'when it was last compared with the server' }) ranAt:
    string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why the last run did not end; it is tried again' }) problem: string | null;
  @ApiProperty({ description: 'a person asked for a run that has not ended yet' }) asked: boolean;
}

/** An entry of a mirrored playlist that has no place on the server. */
export class MirrorGap {
  @ApiProperty() id: string;
  @ApiProperty() mirrorId: string;
  @ApiProperty() playlistId: string;
  @ApiProperty() entryId: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: readonly string[];
  @ApiProperty({ enum: reasons }) reason: NotPlacedReason;
  @ApiProperty({ type: Number, nullable: true, description: '1-based place in the playlist' }) position: number | null;
}

/** What a list on the server held before it was written to. */
export class MirrorBackup {
  @ApiProperty() id: string;
  @ApiProperty() mirrorId: string;
  @ApiProperty() playlistId: string;
  @ApiProperty() server: string;
  @ApiProperty() serverPlaylistKey: string;
  @ApiProperty() title: string;
  @ApiProperty() count: number;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class MirrorPlaylist {
  @ApiPropertyOptional({ enum: mirrorModes, default: 'append', description: 'append keeps what other hands put onto the list' })
  @IsOptional()
  @IsIn(mirrorModes)
  mode?: MirrorMode;
  @ApiPropertyOptional({ enum: ['plex', 'subsonic', 'jellyfin'], description: 'default: the first server that keeps playlists' })
  @IsOptional()
  @IsIn(['plex', 'subsonic', 'jellyfin'])
  server?: string;
  @ApiPropertyOptional({ description: 'the list to take; default: the one of the same title, else a new one' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(/^[\w.:-]+$/, { message: 'is no key of a playlist' })
  serverPlaylistKey?: string;
}

export class RunMirror {
  @ApiPropertyOptional({ default: false, description: 'true: only answers what would be done' })
  @IsOptional()
  @IsBoolean()
  dryRun?: boolean;
  @ApiPropertyOptional({ enum: ['plex', 'subsonic', 'jellyfin'] }) @IsOptional() @IsIn(['plex', 'subsonic', 'jellyfin']) server?: string;
  @ApiPropertyOptional({ enum: mirrorModes, description: 'of a dry run' }) @IsOptional() @IsIn(mirrorModes) mode?: MirrorMode;
}

export class MirrorName {
  @ApiProperty() title: string;
  @ApiProperty() artist: string;
}

export class UnplacedName extends MirrorName {
  @ApiProperty({ enum: reasons }) reason: NotPlacedReason;
}

/** What a run would do. Counts are whole; of the names the first 300 are told. */
export class MirrorPreview {
  @ApiProperty() mirrorId: string;
  @ApiProperty() server: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: a list would be made' }) serverPlaylistKey: string | null;
  @ApiProperty() title: string;
  @ApiProperty({ description: 'entries on the server after it' }) count: number;
  @ApiProperty() addedCount: number;
  @ApiProperty() removedCount: number;
  @ApiProperty() movedCount: number;
  @ApiProperty() notPlacedCount: number;
  @ApiProperty({ type: [MirrorName] }) added: readonly MirrorName[];
  @ApiProperty({ type: [MirrorName] }) removed: readonly MirrorName[];
  @ApiProperty({ type: [MirrorName] }) moved: readonly MirrorName[];
  @ApiProperty({ type: [UnplacedName] }) notPlaced: readonly UnplacedName[];
  @ApiProperty({ type: Object, nullable: true, description: 'why it would be refused: {cause, detail}' })
  refusal: { readonly cause: MirrorRefusal; readonly detail: string } | null;
}
