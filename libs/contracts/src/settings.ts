import type { Instant } from './ids.js';
import type { ServiceName } from './subjects.js';

/** null: nothing is set, which is the default where there is one. */
export type SettingValue = string | number | boolean | null;
export type SettingValues = Readonly<Record<string, SettingValue>>;

/** One aggregate a service, under the service's name. A secret's value is in no event. */
export type SettingsEvent =
  | { type: 'SettingsChanged'; data: { section: string; old: SettingValues; new: SettingValues; by: string; at: Instant } }
  | { type: 'SecretSet'; data: { section: string; name: string; keyId: string; by: string; at: Instant } }
  | { type: 'SecretRemoved'; data: { section: string; name: string; by: string; at: Instant } };

/** Pages of the console's settings. */
export const settingsPages = [
  'general',
  'connections',
  'playlists',
  'matching',
  'quality',
  'acquisition',
  'files',
  'library',
  'notifications',
  'access',
  'backup',
] as const;
export type SettingsPage = (typeof settingsPages)[number];

/** `environment` wins over `settings`, which wins over `default`. */
export type SettingSource = 'environment' | 'settings' | 'default';

export interface SettingReport {
  readonly name: string;
  readonly label: string;
  readonly help: string | null;
  readonly unit: string | null;
  /** The variable that sets it too. */
  readonly variable: string;
  readonly isSecret: boolean;
  /** Seldom touched: shown only to who asks for more. */
  readonly isAdvanced: boolean;
  /** In force. A secret's is always null. */
  readonly value: SettingValue;
  readonly default: SettingValue;
  readonly isSet: boolean;
  readonly source: SettingSource;
  /** By its variable: it can't be changed here. */
  readonly isLocked: boolean;
  /** Why what was stored is not in force; null: it is. */
  readonly problem: string | null;
  /** Last, by anybody; null: never. */
  readonly changedAt: Instant | null;
  /** Name of the account, or of the process that did it. */
  readonly changedBy: string | null;
}

/** One change of one setting. */
export interface SettingChange {
  readonly at: Instant;
  readonly by: string;
  readonly name: string;
  /** null: it was not set, or is a secret. To undo the change is to set it again. */
  readonly old: SettingValue;
  readonly new: SettingValue;
  /** null: it is no secret. */
  readonly secret: 'set' | 'removed' | null;
}

/** The part of JSON Schema (2020-12) that a form needs; secrets are `writeOnly`. */
export interface SettingsSchema {
  readonly type: 'object';
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, SettingSchema>>;
}

export interface SettingSchema {
  readonly type: readonly ('string' | 'integer' | 'number' | 'boolean' | 'null')[];
  readonly title: string;
  readonly description?: string;
  readonly format?: 'uri';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly SettingValue[];
  readonly default?: SettingValue;
  readonly writeOnly?: true;
  readonly readOnly?: true;
}

/** One section of a service's settings, as a form needs it. */
export interface SettingsSectionReport {
  /** `<service>.<section>`. */
  readonly id: string;
  readonly service: ServiceName;
  readonly section: string;
  /** On which page of the settings it stands; null: on none of its own. */
  readonly page: SettingsPage | null;
  readonly label: string;
  readonly help: string | null;
  readonly settings: readonly SettingReport[];
  readonly schema: SettingsSchema;
}

/** What became of one line of a settings file. */
export interface SettingsImportLine {
  /** As the file calls it: `soulseek.slskd_url`. */
  readonly key: string;
  /** `<service>.<section>` that it is a setting of; null: of none. */
  readonly section: string | null;
  readonly label: string | null;
  readonly outcome: 'taken' | 'unchanged' | 'not-taken';
  /** For people; null: nothing is to be said. Never what the line holds: it may be a secret. */
  readonly why: string | null;
}

export interface SettingsImportReport {
  /** Nothing was taken: this is what would be. */
  readonly isDry: boolean;
  readonly lines: readonly SettingsImportLine[];
}
