import { folderPair, madeOncePer, rootGuard } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { liveSource } from './acquisition/workers/live-source.js';
import type { LiveSource } from './acquisition/workers/live-source.js';
import { reportedSource } from './acquisition/workers/reported-source.js';
import { localDownloads } from './adapters/filesystem/local-downloads.js';
import { slskdAudioSource } from './adapters/slskd/slskd-audio-source.js';
import { slskdClient } from './adapters/slskd/slskd-client.js';
import type { AcquireConfig } from './config.js';
import type { PeerAvailability } from './peers/peer-availability.js';
import { SlskdSettings } from './settings.js';
import type { AcquireSettings } from './settings.js';

/** As the settings say at the moment; where it is not set up, recordings stay missing and say so. */
export function slskdSource(kit: Kit<AcquireConfig>, settings: AcquireSettings, peers: PeerAvailability): LiveSource {
  const { external, store } = kit;
  const current = madeOncePer(
    () => [settings.slskd(), settings.downloads(), settings.searches()] as const,
    ([{ url, apiKey }, downloads, searches]) => {
      if (!url || !apiKey) return null;
      const common = { system: 'slskd', baseUrl: url, headers: () => ({ 'X-API-Key': apiKey.reveal() }), timeoutMs: 20_000 };
      const requests = external.client({ ...common, retries: 2, circuit: { failures: 8, openMs: 5_000 } });
      /** Searches have a budget of their own: one an account, kept over restarts. */
      const rate = { account: `search:${url}`, calls: searches.budget, windowMs: searches.budgetWindowMs, minGapMs: searches.gapMs };
      return slskdAudioSource(slskdClient(requests, external.client({ ...common, retries: 0, rate })), {
        searchPollMs: Math.min(750, Math.max(100, searches.windowMs / 8)),
        destinationRoot: 'soulsync',
        peers,
        localDownloads: downloads.dir ? localDownloads(rootGuard(store, 'downloads', downloads.dir), folderPair(downloads.pathMap)) : null,
      });
    },
  );
  const { changes } = kit.settings.of(SlskdSettings);
  return reportedSource('slskd', liveSource('slskd', current, changes), kit.connections);
}

/** Now and after each change; what was said of a slskd that is no longer the one is taken back. */
export function sayWhetherSetUp({ health, connections }: Kit<AcquireConfig>, slskd: LiveSource): void {
  const say = () => {
    if (slskd.isSetUp()) return health.clear(NOT_SET_UP);
    health.raise({
      code: NOT_SET_UP,
      level: 'warning',
      params: {},
    });
  };
  slskd.changes.subscribe(() => {
    connections.forget('slskd');
    health.clear('slskd-unavailable');
    say();
  });
  say();
}

const NOT_SET_UP = 'slskd-not-set-up';
