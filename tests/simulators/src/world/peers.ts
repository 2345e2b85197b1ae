import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeSong } from '../audio/song.js';
import type { Container, Song } from '../audio/song.js';
import type { Tags } from '../audio/tags.js';
import type { PeerConfig, PeerFile, PeerKnobs } from '../slskd/scenario.js';

/** A recording of the playlist as peers share it. */
export interface Shared {
  readonly n: number;
  readonly title: string;
  readonly artist: string;
  readonly album: string;
  readonly durationS: number;
  readonly tags: Tags;
}

/** Bytes a second on the simulators' clock, ten times that on ours: a good file takes about a second. */
const GOOD_BPS = 400_000;
const QUICK_BPS = 900_000;
/** The world's FLAC: 16 kHz, 16 bit, mono, not compressed. */
const FLAC_BYTES_A_SECOND = 32_000;

interface PeerPlan {
  readonly username: string;
  readonly uploadSpeedBps: number;
  readonly hasFreeUploadSlot: boolean;
  readonly queueLength: number;
  readonly online?: boolean;
  readonly knobs?: PeerKnobs;
}

const plans = {
  vinyl_fan: { username: 'vinyl_fan', uploadSpeedBps: 1_800_000, hasFreeUploadSlot: true, queueLength: 0, knobs: { bps: GOOD_BPS } },
  'Müsli & Co': { username: 'Müsli & Co', uploadSpeedBps: 900_000, hasFreeUploadSlot: true, queueLength: 2, knobs: { bps: GOOD_BPS } },
  slow_but_sure: {
    username: 'slow_but_sure',
    uploadSpeedBps: 300_000,
    hasFreeUploadSlot: false,
    queueLength: 3,
    knobs: { bps: GOOD_BPS, queue: { start: 3, everyMs: 2_000 } },
  },
  speedy_wrong: { username: 'speedy_wrong', uploadSpeedBps: 9_000_000, hasFreeUploadSlot: true, queueLength: 0, knobs: { bps: QUICK_BPS } },
  previews4u: { username: 'previews4u', uploadSpeedBps: 8_000_000, hasFreeUploadSlot: true, queueLength: 0, knobs: { bps: QUICK_BPS } },
  broken_disk: { username: 'broken_disk', uploadSpeedBps: 7_000_000, hasFreeUploadSlot: true, queueLength: 0, knobs: { bps: QUICK_BPS } },
  endless_queue: {
    username: 'endless_queue',
    uploadSpeedBps: 6_000_000,
    hasFreeUploadSlot: true,
    queueLength: 0,
    knobs: { bps: QUICK_BPS, queue: 'never' },
  },
  says_no: {
    username: 'says_no',
    uploadSpeedBps: 6_500_000,
    hasFreeUploadSlot: true,
    queueLength: 0,
    knobs: { reject: { text: 'File not shared.', when: 'request' } },
  },
  just_left: { username: 'just_left', uploadSpeedBps: 5_500_000, hasFreeUploadSlot: true, queueLength: 0, online: false },
  frozen_fred: {
    username: 'frozen_fred',
    uploadSpeedBps: 7_500_000,
    hasFreeUploadSlot: true,
    queueLength: 0,
    knobs: { bps: QUICK_BPS, stallAt: 0.3, frozen: true },
  },
  'a/b %2F': {
    username: 'a/b %2F',
    uploadSpeedBps: 4_000_000,
    hasFreeUploadSlot: true,
    queueLength: 0,
    knobs: { bps: GOOD_BPS, failAt: 0.6, failTimes: 1 },
  },
  hostile: { username: 'hostile', uploadSpeedBps: 9_900_000, hasFreeUploadSlot: true, queueLength: 0, knobs: { bps: QUICK_BPS } },
} satisfies Record<string, PeerPlan>;

type PeerName = keyof typeof plans;

export interface Peers {
  readonly configs: readonly PeerConfig[];
  /** By an entry's number: the files that hold this very recording, whole. What is filed must be one of them. */
  readonly rightSources: ReadonlyMap<number, readonly string[]>;
}

