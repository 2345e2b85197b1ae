export interface RemotePath {
  readonly fileName: string;
  /** Lower case, without the dot; '' when there is none. */
  readonly extension: string;
  /** File name without extension, track number and artist prefix. */
  readonly title: string;
  /** From "Artist - Title"; null: the name names none. */
  readonly artist: string | null;
  readonly track: number | null;
  /** Folders from the root down, share roots and drive letters left out. */
  readonly folders: readonly string[];
}

/** A peer's path; both slashes separate. */
export function parseRemotePath(path: string): RemotePath {
  const segments = path.split(/[\\/]+/).filter((segment) => segment !== '');
  const fileName = segments.at(-1) ?? '';
  const folders = segments.slice(0, -1).filter((segment, place) => !(place === 0 && /^(@@\w{5,}|[A-Za-z]:)$/.test(segment)));
  const extension = /\.([A-Za-z0-9]{1,5})$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  const stem = extension ? fileName.slice(0, -extension.length - 1) : fileName;
  const numbered = /^(?:(?:cd|disc)\s?\d+\s*[-_. ]+)?(?:(\d{1,2})[-.](?=\d{1,2}\D))?\(?(\d{1,3})\)?(?:\s*[-._]+\s*|\s+)(?=\S)/i.exec(stem);
  const named = (numbered ? stem.slice(numbered[0].length) : stem).replaceAll('_', ' ').trim();
  const parts = named.split(/\s+[-–]\s+/);
  const [first = '', ...rest] = parts;
  return {
    fileName,
    extension,
    title: rest.length > 0 ? rest.join(' - ') : named,
    artist: rest.length > 0 ? first : null,
    track: numbered?.[2] ? Number(numbered[2]) : null,
    folders,
  };
}
