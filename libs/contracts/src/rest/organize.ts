import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { folderNames } from '../organize/folder.js';
import type { FolderName, FolderProblem, FolderReport } from '../organize/folder.js';
import type { FileRefusalCode, FilingFailure } from '../organize/filing.js';
import type { AudioQuality } from '../recording.js';
import type { Params } from '../timeline.js';

export const filingStates = ['started', 'verified', 'tagged', 'published', 'refused', 'quarantined', 'failed'] as const;

/** Why a file was refused or could not be filed. */
export interface FilingReason {
  readonly code: FileRefusalCode | FilingFailure;
  readonly params: Params;
}

export class Filing {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true, description: 'null: it is no download' }) acquisitionId: string | null;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: readonly string[];
  @ApiProperty({ enum: filingStates }) state: (typeof filingStates)[number];
  @ApiProperty({ type: String, nullable: true, description: 'relative to the music (or quarantine) folder' }) path: string | null;
  @ApiProperty({ type: Object, nullable: true }) quality: AudioQuality | null;
  @ApiProperty({ type: [Object] }) reasons: readonly FilingReason[];
  @ApiProperty({ description: 'peer and file it came from' }) source: string;
  @ApiProperty({ description: 'published, and staging and download are cleared away' }) tidied: boolean;
  @ApiProperty({ format: 'date-time' }) startedAt: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export class Folder implements FolderReport {
  @ApiProperty({ enum: folderNames }) name: FolderName;
  @ApiProperty({ type: String, nullable: true, description: 'null: none is set' }) path: string | null;
  @ApiProperty() exists: boolean;
  @ApiProperty() writable: boolean;
  @ApiProperty({ type: Number, nullable: true, description: 'whom we write as' }) uid: number | null;
  @ApiProperty({ type: Number, nullable: true }) gid: number | null;
  @ApiProperty({ type: Number, nullable: true }) freeBytes: number | null;
  @ApiProperty({ type: Number, nullable: true }) totalBytes: number | null;
  @ApiProperty({ enum: folderNames, nullable: true, description: 'the other folder, where both are on one file system' })
  sameFilesystemAs: FolderName | null;
  @ApiProperty({ type: Boolean, nullable: true, description: 'from here to the other folder' }) canHardLink: boolean | null;
  @ApiProperty({ type: Number, nullable: true }) longestNameBytes: number | null;
  @ApiProperty({ type: Boolean, nullable: true }) isCaseSensitive: boolean | null;
  @ApiProperty({ type: [Object], description: 'code, detail and fix of each' }) problems: readonly FolderProblem[];
}

export class TestFolder {
  @ApiProperty({ example: '/srv/music' }) @IsString() @MinLength(1) @MaxLength(4_000) path: string;
}
