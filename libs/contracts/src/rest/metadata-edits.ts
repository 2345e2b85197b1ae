import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { editedKinds, editFields, editScopes } from '../plex/metadata-edit.js';
import type { EditedKinds, EditField, EditScope, LeftOut, OfferedPicture } from '../plex/metadata-edit.js';

export const editStates = ['looking', 'proposed', 'nothing', 'rejected', 'applying', 'stopping', 'applied', 'undoing', 'undone'] as const;

export const editItemStates = ['proposed', 'written', 'skipped', 'failed', 'restored'] as const;

export class MetadataEdit {
  @ApiProperty() id: string;
  @ApiProperty({ enum: editedKinds }) kind: EditedKinds;
  @ApiProperty({ enum: editFields, isArray: true }) fields: readonly EditField[];
  @ApiProperty({ enum: editScopes }) scope: EditScope;
  @ApiProperty({ enum: editStates }) state: (typeof editStates)[number];
  @ApiProperty({ description: 'artists or albums looked at' }) looked: number;
  @ApiProperty({ description: 'proposed changes' }) items: number;
  @ApiProperty({ type: Object, description: 'those nothing is proposed for, counted by reason' }) leftOut: LeftOut;
  @ApiProperty({ description: 'changes worked on so far' }) next: number;
  @ApiProperty() written: number;
  @ApiProperty() skipped: number;
  @ApiProperty() failed: number;
  @ApiProperty({ description: 'changes that were undone' }) restored: number;
  @ApiProperty() requestedBy: string;
  @ApiProperty({ format: 'date-time' }) requestedAt: string;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
}

export class MetadataEditItem {
  @ApiProperty() id: string;
  @ApiProperty() editId: string;
  @ApiProperty({ description: 'place in the proposal, from 0' }) n: number;
  @ApiProperty({ enum: ['artist', 'album'] }) kind: 'artist' | 'album';
  @ApiProperty() title: string;
  @ApiProperty({ type: String, nullable: true }) artist: string | null;
  @ApiProperty({ enum: editFields }) field: EditField;
  @ApiProperty({ description: 'genres: a list; picture: its hash, null: none' }) before: readonly string[] | string | null;
  @ApiProperty({ description: 'genres: a list; picture: {type, width, height, sizeBytes, sha256}' }) after:
    readonly string[] | OfferedPicture;
  @ApiProperty({ description: 'spotify, musicbrainz, or the path of our own file' }) source: string;
  @ApiProperty({ enum: editItemStates }) state: (typeof editItemStates)[number];
  @ApiProperty({ type: String, nullable: true, description: 'why it was skipped or failed' }) cause: string | null;
  @ApiProperty({ type: String, nullable: true }) detail: string | null;
}

const IDS = 2_000;

export class ProposeMetadataEdit {
  @ApiProperty({ enum: editedKinds }) @IsIn(editedKinds) kind: EditedKinds;
  @ApiProperty({ enum: editFields, isArray: true })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(editFields.length)
  @ArrayUnique()
  @IsIn(editFields, { each: true })
  fields: EditField[];
  @ApiProperty({ enum: editScopes }) @IsIn(editScopes) scope: EditScope;
  @ApiPropertyOptional({ type: [String], description: "with scope ids: the server's own keys of the artists or albums" })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(IDS)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  ids?: string[];
}

/** Neither of the two: all of it. */
export class ApplyMetadataEdit {
  @ApiPropertyOptional({ type: [String], description: 'these changes alone' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(IDS)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  itemIds?: string[];
  @ApiPropertyOptional({ type: [String], description: 'all changes but these' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(IDS)
  @IsString({ each: true })
  @MaxLength(60, { each: true })
  exceptItemIds?: string[];
}
