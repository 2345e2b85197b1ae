import { ApiProperty } from '@nestjs/swagger';
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
