import { actorText } from '@soulsync/contracts';
import type { AcquisitionId, WantedRecordingId } from '@soulsync/contracts';
import { discoveries } from '@soulsync/discovery';
import { commandHandler, continuing, runningProcess, uuid5 } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { newestDescription, recordingDescriptions } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../config.js';
import type { AcquireSettings } from '../settings.js';
import { ACQUISITIONS, AcquisitionsController } from './api/acquisitions.controller.js';
import { DiscoveryController, SLSKDS } from './api/discovery.controller.js';
import { acquisition } from './domain/acquisition/decide.js';
import { acquireMissing } from './processes/acquire-missing.process.js';
import type { AcquireMissingCommand } from './processes/acquire-missing.process.js';
import { acquisitionsProjection } from './projections/acquisitions.projection.js';
import { acquisitionFor } from './workers/acquisition-for.js';
import { acquisitionStep } from './workers/acquisition-step.js';
import type { Acquisitions } from './workers/acquisition-step.js';
import { downloadPause } from './workers/download-pause.js';
import { driveAcquisitions } from './workers/drive-acquisitions.js';
import type { LiveSource } from './workers/live-source.js';

export const acquisitionProjections = [acquisitionsProjection, recordingDescriptions];

/** What is fetched, from the search to the file that arrived. */
export function composeAcquisition(kit: Kit<AcquireConfig>, settings: AcquireSettings, sources: LiveSource) {
  const acquisitions = commandHandler(kit.store, acquisition);
  const pause = downloadPause(kit);
  const step = acquisitionStep(kit, settings, sources, pause.paused, newestDescription(kit.dataSource, kit.schema));
  return {
    controllers: [AcquisitionsController, DiscoveryController],
    providers: [
      { provide: ACQUISITIONS, useValue: acquisitions },
      { provide: SLSKDS, useValue: discoveries(kit, settings.discovery, ['slskd']) },
    ],
    processes: [runningProcess({ process: acquireMissing, dispatch: dispatchTo(acquisitions, kit) })],
    workers: [pause.worker, driveAcquisitions(kit, settings, acquisitions, step, sources, pause.paused)],
    retry: (id: AcquisitionId) => retry(acquisitions, kit, id),
    retryNow: (id: AcquisitionId, asked: CommandContext) => retryNow(acquisitions, id, asked),
  };
}

const dispatchTo =
  (acquisitions: Acquisitions, kit: Kit<AcquireConfig>) =>
  async (command: AcquireMissingCommand, context: CommandContext, processId: string): Promise<void> => {
    const at = kit.clock.now();
    switch (command.type) {
      case 'Request': {
        const subject = { kind: 'recording', recordingId: processId as WantedRecordingId } as const; // the journey's id is the recording's
        const { recording, origin = null } = command.data; // asked for by an earlier version it names no origin
        const acquisitionId = await acquisitionFor(acquisitions, processId);
        const request = { acquisitionId, subject, reason: 'missing', profileId: null, priority: 0, origin, recording, at } as const;
        await acquisitions(acquisitionId, { type: 'RequestAcquisition', data: request }, context);
        return;
      }
      case 'Refuse':
        await acquisitions(processId, { type: 'RefuseOffer', data: { ...command.data, at } }, context);
        return;
      case 'Fulfil':
        await acquisitions(await acquisitionFor(acquisitions, processId), { type: 'Fulfil', data: { ...command.data, at } }, context);
        return;
      case 'Drop':
        await acquisitions(
          await acquisitionFor(acquisitions, processId),
          { type: 'Cancel', data: { by: actorText(context.actor), cause: command.data.cause, at } },
          context,
        );
        return;
    }
  };

/** A person does not wait for its time. */
async function retryNow(acquisitions: Acquisitions, id: AcquisitionId, asked: CommandContext): Promise<void> {
  const context = { ...asked, commandId: uuid5(asked.commandId, 'of-many', id) };
  await acquisitions(id, { type: 'RetryWish', data: { by: actorText(asked.actor), at: asked.time } }, context);
}

/** By its time, which the event set that made it a wish. */
async function retry(acquisitions: Acquisitions, kit: Kit<AcquireConfig>, id: AcquisitionId): Promise<void> {
  const actor = { kind: 'schedule', id: 'wishes' } as const;
  const time = kit.clock.now();
  const { lastEvent } = await acquisitions.read(id);
  await acquisitions(
    id,
    { type: 'RetryWish', data: { by: actorText(actor), waited: true, at: time } },
    continuing(lastEvent, { actor, time }),
  );
}
