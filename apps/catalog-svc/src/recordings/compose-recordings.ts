import type { RecordingDescription } from '@soulsync/contracts';
import { commandHandler } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { CatalogConfig } from '../config.js';
import { IDENTITIES, RecordingsController, WANTED } from './api/recordings.controller.js';
import { WantingController } from './api/wanting.controller.js';
import { recordingIdentity } from './domain/recording-identity/recording-identity.js';
import { wantedRecording } from './domain/wanted-recording/wanted-recording.js';
import { identifiedOfLate, recallRecordings } from './processes/recall-recordings.js';
import type { RecallRecording } from './processes/recall-recordings.js';
import { reidentifyRecordings } from './processes/reidentify-recordings.js';
import type { ReidentifyEntries } from './processes/reidentify-recordings.js';
import { wantByHand } from './processes/want-by-hand.js';
import { wantEntries } from './processes/want-entries.js';
import type { HoldingPlaylists } from './processes/want-entries.js';
import { libraryFilesProjection } from './projections/library-files.projection.js';
import { recordingTimelinesProjection } from './projections/recording-timelines.projection.js';
import { recordingStatesProjection } from './projections/recording-states.projection.js';
import { describedOf, identifyRecordings, identityIdOf } from './workers/identify-recordings.js';
import type { Identities } from './workers/identify-recordings.js';

export const recordingProjections = [recordingStatesProjection, recordingTimelinesProjection, libraryFilesProjection];

/** Which descriptions are one recording. */
export function composeIdentities(kit: Kit<CatalogConfig>) {
  const identities = commandHandler(kit.store, recordingIdentity);
  const ofLate = identifiedOfLate();
  const recall: RecallRecording = (recording, ownId, context) =>
    // Nearly all are known: looking is one question, being refused and then looking three.
    identities(identityIdOf(recording), { type: 'Recall', data: { ...describedOf(recording), ownId, at: context.time } }, context);
  return {
    identities,
    async identify(recordings: readonly RecordingDescription[], context: CommandContext) {
      const ids = await identifyRecordings(identities, recordings, context);
      ofLate.add(ids);
      return ids;
    },
    reactors: [recallRecordings(recall, ofLate.has)],
  };
}

/** Recordings that are wanted, what wants them, and how each of them fares. */
export function composeRecordings(
  kit: Kit<CatalogConfig>,
  identities: Identities,
  playlists: HoldingPlaylists,
  reidentify: ReidentifyEntries,
) {
  const wanted = commandHandler(kit.store, wantedRecording);
  const now = () => kit.clock.now();
  return {
    controllers: [RecordingsController, WantingController],
    providers: [
      { provide: IDENTITIES, useValue: identities },
      { provide: WANTED, useValue: wanted },
    ],
    reactors: [wantEntries(playlists, wanted, now), wantByHand(wanted, now), reidentifyRecordings(wanted, reidentify)],
  };
}
