import { messageOf } from '@soulsync/event-store';
import { folderWord, ourselves } from '@soulsync/service-kit';
import type { Words } from '@soulsync/service-kit';
import type { FinishedTransfer } from '@soulsync/contracts';
import type { DownloadFolder } from '../ports/filing-tools.js';
import { FolderTrouble } from '../../roots/root-folder.js';
import type { OwnFolder } from '../../roots/root-folder.js';

const folders: Readonly<Record<OwnFolder, string>> = { ...folderWord, data: 'data folder' };
const NOTHING_LOST = 'Nothing is lost: the download stays where it is, and filing goes on by itself once this is mended.';

/** Why a filing waits, for people. */
export function filingTrouble(error: unknown): Words {
  if (!(error instanceof FolderTrouble)) return { message: `A file could not be filed: ${messageOf(error)}`, advice: NOTHING_LOST };
  const { folder, path, code } = error;
  const name = `${folders[folder]} ${path}`;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return { message: `No space is left on the disk of the ${name}.`, advice: NOTHING_LOST };
    case 'EROFS':
      return { message: `The ${name} is read-only.`, advice: `${READ_ONLY} ${NOTHING_LOST}` };
    case 'EACCES':
    case 'EPERM':
      return { message: `We (${ourselves()}) may not write in the ${name}: ${error.message}`, advice: `${NOT_OURS} ${NOTHING_LOST}` };
    case 'EINVAL':
    case 'EILSEQ':
    case 'ENAMETOOLONG':
      return { message: `The file system of the ${name} refuses a name: ${error.message}`, advice: `${NAMES} ${NOTHING_LOST}` };
    case 'EIO':
    case 'ESTALE':
    case 'ENOTCONN':
      return {
        message: `The disk or share of the ${name} fails: ${error.message}`,
        advice: `Check its cable, server and mount. ${NOTHING_LOST}`,
      };
    default:
      return { message: `A file could not be filed in the ${name}: ${error.message}`, advice: NOTHING_LOST };
  }
}

/** Finished files that are not where they are looked for, two in a row. */
export function downloadsMissing(transfer: FinishedTransfer, { path, placesOf }: Pick<DownloadFolder, 'path' | 'placesOf'>): Words {
  const named = transfer.localFilename === null ? `finished "${transfer.filename}"` : `saved one as ${transfer.localFilename}`;
  const places = placesOf(transfer).join(' and ');
  return {
    message: `Filing waits: finished downloads are not in the download folder ${path}. slskd ${named}; we looked for ${places}.`,
    advice:
      'Set SOULSYNC_DOWNLOAD_DIR to the folder that slskd downloads into, as this machine sees it; where slskd sees it under another path, set ' +
      'SOULSYNC_DOWNLOAD_PATH_MAP=<path as slskd sees it>=<path as we see it>. Nothing is fetched again meanwhile: what arrived is filed as soon as it is found.',
  };
}

/** A download that may not be removed, said once for the folder. */
export function downloadsStay(path: string): Words {
  return {
    message: `Files are filed, but their downloads stay: we (${ourselves()}) may not remove them from the ${folders.downloads} ${path}.`,
    advice: `If they are meant to stay, set SOULSYNC_KEEP_DOWNLOADS=true. Otherwise: ${READ_ONLY} ${NOT_OURS}`,
  };
}

const READ_ONLY =
  'Mount it for writing (without ro in /etc/fstab, without :ro in compose); a disk that became read-only by itself has errors, see dmesg.';
const NAMES =
  'Encrypted folders often take names of 143 bytes instead of 255, and a disk takes every letter only where it is mounted so (iocharset=utf8 for FAT and shares).';
const NOT_OURS = 'Give this user and group the folder and what lies in it (chown, chmod g+w), or run SoulSync as their owner (PUID, PGID).';
