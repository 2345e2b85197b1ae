import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import type { MatchCandidate, MatchFeatures } from '../match/match.js';

export const matchStates = ['pending', 'matched', 'review', 'missing'] as const;

/** A track that a person said is not the recording; nothing but its id where it was none of the candidates shown. */
export class RejectedTrack {
  @ApiProperty() libraryTrackId: string;
  @ApiProperty({ type: String, nullable: true }) title: string | null;
  @ApiProperty({ type: String, nullable: true }) artist: string | null;
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty() by: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class Match {
  @ApiProperty({ description: "the wanted recording's id" }) id: string;
  @ApiProperty({ enum: matchStates }) state: (typeof matchStates)[number];
  @ApiProperty() title: string;
  @ApiProperty({ type: [String] }) artists: readonly string[];
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiProperty({ type: Number, nullable: true }) durationMs: number | null;
  @ApiProperty({ type: String, nullable: true }) isrc: string | null;
  @ApiProperty({ type: String, nullable: true }) libraryTrackId: string | null;
  @ApiProperty({ type: Number, nullable: true, minimum: 0, maximum: 1 }) confidence: number | null;
  @ApiProperty({ type: Object, nullable: true }) features: MatchFeatures | null;
  @ApiProperty({ type: String, nullable: true }) rule: string | null;
  @ApiProperty({ type: [Object], description: 'rivals or candidates, best first, each with features and vetoes' })
  candidates: readonly MatchCandidate[];
  @ApiProperty({ type: [RejectedTrack], description: 'by whom and when; undo takes it back' }) rejected: readonly RejectedTrack[];
  @ApiProperty({ type: String, nullable: true, description: 'who confirmed or rejected by hand' }) decidedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) engineVersion: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) decidedAt: string | null;
}

export class ConfirmMatch {
  @ApiProperty({ description: 'the library track that is the recording' }) @IsString() @MaxLength(100) libraryTrackId: string;
}

/** Without ids: none of the candidates shown. */
export class RejectMatch {
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  libraryTrackIds?: string[];
}

/** Without ids: what was said last. */
export class UndoMatch extends RejectMatch {}
