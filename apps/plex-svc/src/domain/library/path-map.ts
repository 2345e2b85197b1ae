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
