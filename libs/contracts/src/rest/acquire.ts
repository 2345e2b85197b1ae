import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { Offer } from '../acquire/acquisition.js';
import type { Params } from '../timeline.js';

export class AcquisitionTimelineItem {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'event type; the code that the console has words for' }) type: string;
  @ApiProperty({ type: Object, description: 'what its words are made with: names, paths, counts, times, other codes' }) params: Params;
}

export class Acquisition {
  @ApiProperty({ description: "the wanted recording's id" }) id: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: string[];
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({
    enum: ['requested', 'searching', 'choosing', 'transferring', 'filing', 'indexing', 'fulfilled', 'wished', 'abandoned', 'cancelled'],
  })
  state: string;
  @ApiProperty({ description: 'stable cause code' }) reason: string;
  @ApiProperty() searches: number;
  @ApiProperty() attempts: number;
  @ApiProperty({ type: Object, nullable: true, description: 'the offer in transfer or taken' }) offer: Offer | null;
  @ApiPropertyOptional({ type: [Object], description: 'offers of the last ranking, best first; of one record, not in lists' })
  offers?: Offer[];
  @ApiPropertyOptional({ type: Object, description: 'rejection code to count, of the last ranking; not in lists' })
  rejections?: Record<string, number>;
  @ApiPropertyOptional({ type: [AcquisitionTimelineItem], description: 'of one record, not in lists' })
  timeline?: AcquisitionTimelineItem[];
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) nextAttemptAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the transfer it is or was last in' }) transferId: string | null;
  @ApiProperty({ type: [String], description: 'transfers, and `search`: given up, and not yet ended in slskd' }) ending: string[];
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export class Wish {
  @ApiProperty({ description: "the wanted recording's id" }) id: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: string[];
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({ enum: ['open', 'ignored', 'stopped'] }) state: string;
  @ApiProperty({ description: 'stable cause code' }) cause: string;
  @ApiProperty() attempts: number;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) nextAttemptAt: string | null;
  @ApiProperty({ format: 'date-time' }) since: string;
}

export class BlockedPeer {
  @ApiProperty({ description: "the peer's name" }) id: string;
  @ApiProperty() cause: string;
  @ApiProperty() by: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) until: string | null;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class BlockPeer {
  @ApiProperty({ example: 'vinyl_fan' }) @IsString() @MinLength(1) @MaxLength(500) username: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(500) cause?: string;
}
