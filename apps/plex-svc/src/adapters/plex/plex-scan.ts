import { Unavailable } from '@soulsync/service-kit';
import type { RunningScan } from '../../library/ports/library-server.js';
import type { PlexClient } from './plex-client.js';
import { numberOf } from './plex-wire.js';
import type { WireActivity, WireSection } from './plex-wire.js';

/** Never seen running for so long: it may have been quick, so the files are looked for all the same. */
const NEVER_SEEN_MS = 60_000;

/** Asks for the scan and follows it as apis/plex.md 11.3 has it: `refreshing` alone is never the end. */
export async function plexScan(client: PlexClient, section: () => Promise<WireSection>, serverPath: string | null): Promise<RunningScan> {
  const before = await section();
  const key = String(before.key);
  const baseline = numberOf(before.scannedAt) ?? 0;
  const requestedAtMs = performance.now();
  await client.act(`/library/sections/${key}/refresh`, serverPath === null ? {} : { path: serverPath });
  let ran = false;
  let quiet = 0;
  let last: Awaited<ReturnType<RunningScan['progress']>> = 'queued';

  async function poll(): Promise<typeof last> {
    const now = await section();
    const listed: unknown = (await client.container('/activities')).Activity ?? [];
    const activities = Array.isArray(listed) ? (listed as WireActivity[]) : [];
    const ofSection = activities.some(
      ({ type, Context }) =>
        type === 'library.update.section' && (Context?.librarySectionID === undefined || String(Context.librarySectionID) === key),
    );
    const refreshing = now.refreshing === true || now.refreshing === '1';
    ran ||= refreshing || ofSection || (numberOf(now.scannedAt) ?? 0) > baseline;
    if (refreshing || ofSection) return 'running';
    if (!ran) return performance.now() - requestedAtMs > NEVER_SEEN_MS ? 'unknown' : 'queued';
    const busy = activities.some(({ type }) => type?.startsWith('library.') || type?.startsWith('media.generate.'));
    quiet = busy ? 0 : quiet + 1;
    return quiet >= 2 ? 'settled' : 'running';
  }

  return {
    async progress() {
      try {
        last = await poll();
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error; // a poll that failed says nothing either way
      }
      return last;
    },
  };
}
