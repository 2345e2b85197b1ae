import type { FolderName, FolderReport } from '@soulsync/contracts';
import { inBytes } from '../../components/bytes.js';

export const folderWords: Readonly<Record<FolderName, { readonly title: string; readonly variable: string }>> = {
  music: { title: 'Music folder', variable: 'SOULSYNC_MUSIC_DIR' },
  downloads: { title: 'Download folder', variable: 'SOULSYNC_DOWNLOAD_DIR' },
};

export const folderVariables: readonly string[] = Object.values(folderWords).map(({ variable }) => variable);

/** What is good to know of a folder that is as it must be. */
export function folderFacts(report: FolderReport): readonly string[] {
  const { exists, writable, freeBytes, totalBytes, sameFilesystemAs, canHardLink, longestNameBytes, isCaseSensitive, uid, gid } = report;
  if (!exists) return [];
  const facts = [
    writable ? 'SoulSync can write there' : null,
    freeBytes === null ? null : `${inBytes(freeBytes)} free${totalBytes === null ? '' : ` of ${inBytes(totalBytes)}`}`,
    sameFilesystemAs === null
      ? null
      : canHardLink === false
        ? 'on the same disk as the other folder, without hard links: files are copied'
        : 'on the same disk as the other folder, so moving files is instant',
    longestNameBytes === null || longestNameBytes >= 255 ? null : `names of at most ${longestNameBytes} bytes`,
    isCaseSensitive === false ? 'takes “A” and “a” for the same name' : null,
    uid === null ? null : `used as uid ${uid}${gid === null ? '' : `, gid ${gid}`}`,
  ];
  return facts.filter((fact) => fact !== null);
}

/** One sentence for the checklist. */
export const folderInWords = ({ path, problems, freeBytes }: FolderReport): string =>
  problems[0] ? problems[0].detail : `${path ?? 'It'} is ready${freeBytes === null ? '' : `, ${inBytes(freeBytes)} free`}.`;
