import { setTimeout as delay } from 'node:timers/promises';
import type { LocalDownloads } from '../../acquisition/ports/local-downloads.js';
import type { Cancelled, Located } from '../../acquisition/ports/audio-source.js';
import type { SlskdClient } from './slskd-client.js';
import type { SlskdInstance } from './slskd-instance.js';
import { remoteName, utcMs } from './slskd-places.js';
import type { WireTransfer } from './slskd-wire.js';
import type { TransferRequest } from './transfer-request.js';

/** Cancelling takes slskd 10 to 30 ms; a failed state may be gone again in 5 (apis/slskd.md 3.6, 3.8). */
const POLL_MS = 100;
const POLLS = 20;
/** Times of the file system may be coarser than those of a record. */
const COARSE_MS = 2_000;

export interface CancelTools {
  readonly client: SlskdClient;
  readonly localDownloads: LocalDownloads | null;
  locate(request: TransferRequest, record: WireTransfer): Promise<Located>;
  isWorkedOn(request: TransferRequest): Promise<boolean>;
  destinationOf(request: TransferRequest): string;
  instance(): Promise<SlskdInstance>;
}

const NOTHING: Cancelled = { kind: 'cancelled', remains: 'nothing', detail: null };
const PENDING: Cancelled = { kind: 'not-yet', bytes: null };

/** Ends a transfer and clears away what it left; each step may be repeated, and its record goes last, since it leads to the rest. */
export function slskdCancel({ client, localDownloads, locate, isWorkedOn, destinationOf, instance }: CancelTools) {
  return async function cancel(request: TransferRequest, record: WireTransfer): Promise<Cancelled> {
    const ended = await end(request, record);
    if (ended === null) return PENDING;
    const cleared = await clear(request, ended);
    if (cleared.kind === 'cancelled') await client.cancel(request.username, ended.id ?? '', true);
    return cleared;
  };

  /** null: it is not over yet. */
  async function end({ username }: TransferRequest, record: WireTransfer): Promise<WireTransfer | null> {
    const id = record.id ?? '';
    if (isFinal(record)) return record;
    await client.cancel(username, id, false);
    let before: WireTransfer | null = null;
    for (let poll = 0; poll < POLLS; poll += 1) {
      await delay(POLL_MS);
      const now = await client.download(username, id);
      if (now === null || isFinal(now)) return now ?? record;
      // After our own DELETE every end is final, also one that reads as an error; seen twice it is no flicker between two tries.
      if (isOver(now) && before !== null && isOver(before)) return now;
      if (isOver(now) && before === null) await client.cancel(username, id, false);
      before = now;
    }
    return null;
  }

  async function clear(request: TransferRequest, ended: WireTransfer): Promise<Cancelled> {
    if (!/Succeeded/.test(ended.state ?? '')) return clearPart(request, ended);
    if (ended.exception) {
      await removeEmptyFolder(request);
      return clearPart(request, ended);
    }
    const located = await locate(request, ended);
    if (located.kind === 'not-yet') return located;
    const { path, localFilename, sizeBytes } = located;
    if (await client.deleteFile('downloads', path)) {
      await removeEmptyFolder(request);
      return NOTHING;
    }
    // In the folder that we asked for it is ours however many bytes it has: a disk may have kept fewer than the peer promised.
    const isOurs = path.startsWith(`${destinationOf(request)}/`);
    const removed = (await localDownloads?.remove({ path, localFilename, sizeBytes: isOurs ? null : sizeBytes })) ?? 'forbidden';
    if (removed === 'away') return PENDING;
    return removed === 'removed' ? NOTHING : { kind: 'cancelled', remains: 'file', detail: `${path} in the download folder` };
  }

  /** A part that was there before this transfer, or that somebody else's works on, is not ours to remove. */
  async function clearPart(request: TransferRequest, { startedAt }: WireTransfer): Promise<Cancelled> {
    const startedMs = utcMs(startedAt);
    const { folders, file } = remoteName(request.filename);
    const folder = [request.username, ...folders].join('/');
    const part = (await client.folder('incomplete', folder))?.files?.find(({ name }) => name === file);
    const modifiedMs = utcMs(part?.modifiedAt);
    const isOurs = startedMs !== null && modifiedMs !== null && modifiedMs >= startedMs - COARSE_MS;
    if (!isOurs || (await isWorkedOn(request))) return NOTHING;
    if (await client.deleteFile('incomplete', `${folder}/${file}`)) return NOTHING;
    const localFilename = `${(await instance()).incompleteRoot ?? ''}/${folder}/${file}`;
    const same = { localFilename, sizeBytes: part?.length ?? -1, modifiedMs };
    if ((await localDownloads?.removeSame(same)) === 'removed') return NOTHING;
    return { kind: 'cancelled', remains: 'part', detail: `${folder}/${file} in slskd's folder for incomplete files` };
  }

  /** The folder that we asked for; deleting one takes all that is in it along, so only when nothing is. */
  async function removeEmptyFolder(request: TransferRequest): Promise<void> {
    const folder = destinationOf(request);
    const listed = await client.folder('downloads', folder);
    if (listed && (listed.files ?? []).length === 0 && (listed.directories ?? []).length === 0)
      await client.deleteFolder('downloads', folder);
  }
}

const isOver = ({ state }: WireTransfer) => /Completed/.test(state ?? '');
/** Never tried again by slskd itself. */
const isFinal = ({ state }: WireTransfer) => /Succeeded|Cancelled|Rejected|Aborted/.test(state ?? '');
