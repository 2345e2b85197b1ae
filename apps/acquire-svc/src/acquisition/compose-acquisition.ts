import type { AcquisitionId } from '@soulsync/contracts';
import { discoveries } from '@soulsync/discovery';
import { commandHandler, newId, runningProcess } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../config.js';
import type { PeerBook } from '../peers/peer-availability.js';
import type { AcquireSettings } from '../settings.js';
import { ACQUISITIONS, AcquisitionsController } from './api/acquisitions.controller.js';
import { DiscoveryController, SLSKDS } from './api/discovery.controller.js';
import { acquisition } from './domain/acquisition/decide.js';
import { acquireMissing } from './processes/acquire-missing.process.js';
import type { AcquireMissingCommand } from './processes/acquire-missing.process.js';
import { acquisitionsProjection } from './projections/acquisitions.projection.js';
import { acquisitionStep } from './workers/acquisition-step.js';
import type { Acquisitions } from './workers/acquisition-step.js';
import { downloadPause } from './workers/download-pause.js';
import { driveAcquisitions } from './workers/drive-acquisitions.js';
import type { LiveNetwork } from './workers/live-network.js';
import { reportedNetwork } from './workers/reported-network.js';

export const acquisitionProjections = [acquisitionsProjection];

/** What is fetched, from the search to the file that arrived. */
export function composeAcquisition(kit: Kit<AcquireConfig>, settings: AcquireSettings, network: LiveNetwork, peers: PeerBook) {
  const acquisitions = commandHandler(kit.store, acquisition);
  const pause = downloadPause(kit);
  const step = acquisitionStep(kit, settings, acquisitions, reportedNetwork(network, kit.connections), peers, pause.paused);
  return {
    controllers: [AcquisitionsController, DiscoveryController],
    providers: [
      { provide: ACQUISITIONS, useValue: acquisitions },
      { provide: SLSKDS, useValue: discoveries(kit, ['slskd']) },
    ],
    processes: [runningProcess({ process: acquireMissing, dispatch: dispatchTo(acquisitions, kit) })],
    workers: [pause.worker, driveAcquisitions(kit, settings, step, network, pause.paused)],
    retry: (id: AcquisitionId) => retry(acquisitions, kit, id),
  };
}

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
