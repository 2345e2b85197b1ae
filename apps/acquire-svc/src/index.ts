import type { AcquisitionId } from '@soulsync/contracts';
import { commandHandler, newId, runningProcess } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { defineService, discoveries } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { acquireModule } from './acquire.module.js';
import { slskdClient } from './adapters/slskd/slskd-client.js';
import { slskdPeerNetwork } from './adapters/slskd/slskd-peer-network.js';
import { AcquireConfig } from './config.js';
import { acquisition } from './domain/acquisition/decide.js';
import { wishWaitsMs } from './domain/acquisition/wish-schedule.js';
import { peer } from './domain/peer/peer.js';
import type { PeerNetwork } from './ports/peer-network.js';
import { acquireMissing } from './processes/acquire-missing.process.js';
import type { AcquireMissingCommand } from './processes/acquire-missing.process.js';
import { acquisitionStep } from './processes/acquisition-step.js';
import type { Acquisitions } from './processes/acquisition-step.js';
import { downloadPause } from './processes/download-pause.js';
import { driveAcquisitions } from './processes/drive-acquisitions.js';
import { peerBook } from './processes/peer-book.js';
import { reportedNetwork } from './processes/reported-network.js';
import { retryWishes } from './processes/retry-wishes.js';
import { acquisitionsProjection } from './projections/acquisitions.projection.js';
import { blockedPeersProjection } from './projections/blocked-peers.projection.js';
import { wishesProjection } from './projections/wishes.projection.js';
import { acquireResources } from './resources.js';

export const acquireService = defineService({
  name: 'acquire-svc',
  schema: 'acquire',
  config: AcquireConfig,
  projections: [acquisitionsProjection, wishesProjection, blockedPeersProjection],
  resources: acquireResources,
  compose(kit) {
    const acquisitions = commandHandler(kit.store, acquisition);
    const peers = commandHandler(kit.store, peer);
    const network = peerNetwork(kit);
    if (!network) tellUnconfigured(kit);
    const pause = downloadPause(kit);
    return {
      module: acquireModule(kit, acquisitions, peers, discoveries(kit, ['slskd'])),
      processes: [runningProcess({ process: acquireMissing, dispatch: dispatchTo(acquisitions, kit) })],
      deadlines: [retryWishes((id) => retry(acquisitions, kit, id), Math.max(...wishWaitsMs(kit.config.wishRetryMs)))],
      workers: network
        ? [
            pause.worker,
            driveAcquisitions(
              kit,
              acquisitionStep(kit, acquisitions, reportedNetwork(network, kit.connections), peerBook(kit, peers), pause.paused),
              pause.paused,
            ),
          ]
        : [],
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
        await acquisitions(processId, { type: 'Cancel', data: { by: context.actor, at } }, context);
        return;
    }
  };

async function retry(acquisitions: Acquisitions, kit: Kit<AcquireConfig>, id: AcquisitionId): Promise<void> {
  const commandId = newId();
  const by = 'schedule:wishes';
  const time = kit.clock.now();
  await acquisitions(
    id,
    { type: 'RetryWish', data: { by, at: time } },
    { commandId, correlationId: id, causationId: null, actor: by, traceparent: null, time },
  );
}

/** null: slskd is not set up, which is a real answer: recordings stay missing and say so. */
function peerNetwork({ config, outside }: Kit<AcquireConfig>): PeerNetwork | null {
  const { slskdUrl, slskdApiKey } = config;
  if (!slskdUrl || !slskdApiKey) return null;
  const common = { system: 'slskd', baseUrl: slskdUrl, headers: () => ({ 'X-API-Key': slskdApiKey.reveal() }), timeoutMs: 20_000 };
  const requests = outside.client({ ...common, retries: 2, circuit: { failures: 8, openMs: 5_000 } });
  /** Searches have a budget of their own: one an account, kept over restarts. */
  const searches = outside.client({
    ...common,
    retries: 0,
    rate: {
      account: `search:${slskdUrl}`,
      calls: config.searchBudget,
      windowMs: config.searchBudgetWindowMs,
      minGapMs: config.searchGapMs,
    },
  });
  return slskdPeerNetwork(slskdClient(requests, searches), {
    searchPollMs: Math.min(750, Math.max(100, config.searchWindowMs / 8)),
    destinationRoot: 'soulsync',
  });
}

const tellUnconfigured = ({ health }: Kit<AcquireConfig>) =>
  health.raise({
    code: 'slskd-not-set-up',
    level: 'warning',
    message: 'No slskd is set up: what is missing is listed and not fetched.',
    advice: 'Set SOULSYNC_SLSKD_URL and SOULSYNC_SLSKD_API_KEY.',
  });
