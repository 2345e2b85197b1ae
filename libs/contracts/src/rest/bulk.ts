import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID } from 'class-validator';

/** The same for each of these, as they stand when their turn comes. */
export class Ids {
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsUUID('all', { each: true })
  ids: string[];
}

/** One for each id, in their order: what could not be done does not hold up the others. */
export class BulkResult {
  @ApiProperty() id: string;
  @ApiProperty() ok: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'of its commit; null: nothing had to change, or it was refused' })
  position: string | null;
  @ApiProperty({ type: String, nullable: true, description: "the rule's code; null: it was done, or no rule said no" }) reason:
    string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why not, for people' }) message: string | null;
}
