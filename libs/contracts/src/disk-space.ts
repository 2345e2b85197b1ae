import type { RootName } from './organize/root.js';
import type { ServiceName } from './subjects.js';

/** Folders whose disk matters: the roots, where state lies, and where the event log lies. */
export const diskNames = ['music', 'downloads', 'data', 'event-log'] as const satisfies readonly (RootName | 'data' | 'event-log')[];
export type DiskName = (typeof diskNames)[number];

export interface DiskSpace {
  readonly name: DiskName;
  readonly path: string;
  /** Of the same device are the same disk, as the service sees it. */
  readonly device: string;
  readonly freeMb: number;
  readonly sizeMb: number;
  /** Less than this is too little: nothing new is begun that fills it. */
  readonly minFreeMb: number;
}

/** `live.filing.<service>`, each second. */
export interface LiveFiling {
  readonly service: ServiceName;
  /** Finished downloads are not where they are looked for: what is fetched now would not be filed either. */
  readonly downloadsMissing: boolean;
}

/** `live.disk.<service>`, each second, of the disks that this service alone may see. */
export interface LiveDisks {
  readonly service: ServiceName;
  readonly spaces: readonly DiskSpace[];
}
