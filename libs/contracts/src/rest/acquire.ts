import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { Offer, Rejections, WishCause } from '../acquire/acquisition.js';
import type { AcquisitionStateReason } from '../reason-codes.js';
import type { Params } from '../timeline.js';

export const acquisitionStates = [
  'requested',
  'searching',
  'transferring',
  'filing',
  'indexing',
  'fulfilled',
  'wished',
  'cancelled',
] as const;
export const wishStates = ['open', 'ignored', 'stopped'] as const;

export class AcquisitionTimelineItem {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ description: 'event type; the code that the console has words for' }) type: string;
  @ApiProperty({ type: Object, description: 'what its words are made with: names, paths, counts, times, other codes' }) params: Params;
}

export class Acquisition {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true, description: 'the wanted recording that it is for; null: none' }) recordingId: string | null;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: readonly string[];
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({ enum: acquisitionStates }) state: (typeof acquisitionStates)[number];
  @ApiProperty({ type: String, description: 'stable cause code' }) reason: AcquisitionStateReason;
  @ApiProperty() searches: number;
  @ApiProperty() attempts: number;
  @ApiProperty({ type: Object, nullable: true, description: 'the offer in transfer or taken' }) offer: Offer | null;
  @ApiPropertyOptional({ type: [Object], description: 'offers of the last ranking, best first; of one record, not in lists' })
  offers?: readonly Offer[];
  @ApiPropertyOptional({ type: Object, description: 'rejection code to count, of the last ranking; not in lists' })
  rejections?: Rejections;
  @ApiPropertyOptional({ type: [AcquisitionTimelineItem], description: 'of one record, not in lists' })
  timeline?: readonly AcquisitionTimelineItem[];
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) nextAttemptAt: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the transfer it is or was last in' }) transferId: string | null;
  @ApiProperty({ type: [String], description: 'transfers, and `search`: given up, and not yet ended in slskd' }) ending: readonly string[];
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export class Wish {
  @ApiProperty({ description: "the acquisition's id" }) id: string;
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: readonly string[];
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({ enum: wishStates }) state: (typeof wishStates)[number];
  @ApiProperty({ type: String, description: "stable cause code; '' until something was tried" }) cause: WishCause | '';
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