/** Files of all peers: for each recording good ones, and in front of them traps. */
export function makePeers(folder: string, shared: readonly Shared[], nobody: readonly Shared[]): Peers {
  const files = new Map<PeerName, PeerFile[]>();
  const rightSources = new Map<number, string[]>();
  let made = 0;

  function share(peer: PeerName, remote: string, song: Song, more: Partial<PeerFile> = {}): void {
    const source = join(folder, `${String((made += 1)).padStart(3, '0')}.${song.container}`);
    writeSong(source, song);
    const attributes =
      song.container === 'flac'
        ? { length: Math.round(song.durationS), sampleRate: 16_000, bitDepth: 16 }
        : { length: Math.round(song.durationS), bitRate: song.container === 'mp3' ? 256 : 64, isVariableBitRate: false };
    files.set(peer, [...(files.get(peer) ?? []), { remoteFilename: remote, source, attributes, ...more }]);
  }
  const good = (item: Shared, container: Container = 'flac', tune = item.n): Song => ({
    container,
    durationS: item.durationS,
    tags: item.tags,
    tune,
  });
  /** The recording itself, whole. */
  function right(item: Shared, peer: PeerName, remote: string, song: Song, more: Partial<PeerFile> = {}): void {
    share(peer, remote, song, more);
    const source = files.get(peer)?.at(-1)?.source ?? '';
    rightSources.set(item.n, [...(rightSources.get(item.n) ?? []), source]);
  }
  const named = (item: Shared, end: string, title = item.title) =>
    `@@share1\\Music\\${item.artist}\\${item.album}\\${String(item.tags.track).padStart(2, '0')} - ${title}.${end}`;

  mkdirSync(folder, { recursive: true });
  for (const item of shared) {
    const owners: readonly PeerName[] = ['vinyl_fan', 'Müsli & Co', 'slow_but_sure'];
    const owner = owners[item.n % owners.length] ?? 'vinyl_fan';
    right(item, owner, named(item, 'flac'), good(item));
    right(
      item,
      owner === 'vinyl_fan' ? 'Müsli & Co' : 'vinyl_fan',
      `music/${item.artist}/${item.album}/${item.artist} - ${item.title}.mp3`,
      good(item, 'mp3', item.n + 40),
    );
  }
  const [first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth] = shared;
  if (!first || !second || !third || !fourth || !fifth || !sixth || !seventh || !eighth || !ninth || !tenth || !eleventh || !twelfth)
    return { configs: [], rightSources };
  // Wrong versions and other songs with the best of qualities.
  const retitled = (item: Shared, title: string, byS: number): Song => ({
    ...good(item, 'flac', item.n + 90),
    durationS: item.durationS + byS,
    tags: { ...item.tags, title },
  });
  share('speedy_wrong', named(first, 'flac', `${first.title} (Live)`), retitled(first, `${first.title} (Live)`, 1));
  share('speedy_wrong', named(fourth, 'flac', `${fourth.title} (Live)`), retitled(fourth, `${fourth.title} (Live)`, 21));
  share('speedy_wrong', named(fifth, 'flac', `${fifth.title} (Harbour Remix)`), retitled(fifth, `${fifth.title} (Harbour Remix)`, 0));
  share('speedy_wrong', named(second, 'flac', `${second.title} (Instrumental)`), retitled(second, `${second.title} (Instrumental)`, 0));
  share('speedy_wrong', named(third, 'flac', `${third.title} (Radio Edit)`), retitled(third, `${third.title} (Radio Edit)`, -9));
  share('speedy_wrong', `@@share1\\Music\\${sixth.artist}\\${sixth.title}\\01 - Another Song.flac`, retitled(sixth, 'Another Song', 0));
  share('speedy_wrong', named(tenth, 'flac', `${tenth.title} (Karaoke Version)`), retitled(tenth, `${tenth.title} (Karaoke Version)`, 0));
  // The name is right and its tags say otherwise.
  share('speedy_wrong', named(eleventh, 'flac'), retitled(eleventh, 'Completely Different Music', 0));
  // Previews: one says so, one can not hide it, one is blown up to the size of the whole song, so that only its music tells.
  share('previews4u', named(third, 'mp3'), { ...good(third, 'mp3', 70), durationS: 30 });
  share(
    'previews4u',
    named(seventh, 'flac'),
    { ...good(seventh, 'flac', 71), durationS: 30, paddingBytes: Math.round((seventh.durationS - 30) * FLAC_BYTES_A_SECOND) },
    { attributes: { sampleRate: 16_000, bitDepth: 16, length: Math.round(seventh.durationS) } },
  );
  share('previews4u', named(twelfth, 'mp3'), { ...good(twelfth, 'mp3', 72), durationS: 30 }, { attributes: {} });
  // Files that do not arrive as they were offered.
  share('broken_disk', named(second, 'flac'), good(second, 'flac', 80), { knobs: { write: 'truncate:0.5' } });
  share('broken_disk', named(eighth, 'flac'), good(eighth, 'flac', 81), { knobs: { write: 'empty' } });
  share('broken_disk', named(ninth, 'flac'), good(ninth, 'flac', 82), { knobs: { write: 'garbage' } });
  // Peers that never deliver.
  right(first, 'endless_queue', named(first, 'flac'), good(first, 'flac', 83));
  right(third, 'says_no', named(third, 'flac'), good(third, 'flac', 84));
  right(fifth, 'just_left', named(fifth, 'flac'), good(fifth, 'flac', 85));
  right(sixth, 'frozen_fred', named(sixth, 'flac'), good(sixth, 'flac', 86));
  right(twelfth, 'a/b %2F', named(twelfth, 'flac'), good(twelfth, 'flac', 87));
  // Names that want out.
  right(tenth, 'hostile', `..\\..\\..\\etc\\${tenth.artist} - ${tenth.title}.flac`, good(tenth, 'flac', 88));
  right(
    tenth,
    'hostile',
    `C:\\Music\\${tenth.artist}\\${tenth.album}\\${tenth.title}\u0007 ${'x'.repeat(300)}.flac`,
    good(tenth, 'flac', 89),
  );
  // Locked, and a folder name others use as well.
  right(fourth, 'vinyl_fan', `@@share2\\CD1\\${fourth.artist} - ${fourth.title}.flac`, good(fourth, 'flac', 91), { locked: true });
  right(ninth, 'Müsli & Co', `@@share2\\CD1\\${ninth.artist} - ${ninth.title}.flac`, good(ninth, 'flac', 92));
  // The second wish: peers have only other songs of its artist, under its own folder.
  for (const item of nobody.slice(1))
    share('vinyl_fan', named(item, 'flac', `${item.title} (Live)`), retitled(item, `${item.title} (Live)`, 13));
  return {
    configs: [...files].map(([name, shares]): PeerConfig => ({ online: true, responseDelayMs: 100, ...plans[name], files: shares })),
    rightSources,
  };
}
