import type { AudioQuality, FileRefusal, RecordingDescription } from '@soulsync/contracts';
import { compareNames, lengthRefusal, parseTitle, sameVersions, tagTexts } from '@soulsync/music';
import type { LengthTolerance } from '@soulsync/music';

/** What was found in a finished file. */
export interface FileProperties {
  readonly expectedBytes: number;
  readonly sizeBytes: number;
  /** null: it is no audio that can be read. */
  readonly audio: (AudioQuality & { readonly title: string | null; readonly artist: string | null }) | null;
  /** Why the container does not hold what it promises; null: it does. */
  readonly damage: string | null;
}

type Rule = (properties: FileProperties, recording: RecordingDescription, tolerance: LengthTolerance) => FileRefusal | null;

/** Tags this unlike the wanted names contradict them; worse spelling than that is no evidence. */
const CONTRADICTION = 0.4;

const rules: readonly Rule[] = [
  ({ sizeBytes }) => (sizeBytes === 0 ? { code: 'empty', params: {} } : null),
  ({ sizeBytes, expectedBytes }) =>
    sizeBytes !== expectedBytes && sizeBytes > 0 ? { code: 'truncated', params: { sizeBytes, expectedBytes } } : null,
  ({ audio, sizeBytes }) => (audio === null && sizeBytes > 0 ? { code: 'not-audio', params: {} } : null),
  ({ damage }) => (damage === null ? null : { code: 'does-not-decode', params: {}, detail: damage }),
  ({ audio }, { durationMs: expectedMs }, tolerance) => {
    if (audio?.durationMs == null || expectedMs === null) return null;
    const code = lengthRefusal(audio.durationMs, expectedMs, tolerance);
    return code === null ? null : { code, params: { durationMs: audio.durationMs, expectedMs } };
  },
  ({ audio }, recording) => {
    if (!audio?.title) return null;
    const title = tagTexts([audio.title], [recording.title, ...recording.artists.map(({ name }) => name)]).decode(audio.title);
    const own = parseTitle(title);
    const wanted = parseTitle(recording.title, { album: recording.release?.title ?? null });
    const otherSong = compareNames('title', own.base, wanted.base).similarity < CONTRADICTION;
    const otherVersion = own.versions.length > 0 && !sameVersions(own.versions, wanted.versions);
    return otherSong || otherVersion ? { code: 'wrong-recording', params: { taggedTitle: title } } : null;
  },
];

/** Every reason against the file; none means it may be filed. */
export const refusals = (properties: FileProperties, recording: RecordingDescription, tolerance: LengthTolerance): readonly FileRefusal[] =>
  rules.flatMap((rule) => rule(properties, recording, tolerance) ?? []);
