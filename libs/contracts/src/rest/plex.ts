import { ApiProperty } from '@nestjs/swagger';
import type { IndexedFile, SuspectedLoss, UnreadFile } from '../plex/library.js';
import type { ReasonCodes } from '../reason-codes.js';

export const duplicateKinds = ['same-file-twice-on-album', 'same-recording-elsewhere'] as const;
export const libraryScanStates = ['requested', 'started', 'finished', 'failed'] as const;

export class LibraryTrack {
  @ApiProperty() id: string;
  @ApiProperty() title: string;
  @ApiProperty() artist: string;
  @ApiProperty({ type: String, nullable: true }) albumArtist: string | null;
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({ description: 'of library-albums' }) libraryAlbumId: string;
  @ApiProperty({ type: String, nullable: true, description: 'of library-mirrors' }) libraryId: string | null;
  @ApiProperty({ type: Number, nullable: true }) year: number | null;
  @ApiProperty({ type: Number, nullable: true }) discNumber: number | null;
  @ApiProperty({ type: Number, nullable: true }) trackNumber: number | null;
  @ApiProperty({ type: Number, nullable: true }) durationMs: number | null;
  @ApiProperty({ type: String, nullable: true }) format: string | null;
  @ApiProperty({ type: Number, nullable: true }) bitrateKbps: number | null;
  @ApiProperty({ type: Number, nullable: true }) sampleRateHz: number | null;
  @ApiProperty({ type: Number, nullable: true }) bitDepth: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'kbps of an MP3 that is as good; 10000: lossless; null: not known' }) quality:
    number | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'less than SOULSYNC_LIBRARY_PROFILE; null: not known' }) belowProfile:
    boolean | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'does its album show a picture? null: not known' }) hasArt: boolean | null;
  @ApiProperty({ description: 'its file is one we filed' }) placedByUs: boolean;
  @ApiProperty({ description: 'the same recording is in this library more than once' }) duplicate: boolean;
  @ApiProperty({ enum: duplicateKinds, nullable: true }) copies: (typeof duplicateKinds)[number] | null;
  @ApiProperty({ description: 'the last complete full sync did not show it' }) missed: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'several, as a file may bear, are joined by `;`' }) isrc: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'MusicBrainz recording' }) mbid: string | null;
  @ApiProperty({ type: [Object], description: 'files of the same track beside the best one' }) otherFiles: readonly IndexedFile[];
  @ApiProperty({ type: Number, nullable: true }) sizeBytes: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'relative to the music folder' }) path: string | null;
  @ApiProperty({ format: 'date-time' }) indexedAt: string;
}

export class LibraryAlbum {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true, description: 'of library-mirrors' }) libraryId: string | null;
  @ApiProperty() title: string;
  @ApiProperty() artist: string;
  @ApiProperty({ description: 'of library-artists' }) artistId: string;
  @ApiProperty({ type: Number, nullable: true }) year: number | null;
  @ApiProperty() tracks: number;
  @ApiProperty() durationMs: number;
  @ApiProperty({ type: Boolean, nullable: true, description: 'null: not known' }) hasArt: boolean | null;
  @ApiProperty({ type: [String] }) formats: readonly string[];
  @ApiProperty({ type: Number, nullable: true, description: 'as `quality` of a track' }) worstQuality: number | null;
  @ApiProperty({ type: Number, nullable: true }) bestQuality: number | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'one of its tracks is; null: not known of any' }) belowProfile: boolean | null;
  @ApiProperty({ description: 'tracks the last complete full sync did not show' }) missed: number;
  @ApiProperty({ description: 'tracks that are in this library more than once' }) copies: number;
  @ApiProperty({ description: 'tracks whose files we filed' }) placed: number;
  @ApiProperty({ format: 'date-time', description: 'when the first of its tracks came' }) indexedAt: string;
}

/** Artists that albums are filed under; guests and the artists of a compilation's tracks are found among the tracks. */
export class LibraryArtist {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() albums: number;
  @ApiProperty() tracks: number;
  @ApiProperty() durationMs: number;
  @ApiProperty() albumsWithoutArt: number;
  @ApiProperty() albumsBelowProfile: number;
  @ApiProperty({ description: 'tracks the last complete full sync did not show' }) missed: number;
  @ApiProperty({ format: 'date-time' }) indexedAt: string;
}

export class LibraryScan {
  @ApiProperty() id: string;
  @ApiProperty() folder: string;
  @ApiProperty({ enum: libraryScanStates }) state: (typeof libraryScanStates)[number];
  @ApiProperty() files: number;
  @ApiProperty() indexed: number;
  @ApiProperty({ type: String, nullable: true, enum: ['not-seen-by-server'] }) problem: ReasonCodes['scan'] | null;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
}

/** One row a server section; a half-read library must not look like a small one. */
export class LibraryMirror {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true, enum: ['folder', 'plex', 'subsonic', 'jellyfin'] }) server: string | null;
  @ApiProperty({ type: String, nullable: true }) serverName: string | null;
  @ApiProperty({ type: String, nullable: true, description: "the library's own name" }) title: string | null;
  @ApiProperty({ description: 'at the end of the last complete full sync' }) albums: number;
  @ApiProperty({ description: 'at the end of the last complete full sync' }) tracks: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'end of the last complete full sync' })
  lastCompleteSweepAt: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) sweepStartedAt: string | null;
  @ApiProperty({ description: 'tracks the last complete full sync missed for the first time' }) missed: number;
  @ApiProperty({ description: 'tracks the last complete full sync took off' }) removed: number;
  @ApiProperty({ type: Object, nullable: true, description: 'so much is missing at once that a person is asked: {folder, missing, of}' })
  loss: SuspectedLoss | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'when the server was last asked' }) lookedAt:
    string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why the server could not be asked; null: it could' }) problem: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'tracks read by the full sync that runs now' }) sweepDone: number | null;
  @ApiProperty({ type: Number, nullable: true }) sweepTotal: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'the lag: seconds since the server was last asked' }) lookedSecondsAgo:
    number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'seconds since it was last read to the end' }) sweptSecondsAgo: number | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'when it is read next, where that is sooner than usual' })
  sweepDueAt: string | null;
  @ApiProperty({ description: 'albums that are listed now' }) albumsStored: number;
  @ApiProperty({ description: 'tracks that are stored now; grows while a full sync runs' }) tracksStored: number;
  @ApiProperty({ description: 'tracks among them that the last complete full sync did not show' }) missedNow: number;
  @ApiProperty({ type: [String], description: 'codes of health-issues that concern this library' }) healthIssues: readonly string[];
  @ApiProperty({
    type: [Object],
    description: 'files and folders that could not be taken in, or not in full, each with its reason; the first 200',
  })
  unread: readonly UnreadFile[];
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
  @ApiProperty({ type: String, nullable: true, enum: ['map-does-not-fit', 'nothing-found'], description: 'of unproven' }) cause:
    string | null;
  @ApiProperty({ description: 'below which our files are' }) musicDir: string;
}
