import { Unavailable } from '@soulsync/service-kit';
import type { CoverFiles } from '../ports/cover-files.js';
import type { PicturedServer } from '../ports/server-pictures.js';
import type { ArtworkKind, PictureKey } from '../store/artwork-files.js';

export interface PicturePlaces {
  files(kind: ArtworkKind, id: string): Promise<readonly string[]>;
  keys(kind: ArtworkKind, id: string): Promise<readonly PictureKey[]>;
  readonly covers: CoverFiles;
  servers(): readonly PicturedServer[];
}

const kinds = { albums: 'album', artists: 'artist' } as const;

/**
 * The picture of an album: the one with its files, else the one that a media server shows. An artist's: a server's, else that of an album. null:
 * nobody has one. Where one of them could not say and no other has one, that is thrown: not to know is not to have none.
 */
export async function findPicture(places: PicturePlaces, kind: ArtworkKind, id: string): Promise<Uint8Array | null> {
  const fromFiles = async () => {
    const paths = await places.files(kind, id);
    return paths.length === 0 ? null : ((await places.covers.coverOf(paths))?.image ?? null);
  };
  const fromServers = async () => {
    let away: unknown = null;
    for (const { server, key } of await places.keys(kind, id)) {
      const pictures = places.servers().find((one) => one.kind === server)?.pictures;
      try {
        const found = await pictures?.picture(kinds[kind], key);
        if (found) return found;
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        away = error;
      }
    }
    if (away !== null) throw away as Unavailable; // caught above
    return null;
  };
  let away: Unavailable | null = null;
  for (const look of kind === 'albums' ? [fromFiles, fromServers] : [fromServers, fromFiles])
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      away ??= error;
    }
  if (away) throw away;
  return null;
}
