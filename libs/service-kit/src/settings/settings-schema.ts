import { getMetadataStorage, IS_BOOLEAN, IS_IN, IS_INT, IS_NUMBER, MATCHES, MAX, MAX_LENGTH, MIN, MIN_LENGTH } from 'class-validator';
import type { SettingReport, SettingSchema, SettingsSchema, SettingValue } from '@soulsync/contracts';
import { IS_WEB_ADDRESS } from '../external/web-address.js';
import type { SectionClass } from './section.js';

/** The section's class as JSON Schema: what its validators say, in the words that a form reads. */
export function settingsSchema(section: SectionClass, reports: readonly SettingReport[]): SettingsSchema {
  const rules = rulesOf(section);
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(reports.map((report) => [report.name, schemaOf(report, rules.get(report.name) ?? new Map())])),
  };
}

type Rules = ReadonlyMap<string, readonly unknown[]>;

/** Validators of each field by their names, with what they were given. */
function rulesOf(section: SectionClass): ReadonlyMap<string, Rules> {
  const fields = new Map<string, Map<string, readonly unknown[]>>();
  for (const { propertyName, name, constraints } of getMetadataStorage().getTargetValidationMetadatas(section, '', false, false)) {
    const rules = fields.get(propertyName) ?? new Map<string, readonly unknown[]>();
    if (name !== undefined) rules.set(name, (constraints ?? []) as readonly unknown[]);
    fields.set(propertyName, rules);
  }
  return fields;
}

function schemaOf({ label, help, isSecret, isLocked, default: fallback }: SettingReport, rules: Rules): SettingSchema {
  const number = (name: string, key: 'minimum' | 'maximum' | 'minLength' | 'maxLength') => {
    const [limit] = rules.get(name) ?? [];
    return typeof limit === 'number' ? { [key]: limit } : {};
  };
  const [pattern] = rules.get(MATCHES) ?? [];
  const [choices] = rules.get(IS_IN) ?? [];
  const type = rules.has(IS_INT) ? 'integer' : rules.has(IS_NUMBER) ? 'number' : rules.has(IS_BOOLEAN) ? 'boolean' : 'string';
  return {
    type: [type, 'null'], // null is always taken: back to the default
    title: label,
    ...(help === null ? {} : { description: help }),
    ...(rules.has(IS_WEB_ADDRESS) ? { format: 'uri' } : {}),
    ...number(MIN, 'minimum'),
    ...number(MAX, 'maximum'),
    ...number(MIN_LENGTH, 'minLength'),
    ...number(MAX_LENGTH, 'maxLength'),
    ...(pattern instanceof RegExp ? { pattern: pattern.source } : {}),
    ...(Array.isArray(choices) ? { enum: choices as readonly SettingValue[] } : {}),
    ...(fallback === null ? {} : { default: fallback }),
    ...(isSecret ? { writeOnly: true } : {}),
    ...(isLocked ? { readOnly: true } : {}),
  };
}
