import { rootGuard } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { liveNetwork, madeOncePer } from './acquisition/workers/live-network.js';
import type { LiveNetwork } from './acquisition/workers/live-network.js';
import { localDownloads } from './adapters/filesystem/local-downloads.js';
import type { PathMap } from './adapters/filesystem/local-downloads.js';
import { slskdClient } from './adapters/slskd/slskd-client.js';
import { slskdPeerNetwork } from './adapters/slskd/slskd-peer-network.js';
import type { AcquireConfig } from './config.js';
import { SlskdSettings } from './settings.js';
import type { AcquireSettings, DownloadSettings } from './settings.js';

/** As the settings say at the moment; where it is not set up, recordings stay missing and say so. */
export function slskdNetwork(kit: Kit<AcquireConfig>, settings: AcquireSettings): LiveNetwork {
  const { outside, store } = kit;
  const current = madeOncePer(
    () => [settings.slskd(), settings.downloads(), settings.searches()] as const,
    ([{ url, apiKey }, downloads, searches]) => {
      if (!url || !apiKey) return null;
      const common = { system: 'slskd', baseUrl: url, headers: () => ({ 'X-API-Key': apiKey.reveal() }), timeoutMs: 20_000 };
      const requests = outside.client({ ...common, retries: 2, circuit: { failures: 8, openMs: 5_000 } });
      /** Searches have a budget of their own: one an account, kept over restarts. */
      const rate = { account: `search:${url}`, calls: searches.budget, windowMs: searches.budgetWindowMs, minGapMs: searches.gapMs };
      return slskdPeerNetwork(slskdClient(requests, outside.client({ ...common, retries: 0, rate })), {
        searchPollMs: Math.min(750, Math.max(100, searches.windowMs / 8)),
        destinationRoot: 'soulsync',
        localDownloads: downloads.dir ? localDownloads(rootGuard(store, 'downloads', downloads.dir), pathMap(downloads)) : null,
      });
    },
    (before, now) => before.every((section, place) => section === now[place]),
  );
  const { changes } = kit.settings.of(SlskdSettings);
  return liveNetwork(current, changes);
}

function pathMap({ pathMap: text = '' }: DownloadSettings): PathMap | null {
  const [remote = '', local = ''] = text.split('=');
  return remote && local ? { remote, local } : null;
}

/** Now and after each change; what was said of a slskd that is no longer the one is taken back. */
export function sayWhetherSetUp({ health, connections }: Kit<AcquireConfig>, network: LiveNetwork): void {
  const say = () => {
    if (network.isSetUp()) return health.clear(NOT_SET_UP);
    health.raise({
      code: NOT_SET_UP,
      level: 'warning',
      params: {},
    });
  };
  network.changes.subscribe(() => {
    connections.forget('slskd');
    health.clear('slskd-unavailable');
    say();
  });
  say();
}

const NOT_SET_UP = 'slskd-not-set-up';
