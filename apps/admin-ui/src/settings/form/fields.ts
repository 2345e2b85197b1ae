import type { SettingReport, SettingSchema, SettingsSectionReport, SettingValue, SettingValues } from '@soulsync/contracts';
import { amount, entryUnit, fromEntry, inUnit } from './units.js';
import type { EntryUnit } from './units.js';

export type FieldKind = 'text' | 'address' | 'number' | 'switch' | 'choice' | 'secret';

/** What a person typed or chose; null: back to the default. */
export type Entry = string | boolean | null;
/** What differs from what is in force, by name. */
export type Draft = Readonly<Record<string, Entry>>;
export type Problems = Readonly<Record<string, string>>;

/** One setting as a form shows it. */
export interface FormField extends Pick<
  SettingReport,
  'name' | 'label' | 'help' | 'variable' | 'isAdvanced' | 'isLocked' | 'isSet' | 'source' | 'problem' | 'changedAt' | 'changedBy'
> {
  readonly kind: FieldKind;
  readonly unit: EntryUnit | null;
  readonly choices: readonly string[];
  /** What is in force, as it is entered. */
  readonly current: string | boolean;
  /** Without an entry; null: nothing. */
  readonly fallback: string | boolean | null;
  readonly schema: SettingSchema;
}

export function formFields({ settings, schema }: Pick<SettingsSectionReport, 'settings' | 'schema'>): readonly FormField[] {
  return settings.flatMap((setting) => {
    const part = schema.properties[setting.name];
    return part ? [fieldOf(setting, part)] : [];
  });
}

function fieldOf(setting: SettingReport, schema: SettingSchema): FormField {
  const { name, label, help, variable, isAdvanced, isLocked, isSet, source, problem, changedAt, changedBy } = setting;
  const kind = kindOf(schema);
  const unit = kind === 'number' ? entryUnit(setting) : null;
  const entryOf = (value: SettingValue): string | boolean | null =>
    typeof value === 'number' ? inUnit(value, unit) : kind === 'switch' && value === null ? false : value;
  return {
    ...{ name, label, help, variable, isAdvanced, isLocked, isSet, source, problem, changedAt, changedBy },
    kind,
    unit,
    choices: (schema.enum ?? []).map(String),
    current: entryOf(setting.value) ?? '',
    fallback: setting.default === null ? null : entryOf(setting.default),
    schema,
  };
}

function kindOf({ writeOnly, enum: choices, type, format }: SettingSchema): FieldKind {
  if (writeOnly) return 'secret';
  if (choices) return 'choice';
  if (type.includes('boolean')) return 'switch';
  if (type.includes('integer') || type.includes('number')) return 'number';
  return format === 'uri' ? 'address' : 'text';
}

/** What the form shows for it now. A secret shows only what is typed. */
export function shown(field: FormField, draft: Draft): string | boolean {
  const entry = draft[field.name];
  if (entry === undefined) return field.current;
  return entry ?? field.fallback ?? '';
}

/** The draft with one entry more; what stands in force already is none. */
export function entered(field: FormField, draft: Draft, entry: Entry): Draft {
  const { [field.name]: _before, ...others } = draft;
  const isAsBefore = entry === null ? field.source !== 'settings' : entry === field.current;
  return isAsBefore ? others : { ...others, [field.name]: entry };
}

/** What is to be sent of a draft, and what no service needs to be asked about to be wrong. */
export interface Candidate {
  readonly values: SettingValues;
  readonly secrets: Readonly<Record<string, string>>;
  readonly problems: Problems;
}

export function candidateOf(fields: readonly FormField[], draft: Draft): Candidate {
  const values: Record<string, SettingValue> = {};
  const secrets: Record<string, string> = {};
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const entry = draft[field.name];
    if (entry === undefined || field.isLocked) continue;
    if (field.kind === 'secret') {
      if (typeof entry === 'string' && entry.trim() !== '') secrets[field.name] = entry.trim();
      continue;
    }
    const value = valueOf(field, entry);
    const problem = typeof value === 'object' && value !== null ? value.problem : problemOf(field, value);
    if (problem !== null) problems[field.name] = problem;
    else values[field.name] = value as SettingValue; // else it has a problem
  }
  return { values, secrets, problems };
}

function valueOf({ kind, unit, schema }: FormField, entry: Entry): SettingValue | { readonly problem: string } {
  if (entry === null || entry === '') return null;
  if (kind === 'number') return fromEntry(String(entry), unit) ?? { problem: 'must be a number' };
  // A choice may be of numbers.
  if (kind === 'choice') return (schema.enum ?? []).find((one) => String(one) === entry) ?? { problem: 'is none of these' };
  return typeof entry === 'string' ? entry.trim() || null : entry;
}

function problemOf({ unit, schema: { type, minimum, maximum, maxLength } }: FormField, value: SettingValue): string | null {
  if (typeof value === 'string' && maxLength !== undefined && value.length > maxLength) return `must have at most ${maxLength} characters`;
  if (typeof value !== 'number') return null;
  const inWords = (limit: number) => amount(inUnit(limit, unit), unit);
  if (minimum !== undefined && value < minimum) return `must be at least ${inWords(minimum)}`;
  if (maximum !== undefined && value > maximum) return `must be at most ${inWords(maximum)}`;
  if (type.includes('integer') && !Number.isInteger(value)) return 'must be a whole number';
  return null;
}

/** Values from elsewhere, as a test's fix or what was found, put into the form. */
export function applied(fields: readonly FormField[], draft: Draft, values: SettingValues): Draft {
  return fields.reduce((before, field) => {
    const value = values[field.name];
    if (value === undefined || field.isLocked) return before;
    return entered(field, before, typeof value === 'number' ? inUnit(value, field.unit) : value);
  }, draft);
}

/** A value for people: `6 seconds`, `on`. */
export function inWords(field: FormField, value: SettingValue): string {
  if (value === null || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return amount(inUnit(value, field.unit), field.unit);
  return value;
}

/** The default, where there is one worth naming. */
export function defaultInWords({ kind, fallback, unit }: FormField): string | null {
  if (fallback === null || kind === 'secret') return null;
  if (typeof fallback === 'boolean') return fallback ? 'on' : 'off';
  return fallback === '' ? null : amount(fallback, unit);
}
