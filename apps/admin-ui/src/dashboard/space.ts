import type { DiskName, DiskStatusRow } from '@soulsync/contracts';
import { capital } from '../components/capital.js';
import { inBytes } from '../components/bytes.js';

const MB = 1_048_576;

const words: Readonly<Record<DiskName, string>> = {
  music: 'music',
  downloads: 'downloads',
  data: 'data folder',
  'event-log': 'event log',
};

export interface Space {
  /** `Music and downloads`: what lies there. */
  readonly name: string;
  readonly paths: readonly string[];
  /** `412 GB free of 2 TB` */
  readonly words: string;
  readonly usedShare: number;
  /** Less is free than one of the folders needs. */
  readonly isLow: boolean;
}

/** Services in containers of their own may number devices alike: two disks are hardly of one size too. */
const isSameDisk = (a: DiskStatusRow, b: DiskStatusRow) => a.device === b.device && a.sizeMb === b.sizeMb;

/** Disks by what lies on them; folders of one disk are told together. */
export function spacesOf(disks: readonly DiskStatusRow[]): readonly Space[] {
  const groups: DiskStatusRow[][] = [];
  for (const disk of disks) {
    const known = groups.find(([first]) => first !== undefined && isSameDisk(first, disk));
    if (known) known.push(disk);
    else groups.push([disk]);
  }
  return groups.map((group) => {
    const freeMb = Math.min(...group.map((disk) => disk.freeMb));
    const [{ sizeMb } = { sizeMb: 0 }] = group;
    return {
      name: capital(listed(group.map(({ id }) => words[id]))),
      paths: group.map(({ path }) => path),
      words: `${inBytes(freeMb * MB)} free of ${inBytes(sizeMb * MB)}`,
      usedShare: sizeMb === 0 ? 0 : 1 - freeMb / sizeMb,
      isLow: group.some((disk) => disk.freeMb < disk.minFreeMb),
    };
  });
}

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
