import { pathMap } from '../../library/domain/library/path-map.js';

/** Where the files of a Subsonic server lie in our music folder. */
export interface SubsonicPaths {
  /** Root of one of its music folders, relative to ours ('': all of it); null: outside of it, or not known. */
  rootOf(folder: { readonly id: string; readonly name: string }, only: boolean): string | null;
  /** A track's path, given the root of its music folder: relative to our music folder, NFC; null: none of ours. */
  toRelative(root: string | null, serverPath: string): string | null;
}

/**
 * The setting holds pairs of `<name or id of its music folder>=<the same as we see it>`, and `<absolute path as it sees it>=<as we see it>`
 * for servers that give absolute ones. Without any, its only music folder is ours.
 */
export function subsonicPaths(setting: string | undefined, musicDir: string): SubsonicPaths {
  const base = trimmed(musicDir);
  const pairs = (setting ?? '')
    .split(',')
    .filter((pair) => pair.includes('='))
    .map((pair) => ({ server: trimmed(pair.slice(0, pair.indexOf('='))), local: trimmed(pair.slice(pair.indexOf('=') + 1)) }));
  const absolute = pathMap(
    [...pairs.filter(({ server }) => isAbsolute(server)), { server: base, local: base }]
      .map(({ server, local }) => `${server}=${local}`)
      .join(','),
    base,
  );
  const ofFolders = pairs.filter(({ server }) => !isAbsolute(server));
  const below = (local: string) => (local === base ? '' : local.startsWith(`${base}/`) ? local.slice(base.length + 1) : null);

  return {
    rootOf({ id, name }, only) {
      const pair = ofFolders.find(({ server }) => server === name || server === id);
      if (pair) return below(pair.local);
      return only ? '' : null;
    },
    toRelative(root, serverPath) {
      // A server on Windows; elsewhere a name may hold a backslash.
      const path = (serverPath.includes('/') ? serverPath : serverPath.replaceAll('\\', '/')).normalize('NFC');
      if (path.split('/').some((segment) => segment === '..' || segment === '.')) return null;
      if (!isAbsolute(path)) return root === null || path === '' ? null : root === '' ? path : `${root}/${path}`;
      return absolute.toRelative(path);
    },
  };
}

export const isAbsolute = (path: string): boolean => /^(\/|\\\\|[A-Za-z]:[\\/])/.test(path);

const trimmed = (path: string) => path.trim().replaceAll('\\', '/').replace(/\/+$/, '').normalize('NFC');
