import { createHash } from 'node:crypto';
import type { HeldMusicFolder, MusicFolder } from './music-folder.js';

/** For specs: files are texts by path; a staged one's path is `staging/<filing>/track.<extension>`. */
export function inMemoryMusicFolder(files: Map<string, string>, downloads: ReadonlyMap<string, string>): MusicFolder {
  const stagingOf = (filingId: string) => `.soulsync-staging/${filingId}/`;
  const clean = (filingId: string) => {
    for (const path of files.keys()) if (path.startsWith(stagingOf(filingId))) files.delete(path);
  };
  const textOf = (from: ReadonlyMap<string, string>, path: string) => from.get(path) ?? fail('ENOENT', path);
  const held: HeldMusicFolder = {
    stage: (filingId, source, extension) =>
      later(() => {
        clean(filingId);
        const path = `${stagingOf(filingId)}track.${extension}`;
        files.set(path, textOf(downloads, source));
        return path;
      }),
    staged: (filingId, extension) =>
      later(() => {
        const path = `${stagingOf(filingId)}track.${extension}`;
        return files.has(path) ? path : null;
      }),
    hashAt: (path) => later(() => (files.has(path) ? sha256(textOf(files, path)) : null)),
    spelled: (path) => later(() => path),
    publish: (_filingId, staged, path) =>
      later(() => {
        if (files.has(path)) fail('EEXIST', path);
        files.set(path, textOf(files, staged));
        files.delete(staged);
      }),
    settle: (path) => later(() => void textOf(files, path)),
    release: () => Promise.resolve(),
    clean: (filingId) =>
      later(() => {
        clean(filingId);
      }),
    cleanOthers: (filingIds) =>
      later(() => {
        for (const path of files.keys()) {
          const filingId = /^\.soulsync-staging\/([^/]+)\//.exec(path)?.[1];
          if (filingId !== undefined && !filingIds.has(filingId)) clean(filingId);
        }
      }),
    probe: () => Promise.resolve(),
  };
  return {
    hold: (work) => work(held),
    holds: (path, hash) => later(() => files.has(path) && sha256(textOf(files, path)) === hash),
  };
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the work throws rejects. */
const later = <T>(work: () => T): Promise<T> => Promise.resolve().then(work);

function fail(code: string, path: string): never {
  throw Object.assign(new Error(`${code}: ${path}`), { code });
}
