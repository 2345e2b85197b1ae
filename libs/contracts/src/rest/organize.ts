import { ApiProperty } from '@nestjs/swagger';
import type { FileRefusal } from '../organize/filing.js';
import type { AudioQuality } from '../recording.js';

export class Filing {
  @ApiProperty() id: string;
  @ApiProperty() acquisitionId: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: string[];
  @ApiProperty({ enum: ['started', 'verified', 'tagged', 'published', 'refused', 'quarantined', 'failed'] }) state: string;
  @ApiProperty({ type: String, nullable: true, description: 'relative to the music (or quarantine) folder' }) path: string | null;
  @ApiProperty({ type: Object, nullable: true }) quality: AudioQuality | null;
  @ApiProperty({ type: [Object] }) reasons: FileRefusal[];
  @ApiProperty({ description: 'peer and file it came from' }) source: string;
  @ApiProperty({ description: 'published, and staging and download are cleared away' }) tidied: boolean;
  @ApiProperty({ format: 'date-time' }) startedAt: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}
