/** Pairs of the server's prefix and ours; the longest fitting one wins, and `/music2` is not inside `/music`. */
export interface PathMap {
  /** Ours, relative to the music folder, NFC; null: none of ours. */
  toRelative(serverPath: string): string | null;
  toServer(relative: string): string;
}

export function pathMap(setting: string | undefined, musicDir: string): PathMap {
  const root = trimmed(musicDir);
  const pairs = (setting ? setting.split(',') : [`${root}=${root}`])
    .map((pair) => pair.split('='))
    .map(([server = '', local = '']) => ({ server: trimmed(server), local: trimmed(local) }))
    .sort((a, b) => b.server.length - a.server.length);
  return {
    toRelative(serverPath) {
      const path = serverPath.replaceAll('\\', '/');
      const pair = pairs.find(({ server }) => path === server || path.startsWith(`${server}/`));
      if (!pair) return null;
      const local = pair.local + path.slice(pair.server.length);
      return local.startsWith(`${root}/`) ? local.slice(root.length + 1).normalize('NFC') : null;
    },
    toServer(relative) {
      const local = relative === '' ? root : `${root}/${relative}`;
      const pair = pairs.find((candidate) => local === candidate.local || local.startsWith(`${candidate.local}/`));
      return pair ? pair.server + local.slice(pair.local.length) : local;
    },
  };
}

const trimmed = (path: string) => path.trim().replaceAll('\\', '/').replace(/\/+$/, '');
