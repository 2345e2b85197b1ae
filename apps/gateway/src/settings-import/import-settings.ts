import type { SettingReport, SettingsImportLine, SettingsImportReport, SettingsSectionReport, SettingValue } from '@soulsync/contracts';
import { Invalid, NotFound, Refused, Unavailable } from '@soulsync/service-kit';
import { isWanted } from './planned-settings.js';
import type { Planned, Wanted } from './planned-settings.js';

/** The settings of all services, each kept by its own. */
export interface SettingsDoor {
  /** Those of a service that is down are missing. */
  sections(): Promise<readonly SettingsSectionReport[]>;
  /** What is wrong with each of these, by name. */
  check(id: string, values: Readonly<Record<string, SettingValue>>): Promise<Readonly<Record<string, string>>>;
  change(id: string, values: Readonly<Record<string, SettingValue>>): Promise<unknown>;
  setSecret(id: string, name: string, value: string): Promise<unknown>;
}

export interface ImportOptions {
  /** Says what would be taken, and takes nothing. */
  readonly isDry: boolean;
  /** What somebody set already stays. */
  readonly onlyUnset?: boolean;
}

/** Takes what can be taken, each line by itself: one that is wrong holds up no other. */
export async function importSettings(
  door: SettingsDoor,
  plan: readonly Planned[],
  { isDry, onlyUnset = false }: ImportOptions,
): Promise<SettingsImportReport> {
  const sections = await door.sections();
  const lines = new Map<Planned, SettingsImportLine>();
  const tell = (one: Planned, outcome: SettingsImportLine['outcome'], why: string | null, setting: SettingReport | null = null) =>
    lines.set(one, { key: one.key, section: isWanted(one) ? one.id : null, label: setting?.label ?? null, outcome, why });
  const open = new Map<string, { readonly one: Wanted; readonly setting: SettingReport }[]>();
  for (const one of plan) {
    if (!isWanted(one)) {
      tell(one, 'not-taken', one.why);
      continue;
    }
    const section = sections.find(({ id }) => id === one.id);
    const setting = section?.settings.find(({ name }) => name === one.name);
    if (!section) tell(one, 'not-taken', unknownSection(one.id, sections));
    else if (!setting) tell(one, 'not-taken', `${section.label} has no setting of this name.`);
    else if (!setting.isSecret && setting.value === one.value) tell(one, 'unchanged', null, setting);
    else if (onlyUnset && setting.source !== 'default') tell(one, 'unchanged', 'It is set already.', setting);
    else open.set(one.id, [...(open.get(one.id) ?? []), { one, setting }]);
  }
  for (const [id, wanted] of open) {
    const problems = await door.check(id, Object.fromEntries(wanted.map(({ one: { name, value } }) => [name, value])));
    const good = wanted.filter(({ one }) => problems[one.name] === undefined);
    for (const { one, setting } of wanted)
      if (problems[one.name] !== undefined) tell(one, 'not-taken', sentence(setting, problems[one.name] ?? ''), setting);
    for (const { one, setting } of good) {
      try {
        if (!isDry) await (setting.isSecret ? door.setSecret(id, one.name, String(one.value)) : Promise.resolve());
        tell(one, 'taken', null, setting);
      } catch (error) {
        tell(one, 'not-taken', refusal(error), setting);
      }
    }
    const plain = good.filter(({ setting }) => !setting.isSecret);
    if (isDry || plain.length === 0) continue;
    try {
      // Behind its secrets: an address that is in force before its key would be asked with the old one.
      await door.change(id, Object.fromEntries(plain.map(({ one: { name, value } }) => [name, value])));
    } catch (error) {
      for (const { one, setting } of plain) tell(one, 'not-taken', refusal(error), setting);
    }
  }
  return { isDry, lines: plan.flatMap((one) => lines.get(one) ?? []) };
}

const unknownSection = (id: string, sections: readonly SettingsSectionReport[]): string => {
  const service = id.split('.')[0] ?? '';
  return sections.some((section) => section.service === service) || !/^[a-z]+-svc$|^gateway$/.test(service)
    ? 'There are no settings of this name.'
    : DOES_NOT_ANSWER;
};
/** Of a service, whose lines are worth another try. */
export const DOES_NOT_ANSWER = 'Its service does not answer now. Import the file again in a moment.';

/** `must be a whole number` is said of a field; `It is set by …` is a sentence already. */
const sentence = ({ label }: SettingReport, problem: string): string => (/[.!?]$/.test(problem) ? problem : `${label} ${problem}.`);
const refusal = (error: unknown): string => {
  if (error instanceof Refused || error instanceof Invalid || error instanceof NotFound || error instanceof Unavailable)
    return error.message;
  throw error;
};
