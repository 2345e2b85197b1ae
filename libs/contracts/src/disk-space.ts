import type { ServiceName } from './subjects.js';

/** Folders whose disk matters: where files are filed, where slskd puts them, where state lies, where the event log lies. */
export type RootName = 'music' | 'downloads' | 'data' | 'event-log';

export interface DiskSpace {
  readonly name: RootName;
  readonly path: string;
  readonly freeMb: number;
  readonly sizeMb: number;
  /** Less than this is too little: nothing new is begun that fills it. */
  readonly minFreeMb: number;
}

/** `live.disk.<service>`, every few seconds, of the disks that this service alone may see. */
export interface LiveDisks {
  readonly service: ServiceName;
  readonly spaces: readonly DiskSpace[];
}
