import { describe, expect, it } from '@jest/globals';
import { readPlaylistCsv } from './read-playlist-csv.js';

describe('a playlist export with broken rows', () => {
  it('names file, line and column of each and takes the rest', async () => {
    const csv =
      'Track Name,Artist Name(s),Track Duration (ms)\nOne,"Tyler\\, The Creator, Ida Voss",200000\nTwo,Somebody,long\n"Three,Nobody,100\nFour,The Larks,3:05\n,Empty Title,1000\n';
    const { entries, problems } = await readPlaylistCsv(csv, 'night_drive.csv');
    expect(entries.map(({ recording }) => [recording.title, recording.artists, recording.durationMs])).toEqual([
      ['One', ['Tyler, The Creator', 'Ida Voss'], 200_000],
      ['Four', ['The Larks'], 185_000],
    ]);
    expect(problems.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
      'night_drive.csv:3:Track Duration (ms)',
      'night_drive.csv:4:Track Name',
      'night_drive.csv:6:Track Name',
    ]);
  });
});

describe('a playlist export with lengths and times that can not be', () => {
  it('takes its rows, and they are unknown', async () => {
    const csv =
      'Track Name,Artist Name(s),Track Duration (ms),Added At\nOne,Ida,9000000000000,+275760-09-13T00:00:00Z\nTwo,Ida,99999999:59:59,0000-01-01T00:00:00Z\n';
    const { entries, problems } = await readPlaylistCsv(csv, 'long.csv');
    expect(problems).toEqual([]);
    expect(entries.map(({ recording, addedAt }) => [recording.title, recording.durationMs, addedAt])).toEqual([
      ['One', null, null],
      ['Two', null, null],
    ]);
  });
});

describe('other exports', () => {
  it('are read by their separator, byte order mark and aliases', async () => {
    const { entries, name } = await readPlaylistCsv('\uFEFFtitle;artist;album;isrc\nHome;The Larks;Letters;gbxyz2600123\n', 'my_list.csv');
    expect(name).toBe('my list');
    expect(entries[0]?.recording).toMatchObject({ title: 'Home', artists: ['The Larks'], album: 'Letters', isrc: 'GBXYZ2600123' });
  });

  it('that are no table at all are refused in words', async () => {
    await expect(readPlaylistCsv('a,b\n1,2\n', 'x.csv')).rejects.toThrow('names no title column');
  });
});
