import type { FilingId, ScanId } from '@soulsync/contracts';

export interface AwaitedFile {
  readonly filingId: FilingId;
  readonly path: string;
  /** null: no scan was asked for yet. */
  readonly scanId: ScanId | null;
}

export interface ScanPace {
  /** A scan is asked for when no file has come for so long… */
  readonly debounceMs: number;
  /** …or when one waits so long, however many still come. */
  readonly atMostMs: number;
}

/** The files to look after now: those whose scan was asked for, and the new ones together once it is quiet, or one waited long enough. */
export function dueFiles<File extends AwaitedFile>(files: readonly File[], ageMs: (file: File) => number, pace: ScanPace): readonly File[] {
  const fresh = files.filter(({ scanId }) => scanId === null);
  const quiet = fresh.every((file) => ageMs(file) >= pace.debounceMs);
  const waitedLong = fresh.some((file) => ageMs(file) >= Math.max(pace.atMostMs, pace.debounceMs));
  return quiet || waitedLong ? files : files.filter(({ scanId }) => scanId !== null);
}

/** More folders than this at once are scanned as one: the whole section. */
const SINGLE_FOLDERS = 2;

/** Files already in a scan stay with it; the others go by the artist's folder, which the server knows sooner than a new album's. */
export function groupedByScan<File extends AwaitedFile>(
  files: readonly File[],
): readonly (readonly [folder: string, files: readonly File[]])[] {
  const folderOf = (file: File) => file.path.split('/')[0] ?? '';
  const many = new Set(files.filter((file) => file.scanId === null).map(folderOf)).size > SINGLE_FOLDERS;
  const groups = new Map<string, { folder: string; files: File[] }>();
  for (const file of files) {
    const folder = many && file.scanId === null ? '' : folderOf(file);
    const key = file.scanId ?? folder;
    const group = groups.get(key);
    if (group) {
      group.files.push(file);
      if (group.folder !== folder) group.folder = '';
    } else groups.set(key, { folder, files: [file] });
  }
  return [...groups.values()].map((group) => [group.folder, group.files]);
}
