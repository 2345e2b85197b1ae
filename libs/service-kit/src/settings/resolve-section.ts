import { validateSync } from 'class-validator';
import type { SettingReport, SettingValue, SettingValues } from '@soulsync/contracts';
import { complaintOf, environmentDefaults, environmentValues } from '../config.js';
import type { Environment, Secret } from '../config.js';
import { settingFields } from './section.js';
import type { SectionClass } from './section.js';
import type { LastChange } from './settings-aggregate.js';

export interface Stored {
  /** As the events say. */
  readonly values: SettingValues;
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly lastChanges: Readonly<Record<string, LastChange>>;
}

export interface ResolvedSection<S extends object> {
  readonly values: S;
  readonly reports: readonly SettingReport[];
}

/**
 * What is in force: a variable wins over what is stored, that over the default. A stored value that is not (or no longer) allowed is left
 * aside and says so in its report; variables have been checked before, at the start.
 */
export function resolveSection<S extends object>(Section: SectionClass<S>, environment: Environment, stored: Stored): ResolvedSection<S> {
  const fields = settingFields(Section);
  const defaults = defaultsOf(Section, environment);
  const fromEnvironment = environmentValues(Section, environment).values;
  const given: Record<string, unknown> = { ...stored.values, ...stored.secrets };
  const problems = problemsOf(Section, { ...known(fields, given), ...fromEnvironment });
  const values = Object.assign(new Section(), defaults);
  const target = recordOf(values);
  const reports = fields.map(({ name, label, help, unit, variable, isSecret, advanced }): SettingReport => {
    const isLocked = name in fromEnvironment;
    const isStored = !isLocked && given[name] !== undefined && given[name] !== null;
    const problem = isStored ? (problems[name] ?? null) : null;
    if (isLocked) target[name] = fromEnvironment[name];
    else if (isStored && problem === null) target[name] = given[name];
    return {
      name,
      label,
      help: help ?? null,
      unit: unit ?? null,
      variable,
      isSecret,
      isAdvanced: advanced === true,
      value: isSecret ? null : shown(target[name]),
      default: isSecret ? null : shown(defaults[name]),
      isSet: target[name] !== undefined && target[name] !== null,
      source: isLocked ? 'environment' : isStored && problem === null ? 'settings' : 'default',
      isLocked,
      problem,
      changedAt: stored.lastChanges[name]?.at ?? null,
      changedBy: stored.lastChanges[name]?.by ?? null,
    };
  });
  return { values, reports };
}

/** Of the class, or of whoever starts us and knows better. */
export const defaultsOf = (Section: SectionClass, environment: Environment): Record<string, unknown> =>
  recordOf(Object.assign(new Section(), environmentDefaults(Section, environment)));

/** Each bad field with what is wrong, without its name and value. */
export function problemsOf(Section: SectionClass, values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const instance = Object.assign(new Section(), values);
  const errors = validateSync(instance, { forbidUnknownValues: false, validationError: { target: false, value: false } });
  return Object.fromEntries(errors.map((error) => [error.property, complaintOf(error, recordOf(instance)[error.property])]));
}

const known = (fields: readonly { readonly name: string }[], values: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(fields.flatMap(({ name }) => (values[name] === undefined || values[name] === null ? [] : [[name, values[name]]])));

/** Decorated properties are read by name, as class-validator does. */
const recordOf = (instance: object) => instance as Record<string, unknown>;

const shown = (value: unknown): SettingValue =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
