import type { LibraryTrackId } from '@soulsync/contracts';

/** Which track lies at a path. While a server renames its keys two tracks may claim one. */
export function tracksByPath() {
  const only = new Map<string, LibraryTrackId>();
  const several = new Map<string, Set<LibraryTrackId>>();

  return {
    put(path: string, id: LibraryTrackId): void {
      const first = only.get(path);
      if (first === undefined || first === id) {
        only.set(path, id);
        return;
      }
      const claims = several.get(path) ?? new Set([first]);
      several.set(path, claims.add(id));
    },
    drop(path: string, id: LibraryTrackId): void {
      const claims = several.get(path);
      claims?.delete(id);
      if (only.get(path) === id) {
        const [other] = claims ?? [];
        if (other === undefined) only.delete(path);
        else only.set(path, other);
      }
      if (claims && claims.size < 2) several.delete(path);
    },
    /** Of several the one with the smallest id, in whatever order they came. */
    at(path: string): LibraryTrackId | undefined {
      const claims = several.get(path);
      return claims ? [...claims].sort()[0] : only.get(path);
    },
  };
}
