import type { AcquisitionId } from '@soulsync/contracts';
import { commandHandler, newId, runningProcess } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { discoveries } from '@soulsync/discovery';
import { defineService, rootGuard } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { acquireModule } from './acquire.module.js';
import { localDownloads } from './adapters/filesystem/local-downloads.js';
import type { PathMap } from './adapters/filesystem/local-downloads.js';
import { slskdClient } from './adapters/slskd/slskd-client.js';
import { slskdAudioSource } from './adapters/slskd/slskd-audio-source.js';
import { AcquireConfig } from './config.js';
import { acquisition } from './domain/acquisition/decide.js';
import { wishWaitsMs } from './domain/acquisition/wish-schedule.js';
import { peer } from './domain/peer/peer.js';
import { acquireMissing } from './processes/acquire-missing.process.js';
import type { AcquireMissingCommand } from './processes/acquire-missing.process.js';
import { acquisitionStep } from './processes/acquisition-step.js';
import type { Acquisitions } from './processes/acquisition-step.js';
import { downloadPause } from './processes/download-pause.js';
import { driveAcquisitions } from './processes/drive-acquisitions.js';
import { LONGEST_REST_MS, peerBook } from './processes/peer-book.js';
import type { PeerBook } from './processes/peer-book.js';
import { audioSources } from './processes/audio-sources.js';
import { liveSource, madeOncePer } from './processes/live-source.js';
import type { LiveSource } from './processes/live-source.js';
import { reportedSource } from './processes/reported-source.js';
import { retryWishes } from './processes/retry-wishes.js';
import { acquisitionsProjection } from './projections/acquisitions.projection.js';
import { blockedPeersProjection } from './projections/blocked-peers.projection.js';
import { wishesProjection } from './projections/wishes.projection.js';
import { acquireResources } from './resources.js';
import { acquireSections, acquireSettings, SlskdSettings } from './settings.js';
import type { AcquireSettings, DownloadSettings } from './settings.js';

export const acquireService = defineService({
  name: 'acquire-svc',
  schema: 'acquire',
  config: AcquireConfig,
  settings: acquireSections,
  projections: [acquisitionsProjection, wishesProjection, blockedPeersProjection],
  resources: acquireResources,
  compose(kit) {
    const acquisitions = commandHandler(kit.store, acquisition);
    const peers = commandHandler(kit.store, peer);
    const settings = acquireSettings(kit.settings);
    const soulseek = slskdSource(kit, settings, peerBook(kit, peers));
    sayWhetherSetUp(kit, soulseek);
    /** A new source is its adapter and a line here. */
    const sources = audioSources({ soulseek });
    const pause = downloadPause(kit);
    const step = acquisitionStep(kit, settings, acquisitions, sources, pause.paused);
    return {
      module: acquireModule(kit, acquisitions, peers, discoveries(kit, ['slskd'])),
      processes: [runningProcess({ process: acquireMissing, dispatch: dispatchTo(acquisitions, kit) })],
      deadlines: [
        retryWishes(
          (id) => retry(acquisitions, kit, id),
          () => Math.max(LONGEST_REST_MS, ...wishWaitsMs(settings.wishes().retryMs)),
        ),
      ],
      workers: [pause.worker, driveAcquisitions(kit, settings, step, sources, pause.paused)],
    };
  },
});

const dispatchTo =
  (acquisitions: Acquisitions, kit: Kit<AcquireConfig>) =>
  async (command: AcquireMissingCommand, context: CommandContext, processId: string): Promise<void> => {
    const at = kit.clock.now();
    switch (command.type) {
      case 'Request':
        await acquisitions(processId, { type: 'RequestAcquisition', data: { ...command.data, at } }, context);
        return;
      case 'Refuse':
        await acquisitions(processId, { type: 'RefuseOffer', data: { ...command.data, at } }, context);
        return;
      case 'Fulfil':
        await acquisitions(processId, { type: 'Fulfil', data: { ...command.data, at } }, context);
        return;
      case 'Drop':
        await acquisitions(processId, { type: 'Cancel', data: { by: context.actor, cause: command.data.cause, at } }, context);
        return;
    }
  };

async function retry(acquisitions: Acquisitions, kit: Kit<AcquireConfig>, id: AcquisitionId): Promise<void> {
  const commandId = newId();
  const by = 'schedule:wishes';
  const time = kit.clock.now();
  await acquisitions(
    id,
    { type: 'RetryWish', data: { by, waited: true, at: time } },
    { commandId, correlationId: id, causationId: null, actor: by, traceparent: null, time },
  );
}

/** As the settings say at the moment; where it is not set up, recordings stay missing and say so. */
function slskdSource(kit: Kit<AcquireConfig>, settings: AcquireSettings, peers: PeerBook): LiveSource {
  const { outside, store } = kit;
  const current = madeOncePer(
    () => [settings.slskd(), settings.downloads(), settings.searches()] as const,
    ([{ url, apiKey }, downloads, searches]) => {
      if (!url || !apiKey) return null;
      const common = { system: 'slskd', baseUrl: url, headers: () => ({ 'X-API-Key': apiKey.reveal() }), timeoutMs: 20_000 };
      const requests = outside.client({ ...common, retries: 2, circuit: { failures: 8, openMs: 5_000 } });
      /** Searches have a budget of their own: one an account, kept over restarts. */
      const rate = { account: `search:${url}`, calls: searches.budget, windowMs: searches.budgetWindowMs, minGapMs: searches.gapMs };
      return slskdAudioSource(slskdClient(requests, outside.client({ ...common, retries: 0, rate })), {
        searchPollMs: Math.min(750, Math.max(100, searches.windowMs / 8)),
        destinationRoot: 'soulsync',
        peers,
        localDownloads: downloads.dir ? localDownloads(rootGuard(store, 'downloads', downloads.dir), pathMap(downloads)) : null,
      });
    },
    (before, now) => before.every((section, place) => section === now[place]),
  );
  const { changes } = kit.settings.of(SlskdSettings);
  return reportedSource('slskd', liveSource('slskd', current, changes), kit.connections);
}

function pathMap({ pathMap: text = '' }: DownloadSettings): PathMap | null {
  const [remote = '', local = ''] = text.split('=');
  return remote && local ? { remote, local } : null;
}

/** Now and after each change; what was said of a slskd that is no longer the one is taken back. */
function sayWhetherSetUp({ health, connections }: Kit<AcquireConfig>, slskd: LiveSource): void {
  const say = () => {
    if (slskd.isSetUp()) return health.clear(NOT_SET_UP);
    health.raise({
      code: NOT_SET_UP,
      level: 'warning',
      message: 'No slskd is set up: what is missing is listed and not fetched.',
      advice: 'Set its address and API key in the settings, or SOULSYNC_SLSKD_URL and SOULSYNC_SLSKD_API_KEY.',
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
