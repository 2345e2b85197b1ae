import type { Offer } from '@soulsync/contracts';
import type { Words } from '@soulsync/service-kit';

export const NOT_LOCATED = 'it is said to be finished, and no file of it is named';

export const notLocatedInWords = ({ label }: Offer): Words => ({
  message: `"${label}" is finished, as slskd says, and no file in its download folder is surely this one.`,
  advice:
    'Nothing there was touched; another copy is fetched. Look at the download folder and at the log of slskd: it may have been stopped, or its disk full, while it moved the file.',
});

export const remainsInWords = ({ label }: Offer, detail: string | null): Words => ({
  message: `"${label}" was cancelled, and what had arrived of it could not be removed${detail === null ? '' : `: ${detail}`}.`,
  advice:
    'Remove it by hand, and let slskd do so from now on: set remote_file_management: true in its configuration (SLSKD_REMOTE_FILE_MANAGEMENT), or give SoulSync write access to the download folder.',
});
