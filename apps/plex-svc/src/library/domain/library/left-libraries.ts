export interface KnownLibrary {
  readonly id: string;
  readonly server: string;
  readonly title: string | null;
  /** That are shown now. */
  readonly tracks: number;
  /** A full sync of it ended. */
  readonly isComplete: boolean;
}

/** What is read now must show this share of what was listed, or a person would see half a library go and be fetched again. */
const LEAST_SHARE = 0.9;

/** Libraries of servers that nobody reads any more. */
export interface LeftLibraries {
  /** To be dropped: every server that is read was read completely, so that what both hold is owned all along. */
  readonly over: readonly KnownLibrary[];
  /** Kept for now: what is read shows too little of it. */
  readonly kept: readonly (KnownLibrary & { readonly shown: number })[];
}

export function leftLibraries(known: readonly KnownLibrary[], read: readonly string[]): LeftLibraries {
  const of = (kind: string) => known.filter(({ server }) => server === kind);
  const tracksOn = (kind: string) => of(kind).reduce((total, { tracks }) => total + tracks, 0);
  const left = known.filter(({ server }) => !read.includes(server));
  if (read.length === 0 || !read.every((kind) => of(kind).some(({ isComplete }) => isComplete))) return { over: [], kept: [] };
  const shown = Math.max(...read.map(tracksOn));
  const isShown = ({ server }: KnownLibrary) => shown >= LEAST_SHARE * tracksOn(server);
  return {
    over: left.filter(isShown),
    kept: left.filter((library) => !isShown(library)).map((library) => ({ ...library, shown })),
  };
}
