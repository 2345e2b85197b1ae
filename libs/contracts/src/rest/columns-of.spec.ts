import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { describe, expect, it } from '@jest/globals';
import { columnsOf } from './columns-of.js';
import { Acquisition, PlaylistEntry } from './index.js';

class Song {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true }) album: string | null;
  @ApiPropertyOptional({ type: [String] }) timeline?: string[];
}

class NumberedSong extends Song {
  @ApiProperty() n: number;
}

describe('the columns of a list', () => {
  it('are the fields that the API describes; optional ones are of one record', () => {
    expect(columnsOf(Song)).toEqual({ columns: ['id', 'album'], recordColumns: ['timeline'] });
  });

  it('hold those of the class that is extended', () => {
    expect([...columnsOf(NumberedSong).columns].sort()).toEqual(['album', 'id', 'n']);
  });

  it('are none of a class that describes nothing', () => {
    expect(columnsOf(class {})).toEqual({ columns: [], recordColumns: [] });
  });

  it('of real rows', () => {
    expect(columnsOf(PlaylistEntry).columns).toEqual(expect.arrayContaining(['id', 'position', 'title', 'state', 'reason']));
    expect(columnsOf(Acquisition).recordColumns).toEqual(['offers', 'rejections', 'timeline']);
  });
});
