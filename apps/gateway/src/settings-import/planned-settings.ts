import type { SettingValue } from '@soulsync/contracts';

/** A line of a file that is to be taken: the setting `name` of the section `id` (`acquire-svc.slskd`). */
export interface Wanted {
  /** As the file calls it. */
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly value: SettingValue;
}

/** A line of a file that can't be. */
export interface PassedOver {
  readonly key: string;
  readonly why: string;
}

export type Planned = Wanted | PassedOver;
export const isWanted = (planned: Planned): planned is Wanted => 'id' in planned;

export type JsonObject = Readonly<Record<string, unknown>>;
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);
