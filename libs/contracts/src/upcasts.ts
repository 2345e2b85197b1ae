import { withContainer, withSource } from './acquire/former-offer.js';
import type { AcquisitionSubject } from './acquire/acquisition.js';
import type { FormerOffer, FormerQuality } from './acquire/former-offer.js';
import { withRelease } from './flat-recording.js';
import type { FlatRecording } from './flat-recording.js';
import type { AcquisitionId } from './ids.js';
import { recordingOf, withBroughtFile, withFilingSource } from './organize/former-filing.js';

/** One step of an event's shape: what was written before, as it would be written now. Pure; a stored event never changes. */
export interface Upcast {
  readonly type: string;
  /** Turns data of this schema version into that of the next one. */
  readonly from: number;
  readonly up: (data: object) => object;
}

/**
 * Of all events, in any order: every service's store reads through them, and writes the version after a type's last step (1 where there is
 * none). A change that old readers of the new shape would stumble over belongs here, with a spec that holds the old JSON; a field more does not.
 */
export const upcasts: readonly Upcast[] = [
  ...(['RecordingWanted', 'AcquisitionRequested', 'TransferFinished', 'FileArrived', 'FilingStarted'] as const).map((type): Upcast => ({
    type,
    from: 1,
    up: (data) => describedWithRelease(data as { recording: FlatRecording }),
  })),
  {
    type: 'EntriesAdded',
    from: 1,
    up: (data) => {
      const { entries, ...rest } = data as { entries: readonly { recording: FlatRecording }[] };
      return { ...rest, entries: entries.map(describedWithRelease) };
    },
  },
  {
    // What a process asked for, in its own stream: it may be asked for again.
    type: 'CommandIssued',
    from: 1,
    up: (data) => {
      const { command, ...rest } = data as { command: { type: string; data: { recording?: FlatRecording } } };
      const { recording } = command.data;
      return {
        ...rest,
        command: recording ? { ...command, data: { origin: null, ...command.data, recording: withRelease(recording) } } : command,
      };
    },
  },
  step('OffersRanked', 1, ({ accepted, ...data }: { accepted: readonly FormerOffer[] }) => ({
    ...data,
    accepted: accepted.map(withSource),
  })),
  step('TransferChosen', 1, withSourcedOffer),
  step('FileArrived', 2, withSourcedOffer),
  step('TransferFinished', 2, (data: { offer: FormerOffer }) => ({ ...withSourcedOffer(data), filename: data.offer.filename })),
  step('FilingStarted', 2, withBroughtFile),
  step('FileVerified', 1, ({ sourcePath, quality, ...data }: { sourcePath: string; quality: FormerQuality }) => ({
    ...data,
    place: { root: null, path: sourcePath },
    quality: withContainer(quality),
  })),
  step('FileRefused', 1, withFilingSource),
  step('FilingFailed', 1, withFilingSource),
  step('FileQuarantined', 1, (data) => ({ ...data, root: 'quarantine' })),
  step('FileTagged', 1, (data) => ({ ...data, root: 'music' })),
  step('FilePublished', 1, ({ quality, ...data }: { acquisitionId: AcquisitionId; quality: FormerQuality }) => ({
    ...data,
    recordingId: recordingOf(data.acquisitionId),
    root: 'music',
    quality: withContainer(quality),
  })),
  // An acquisition has an id of its own; until then it had the id of its recording.
  step('AcquisitionRequested', 2, (data: OfRecording) => ({
    ...withSubject(data),
    reason: 'missing',
    profileId: null,
    priority: 0,
    origin: null,
  })),
  ...(['OffersRanked', 'TransferChosen'] as const).map((type) => step(type, 2, withSubject)),
  ...(['FileArrived', 'TransferFinished'] as const).map((type) => step(type, 3, withSubject)),
  ...(
    [
      'SearchPerformed',
      'TransferQueued',
      'TransferFailed',
      'OfferRefused',
      'AcquisitionWished',
      'WishRetried',
      'WishIgnored',
      'AcquisitionAbandoned',
      'AcquisitionCancelled',
      'AcquisitionFulfilled',
      'TransferCancelled',
      'SearchCancelled',
    ] as const
  ).map((type) => step(type, 1, withSubject)),
];

/** Version 2: a recording is described with its release. */
const describedWithRelease = <D extends { readonly recording: FlatRecording }>(data: D) => ({
  ...data,
  recording: withRelease(data.recording),
});

/** The stored data has the shape of its version. */
function step<Former extends object>(type: string, from: number, up: (data: Former) => object): Upcast {
  return { type, from, up: (data) => up(data as Former) };
}

function withSourcedOffer({ offer, ...data }: { offer: FormerOffer }): object {
  return { ...data, offer: withSource(offer) };
}

interface OfRecording {
  readonly acquisitionId: AcquisitionId;
}

function withSubject(data: OfRecording) {
  const subject: AcquisitionSubject = { kind: 'recording', recordingId: recordingOf(data.acquisitionId) };
  return { ...data, subject };
}
