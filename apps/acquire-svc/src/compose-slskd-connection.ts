import { connectionTest, ExternalError, serviceConnection, testStep } from '@soulsync/service-kit';
import type { ConnectionStanding, Kit, ServiceConnection, Worker } from '@soulsync/service-kit';
import { slskdClient } from './adapters/slskd/slskd-client.js';
import type { SlskdClient } from './adapters/slskd/slskd-client.js';
import { slskdSteps } from './adapters/slskd/slskd-test.js';
import type { AcquireConfig } from './config.js';
import { SlskdSettings } from './settings.js';
import type { AcquireSettings } from './settings.js';

/** Often enough that a frozen slskd is known within half a minute. */
const POLL_MS = 15_000;
const ANSWER_MS = 5_000;

type Standing = Omit<ConnectionStanding, 'since' | 'isInUse'>;

/** slskd as people set it up and test it, and as it is looked at all the time: also when nothing is wanted of it. */
export function slskdConnection(
  kit: Kit<AcquireConfig>,
  settings: AcquireSettings,
): { readonly connection: ServiceConnection; readonly worker: Worker } {
  let now: Standing & Pick<ConnectionStanding, 'since'> = { ...plain('connecting'), since: kit.clock.now() };

  function become(next: Standing): void {
    const since = next.state === now.state && next.code === now.code ? now.since : kit.clock.now();
    if (next.state !== now.state) kit.live.health(kit.service);
    now = { ...next, since };
  }

  async function observe(): Promise<void> {
    const set = settings.slskd();
    const { url } = set;
    const client = asked(kit, set);
    const isOther = () => settings.slskd() !== set; // what was heard speaks of another slskd
    if (client === null || !url) return become(plain('unconfigured'));
    try {
      const application = await client.application();
      if (isOther()) return;
      if (typeof application.server !== 'object') throw new Error('Something else than slskd answers there.'); // a proxy's page, say
      const { version, server, shares } = application;
      kit.connections.ok('slskd');
      const facts = `${version?.current ?? 'slskd'} at ${new URL(url).host}`;
      if (!server.isConnected || !server.isLoggedIn)
        return become({ ...plain('degraded', facts), code: 'not-signed-in', detail: 'slskd is not signed in to the Soulseek network.' });
      if (shares?.files === 0) return become({ ...plain('degraded', facts), code: 'nothing-shared', detail: 'Nothing is shared.' });
      become(plain('connected', facts));
    } catch (error) {
      if (isOther()) return;
      const isRefused = error instanceof ExternalError && (error.kind === 'unauthorized' || error.kind === 'forbidden');
      const state = isRefused ? 'refused' : 'unreachable';
      const detail = isRefused ? 'The API key is refused.' : error instanceof Error ? error.message : String(error);
      const nextTryAt = new Date(Date.parse(kit.clock.now()) + POLL_MS).toISOString();
      become({ ...plain(state, now.facts), code: state, detail, nextTryAt });
      kit.connections.failing('slskd', detail, nextTryAt);
    }
  }

  return {
    connection: serviceConnection({
      id: 'slskd',
      section: SlskdSettings,
      report: () =>
        asked(kit, settings.slskd()) === null ? { ...plain('unconfigured'), since: now.since, isInUse: false } : { ...now, isInUse: true },
      async test(candidate) {
        const client = asked(kit, candidate);
        if (client === null) {
          const field = candidate.url ? 'apiKey' : 'url';
          return {
            steps: [testStep('configured', false, `slskd has no ${field === 'url' ? 'address' : 'API key'}`, 'Fill it in.', { field })],
          };
        }
        return connectionTest(slskdSteps(client, settings.downloads()), kit.clock.monotonicMs);
      },
    }),
    worker: {
      name: 'watch-slskd',
      async run(signal) {
        let changed = new AbortController();
        const heard = kit.settings.of(SlskdSettings).changes.subscribe(() => changed.abort());
        try {
          while (!signal.aborted) {
            await observe();
            await kit.sleep(POLL_MS, signal, changed.signal);
            if (changed.signal.aborted) changed = new AbortController();
          }
        } finally {
          heard.unsubscribe();
        }
      },
    },
  };
}

const plain = (state: Standing['state'], facts: string | null = null): Standing => ({
  state,
  code: null,
  detail: null,
  nextTryAt: null,
  facts,
});

/** Once, briefly, and without a say in how the source itself stands; null: it is not set up. */
function asked({ external }: Kit<AcquireConfig>, { url, apiKey }: SlskdSettings): SlskdClient | null {
  if (!url || !apiKey) return null;
  const http = external.client({
    system: 'slskd',
    baseUrl: url,
    headers: () => ({ 'X-API-Key': apiKey.reveal() }),
    timeoutMs: ANSWER_MS,
    retries: 0,
    reports: false,
  });
  return slskdClient(http, http);
}
