import type { EventEnvelope } from '@soulsync/contracts';

export interface Upcast {
  readonly type: string;
  /** Turns data of this schema version into that of the next one. Pure. */
  readonly from: number;
  readonly up: (data: object) => object;
}

/** Brings a stored envelope to the newest schema version of its type; stored events never change. */
export type Upcasters = (event: EventEnvelope) => EventEnvelope;

export function upcasters(chain: readonly Upcast[]): Upcasters {
  const steps = new Map(chain.map((step) => [`${step.type}@${step.from}`, step.up]));
  return (event) => {
    let current = event;
    for (let up = steps.get(`${current.type}@${current.schemaVersion}`); up; up = steps.get(`${current.type}@${current.schemaVersion}`))
      current = { ...current, schemaVersion: current.schemaVersion + 1, data: up(current.data) };
    return current;
  };
}

export const noUpcasters: Upcasters = (event) => event;
