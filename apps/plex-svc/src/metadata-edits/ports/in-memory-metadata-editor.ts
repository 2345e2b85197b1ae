import { pictureShape } from '@soulsync/service-kit';
import { EditNotKept, LEAST_PIXELS } from './metadata-editor.js';
import type { EditableItem, EditedField, MetadataEditor } from './metadata-editor.js';

interface Held {
  readonly key: string;
  readonly title: string;
  genres: readonly string[];
  picture: Uint8Array | null;
  readonly locked: Set<EditedField>;
}

export interface InMemoryMetadataEditor extends MetadataEditor {
  put(key: string, title: string, picture: Uint8Array | null): void;
  /** As a person does on the server. */
  setByHand(key: string, genres: readonly string[]): void;
  lock(key: string, field: EditedField): void;
  titles(): readonly string[];
}

/** Artists with pictures and genres, for tests. */
export function inMemoryMetadataEditor(): InMemoryMetadataEditor {
  const items = new Map<string, Held>();
  function held(key: string): Held {
    const item = items.get(key);
    if (!item) throw new EditNotKept('there is no such item');
    return item;
  }
  function setLock(item: Held, field: EditedField, lock: boolean): void {
    if (lock) item.locked.add(field);
    else item.locked.delete(field);
  }

  return {
    put: (key, title, picture) => void items.set(key, { key, title, genres: [], picture, locked: new Set() }),
    setByHand: (key, genres) => void (held(key).genres = genres),
    lock: (key, field) => void held(key).locked.add(field),
    titles: () => [...items.values()].map(({ title }) => title),
    async read(kind, keys) {
      return keys.flatMap((key): readonly EditableItem[] => {
        const item = items.get(key);
        if (!item) return [];
        const locked = (['picture', 'genres'] as const).filter((field) => item.locked.has(field));
        const { title, genres, picture } = item;
        return [{ key, kind, title, artist: null, genres, hasPicture: picture !== null, mbid: null, locked }];
      });
    },
    picture: async (_kind, key) => items.get(key)?.picture ?? null,
    async setGenres(_kind, key, genres, lock) {
      const item = held(key);
      item.genres = genres;
      setLock(item, 'genres', lock);
    },
    async setPicture(_kind, key, image, lock) {
      const item = held(key);
      const shape = pictureShape(image);
      if (!shape) throw new EditNotKept('it is neither JPEG nor PNG');
      if (lock && Math.min(shape.width ?? 0, shape.height ?? 0) < LEAST_PIXELS) throw new EditNotKept('it is too small');
      item.picture = image;
      setLock(item, 'picture', lock);
    },
    async unlock(_kind, key, field) {
      held(key).locked.delete(field);
    },
  };
}
