import { Unavailable } from '@soulsync/service-kit';
import type { RunningScan } from '../../library/ports/library-server.js';
import { SubsonicRefusal } from './subsonic-client.js';
import type { Query, SubsonicClient } from './subsonic-client.js';
import { isTrue, textOf } from './subsonic-wire.js';
import type { WireScanStatus } from './subsonic-wire.js';

/** A scan that the server's clock does not show for so long may have been quick; the files are looked for all the same. */
const NEVER_SEEN_MS = 60_000;

/**
 * Asks for a scan and follows it. A server that is scanning already has perhaps passed the folder: it is asked again when that scan is over.
 * `scanning: false` alone is no end where the server says when it scanned last, and has to be seen twice where it does not.
 */
export async function subsonicScan(client: SubsonicClient, target: Query): Promise<RunningScan> {
  const before = await statusOf(client);
  const baseline = timeOf(before);
  let waiting = isTrue(before?.scanning);
  let askedAtMs = performance.now();
  let quiet = 0;
  if (!waiting) await client.write('startScan', target);

  return {
    async progress() {
      const now = await statusOf(client);
      if (now === null) return 'unknown'; // it can't be followed
      const failed = textOf(now.error);
      if (failed !== null && !waiting) throw new Unavailable('subsonic', `the scan of the Subsonic server failed: ${failed.slice(0, 200)}`);
      if (isTrue(now.scanning)) {
        quiet = 0;
        return waiting ? 'queued' : 'running';
      }
      if (waiting) {
        waiting = false;
        askedAtMs = performance.now();
        await client.write('startScan', target);
        return 'queued';
      }
      quiet += 1;
      if (baseline === null) return quiet >= 2 ? 'settled' : 'running';
      if ((timeOf(now) ?? 0) > baseline) return 'settled';
      return performance.now() - askedAtMs > NEVER_SEEN_MS ? 'unknown' : 'running';
    },
  };
}

/** null: it may not be asked, or not by this user. */
async function statusOf(client: SubsonicClient): Promise<WireScanStatus | null> {
  try {
    return (await client.read('getScanStatus')).scanStatus ?? null;
  } catch (error) {
    if (error instanceof SubsonicRefusal) return null;
    throw error;
  }
}

function timeOf(status: WireScanStatus | null): number | null {
  const at = Date.parse(status?.lastScan ?? '');
  return Number.isNaN(at) ? null : at;
}
