import { messageOf } from '@soulsync/event-store';
import { folderWord, ourselves } from '@soulsync/service-kit';
import type { Words } from '@soulsync/service-kit';
import { FolderTrouble } from '../ports/roots.js';
import type { OwnFolder } from '../ports/roots.js';

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

/** A download that may not be removed, said once for the folder. */
export function downloadsStay(path: string): Words {
  return {
    message: `Files are filed, but their downloads stay: we (${ourselves()}) may not remove them from the ${folders.downloads} ${path}.`,
    advice: `If they are meant to stay, set SOULSYNC_KEEP_DOWNLOADS=true. Otherwise: ${READ_ONLY} ${NOT_OURS}`,
  };
}

const READ_ONLY =
  'Mount it for writing (without ro in /etc/fstab, without :ro in compose); a disk that became read-only by itself has errors, see dmesg.';
const NOT_OURS = 'Give this user and group the folder and what lies in it (chown, chmod g+w), or run SoulSync as their owner (PUID, PGID).';
