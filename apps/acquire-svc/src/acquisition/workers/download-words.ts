import type { Words } from '@soulsync/service-kit';
import type { TransferRequest } from '../ports/peer-network.js';

export const NOT_LOCATED = 'slskd says it is finished, and names no file of it';

const nameOf = ({ filename }: TransferRequest) => filename.split(/[\\/]/).at(-1) ?? filename;

export const notLocatedInWords = (request: TransferRequest): Words => ({
  message: `slskd finished "${nameOf(request)}" of ${request.username}, and no file in its download folder is surely this one.`,
  advice:
    'Nothing there was touched; another copy is fetched. Look at the download folder and at the log of slskd: it may have been stopped, or its disk full, while it moved the file.',
});

export const remainsInWords = (request: TransferRequest, detail: string | null): Words => ({
  message: `"${nameOf(request)}" of ${request.username} was cancelled, and what had arrived of it could not be removed${detail === null ? '' : `: ${detail}`}.`,
  advice:
    'Remove it by hand, and let slskd do so from now on: set remote_file_management: true in its configuration (SLSKD_REMOTE_FILE_MANAGEMENT), or give SoulSync write access to the download folder.',
});
