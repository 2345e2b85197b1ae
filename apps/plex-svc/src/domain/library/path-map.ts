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
    .map(([server = '', local = '']) => ({ server: trimmed(server), local: trimmed(local), windows: isWindows(server.trim()) }))
    .sort((a, b) => b.server.length - a.server.length);
  return {
    toRelative(serverPath) {
      const pair = pairs.find((candidate) => isBelow(candidate, serverPath));
      if (!pair) return null;
      const local = pair.local + (pair.windows ? slashed(serverPath) : serverPath).slice(pair.server.length);
      return local.startsWith(`${root}/`) ? local.slice(root.length + 1).normalize('NFC') : null;
    },
    toServer(relative) {
      const local = relative === '' ? root : `${root}/${relative}`;
      const pair = pairs.find((candidate) => local === candidate.local || local.startsWith(`${candidate.local}/`));
      return pair ? pair.server + local.slice(pair.local.length) : local;
    },
  };
}

const isWindows = (path: string) => /^[A-Za-z]:|^\\\\/.test(path);
const slashed = (path: string) => path.replaceAll('\\', '/');
const trimmed = (path: string) => (isWindows(path.trim()) ? slashed(path.trim()) : path.trim()).replace(/\/+$/, '');

/** A server on Windows writes either slash and minds no case; elsewhere both are part of a name. */
function isBelow({ server, windows }: { server: string; windows: boolean }, path: string): boolean {
  const plain = (text: string) => (windows ? slashed(text).toLowerCase() : text);
  return plain(path) === plain(server) || plain(path).startsWith(`${plain(server)}/`);
}
