import { describe, expect, it } from '@jest/globals';
import { Unavailable } from '@soulsync/service-kit';
import { findPicture } from './find-picture.js';
import type { PicturePlaces } from './find-picture.js';

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
/** `away`: it can't say. */
type Shown = string | null;

/** What is found of an album or artist whose file and whose servers show this. */
async function found(kind: 'albums' | 'artists', { file, plex, jellyfin }: { file?: Shown; plex?: Shown; jellyfin?: Shown }) {
  const of = (shown: Shown) => {
    if (shown === 'away') throw new Unavailable('there', 'it is away');
    return shown === null ? null : bytes(shown);
  };
  const asked: string[] = [];
  const server = (name: 'plex' | 'jellyfin', shown: Shown) => ({
    kind: name,
    pictures: {
      async picture(what: string, key: string) {
        asked.push(`${name} ${what} ${key}`);
        return of(shown);
      },
    },
  });
  const places: PicturePlaces = {
    files: async () => (file === undefined ? [] : ['a.flac']),
    covers: {
      async coverOf() {
        asked.push('file');
        const image = of(file ?? null);
        return image && { image };
      },
    },
    keys: async () => ['plex', 'jellyfin', 'folder'].map((name) => ({ server: name, key: '7' })),
    servers: () => [
      ...(plex === undefined ? [] : [server('plex', plex)]),
      ...(jellyfin === undefined ? [] : [server('jellyfin', jellyfin)]),
      { kind: 'folder', pictures: null },
    ],
  };
  const image = await findPicture(places, kind, 'x1').catch((error: unknown) => (error as Error).message);
  return { image: typeof image === 'string' ? image : image && Buffer.from(image).toString(), asked };
}

describe('the picture of an album', () => {
  it('is the one with its files, and no server is asked', async () => {
    expect(await found('albums', { file: 'own', plex: 'shown' })).toEqual({ image: 'own', asked: ['file'] });
  });

  it('is the one that a server shows where its files have none, can not be read, or are not here', async () => {
    expect((await found('albums', { file: null, plex: 'shown' })).image).toBe('shown');
    expect((await found('albums', { file: 'away', plex: 'shown' })).image).toBe('shown');
    expect(await found('albums', { plex: 'shown' })).toEqual({ image: 'shown', asked: ['plex album 7'] });
  });

  it('is that of the next server where one shows none or is away', async () => {
    expect((await found('albums', { plex: null, jellyfin: 'theirs' })).image).toBe('theirs');
    expect((await found('albums', { plex: 'away', jellyfin: 'theirs' })).image).toBe('theirs');
  });

  it('is none where nobody has one', async () => {
    expect((await found('albums', { file: null, plex: null })).image).toBeNull();
    expect((await found('albums', {})).image).toBeNull();
  });

  it('is not known where one of them could not say', async () => {
    expect((await found('albums', { file: 'away', plex: null })).image).toContain('away');
    expect((await found('albums', { file: null, plex: 'away', jellyfin: null })).image).toContain('away');
  });
});

describe('the picture of an artist', () => {
  it('is the one that a server shows, else that of an album', async () => {
    expect(await found('artists', { file: 'album', plex: 'face' })).toEqual({ image: 'face', asked: ['plex artist 7'] });
    expect((await found('artists', { file: 'album', plex: null })).image).toBe('album');
    expect((await found('artists', { file: 'album', plex: 'away' })).image).toBe('album');
  });
});
