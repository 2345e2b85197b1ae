import { describe, expect, it } from '@jest/globals';
import { creditsOf, namesOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import { readPlaylistCsv } from './read-playlist-csv.js';

describe('a playlist export with broken rows', () => {
  it('names file, line and column of each and takes the rest', async () => {
    const csv =
      'Track Name,Artist Name(s),Track Duration (ms)\nOne,"Tyler\\, The Creator, Ida Voss",200000\nTwo,Somebody,long\n"Three,Nobody,100\nFour,The Larks,3:05\n,Empty Title,1000\n';
    const { entries, problems } = await readPlaylistCsv(csv, 'night_drive.csv');
    expect(entries.map(({ recording }) => [recording.title, namesOf(recording.artists), recording.durationMs])).toEqual([
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
    expect(entries[0]?.recording).toMatchObject({
      title: 'Home',
      artists: creditsOf(['The Larks']),
      isrc: 'GBXYZ2600123',
      release: { title: 'Letters' },
    });
  });

  it('fill what they have: addresses, genres, what is explicit, and the release', async () => {
    const csv =
      'Track URI,Track Name,Artist URI(s),Artist Name(s),Album URI,Album Name,Album Artist URI(s),Album Artist Name(s),Album Release Date,Album Image URL,Disc Number,Track Number,Explicit,Artist Genres\n' +
      'spotify:track:KPrL9Hl8trwh18iEcTjxZ7,One,"spotify:artist:1, spotify:artist:2","Ida, Voss",spotify:album:3,Letters,spotify:artist:1,Ida,2020-02,https://covers/1.jpg,2,7,true,"ambient,slow core"\n';
    const { entries } = await readPlaylistCsv(csv, 'list.csv');
    const ida = { name: 'Ida', ids: ['spotify:artist:1'] };
    expect(entries[0]?.recording).toEqual({
      ...unknownRecording,
      title: 'One',
      artists: [ida, { name: 'Voss', ids: ['spotify:artist:2'] }],
      sourceUris: ['spotify:track:KPrL9Hl8trwh18iEcTjxZ7'],
      explicit: true,
      genres: ['ambient', 'slow core'],
      release: {
        ...unknownRelease,
        ...{ title: 'Letters', artists: [ida], ids: ['spotify:album:3'], date: '2020-02', discNumber: 2, trackNumber: 7 },
        cover: { url: 'https://covers/1.jpg', widthPx: null },
      },
    });
  });

  it('that are no table at all are refused in words', async () => {
    await expect(readPlaylistCsv('a,b\n1,2\n', 'x.csv')).rejects.toThrow('names no title column');
  });
});
