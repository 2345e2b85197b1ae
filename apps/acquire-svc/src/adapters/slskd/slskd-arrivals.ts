import type { Located } from '../../acquisition/ports/audio-source.js';
import type { SlskdClient } from './slskd-client.js';
import type { SlskdInstance } from './slskd-instance.js';
import { below, configuredFolder, isNameOf, remoteName, utcMs } from './slskd-places.js';
import type { WireStoredFile, WireTransfer } from './slskd-wire.js';
import type { TransferRequest } from './transfer-request.js';

/** Events can be inserted behind ones already seen: an overlap is read each time (apis/slskd.md 4.4). */
const EVENTS_READ = 200;
/** Times of the file system may be coarser than those of a record. */
const COARSE_MS = 2_000;

/** Finds what a finished transfer made, in the order of trust of apis/slskd.md 4.3; a file that may be somebody else's is never named. */
export function slskdArrivals(
  client: SlskdClient,
  instance: () => Promise<SlskdInstance>,
  destinationOf: (request: TransferRequest) => string,
) {
  /** Files that had all their bytes at the last poll; whole is what has them at two. */
  const complete = new Map<string, string>();

  return async function locate(request: TransferRequest, record: WireTransfer): Promise<Located> {
    const { downloadsRoot, subdirectory } = await instance();
    const at = (path: string): Located => ({
      kind: 'found',
      path,
      localFilename: `${(downloadsRoot ?? '').replace(/[\\/]+$/, '')}/${path}`,
      sizeBytes: request.sizeBytes,
    });

    const named = await namedByEvent(client, record.id ?? '');
    const path = named === null ? null : below(downloadsRoot, named);
    if (named !== null && path !== null) return { kind: 'found', path, localFilename: named, sizeBytes: request.sizeBytes };

    // A folder that we asked for is nobody else's; one of slskd's own rule is everybody's, and there only a file made while this transfer ran is ours.
    const own = await filesIn(destinationOf(request), () => true);
    const shared = configuredFolder(subdirectory, request.filename);
    const candidates = own.length > 0 || shared === null ? own : await filesIn(shared, madeBy(record));
    const [only] = candidates;
    if (candidates.length !== 1 || only === undefined) return { kind: 'not-yet', bytes: 0 };
    const seen = `${only.path} ${only.bytes} ${only.modifiedAt}`;
    const unchanged = complete.get(request.transferId) === seen;
    complete.set(request.transferId, seen);
    if (only.bytes !== request.sizeBytes || !unchanged) return { kind: 'not-yet', bytes: only.bytes };
    complete.delete(request.transferId);
    return at(only.path);

    async function filesIn(folder: string, isOurs: (file: WireStoredFile) => boolean) {
      const listed = (await client.folder('downloads', folder))?.files ?? [];
      return listed
        .filter((file) => isNameOf(remoteName(request.filename).file, file.name ?? '') && isOurs(file))
        .map(({ name, length, modifiedAt }) => ({
          path: folder === '' ? (name ?? '') : `${folder}/${name ?? ''}`,
          bytes: length ?? 0,
          modifiedAt: modifiedAt ?? '',
        }));
    }
  };
}

/** Written between the start and the end of the transfer: it keeps its time when it is moved. */
function madeBy({ startedAt, endedAt }: WireTransfer): (file: WireStoredFile) => boolean {
  const [fromMs, toMs] = [utcMs(startedAt), utcMs(endedAt)];
  return ({ modifiedAt }) => {
    const ms = utcMs(modifiedAt);
    return fromMs !== null && toMs !== null && ms !== null && ms >= fromMs - COARSE_MS && ms <= toMs + COARSE_MS;
  };
}

/** The place as slskd names it once the file is whole; null: it has not said so (yet). Any field of an event may be missing. */
async function namedByEvent(client: SlskdClient, networkTransferId: string): Promise<string | null> {
  for (const event of await client.events(EVENTS_READ)) {
    if (event.type !== 'DownloadFileComplete' || !event.data) continue;
    const data = JSON.parse(event.data) as { localFilename?: string; transfer?: { id?: string } }; // checked field by field below
    if (data.transfer?.id === networkTransferId && typeof data.localFilename === 'string') return data.localFilename;
  }
  return null;
}
