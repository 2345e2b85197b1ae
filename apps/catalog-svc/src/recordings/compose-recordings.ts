import { commandHandler } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { CatalogConfig } from '../config.js';
import { wantedRecording } from './domain/wanted-recording/wanted-recording.js';
import { wantByHand } from './processes/want-by-hand.js';
import { wantEntries } from './processes/want-entries.js';
import type { HoldingPlaylists } from './processes/want-entries.js';
import { recordingStatesProjection } from './projections/recording-states.projection.js';

export const recordingProjections = [recordingStatesProjection];

/** Recordings that are wanted, what wants them, and how each of them fares. */
export function composeRecordings(kit: Kit<CatalogConfig>, playlists: HoldingPlaylists) {
  const wanted = commandHandler(kit.store, wantedRecording);
  const now = () => kit.clock.now();
  return { reactors: [wantEntries(playlists, wanted, now), wantByHand(wanted, now)] };
}
