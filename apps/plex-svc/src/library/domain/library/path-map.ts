/** A folder as the server names it, and as we do. */
export interface PathPair {
  readonly server: string;
  readonly local: string;
}

/** Between the server's paths and ours; the longest fitting prefix wins, and `/music2` is not inside `/music`. */
export interface PathMap {
  /** Ours, relative to the music folder, NFC; null: none of ours. */
  toRelative(serverPath: string): string | null;
  toServer(relative: string): string;
}

/** A map that may be found out: without a setting both sides are taken to use the same names, until files that both see tell otherwise. */
export interface OwnPaths extends PathMap {
  /** A person set it: it is proven, never guessed. */
  readonly given: boolean;
  pairs(): readonly PathPair[];
  learn(pairs: readonly PathPair[]): void;
}

/** `setting`: `<path as the server sees it>=<path as we see it>`, several separated by commas. */
export function pathMap(setting: string | undefined, musicDir: string): OwnPaths {
  const root = trimmed(musicDir);
  let pairs: readonly PathPair[] = [];
  const learn = (found: readonly PathPair[]) => {
    pairs = found
      .map(({ server, local }) => ({ server: trimmed(server), local: trimmed(local) }))
      .sort((a, b) => b.server.length - a.server.length);
  };
  const written = (setting ?? '').split(',').filter((pair) => pair.includes('='));
  learn(
    written.length > 0
      ? written.map((pair) => ({ server: pair.slice(0, pair.indexOf('=')), local: pair.slice(pair.indexOf('=') + 1) }))
      : [{ server: root, local: root }],
  );
  return {
    given: written.length > 0,
    pairs: () => pairs,
    learn,
    toRelative(serverPath) {
      const pair = pairs.find((candidate) => isBelow(candidate, serverPath));
      if (!pair) return null;
      const local = pair.local + (isWindows(pair.server) ? slashed(serverPath) : serverPath).slice(pair.server.length);
      return local.startsWith(`${root}/`) ? local.slice(root.length + 1).normalize('NFC') : null;
    },
    toServer(relative) {
      const local = relative === '' ? root : `${root}/${relative}`;
      const pair = pairs.find((candidate) => local === candidate.local || local.startsWith(`${candidate.local}/`));
      return pair ? pair.server + local.slice(pair.local.length) : local;
    },
  };
}

/** A letter and a colon, or a share of another machine. */
const isWindows = (path: string) => /^[A-Za-z]:|^[\\/]{2}/.test(path);
const slashed = (path: string) => path.replaceAll('\\', '/');
const trimmed = (path: string) => (isWindows(path.trim()) ? slashed(path.trim()) : path.trim()).replace(/\/+$/, '');

/** A server on Windows writes either slash and minds no case; elsewhere both are part of a name. */
function isBelow({ server }: PathPair, path: string): boolean {
  const plain = (text: string) => (isWindows(server) ? slashed(text).toLowerCase() : text);
  return plain(path) === plain(server) || plain(path).startsWith(`${plain(server)}/`);
}
