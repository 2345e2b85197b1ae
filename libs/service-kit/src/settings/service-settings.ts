import { Subject } from 'rxjs';
import type { Observable } from 'rxjs';
import { actorText } from '@soulsync/contracts';
import { refusalInWords } from '@soulsync/contracts/words';
import type {
  CommandAccepted,
  ServiceName,
  SettingChange,
  SettingsEvent,
  SettingsSectionReport,
  SettingValue,
  SettingValues,
} from '@soulsync/contracts';
import { commandHandler } from '@soulsync/event-store';
import type { CommandContext, EventStore } from '@soulsync/event-store';
import { Secret } from '../config.js';
import type { Environment } from '../config.js';
import { Invalid, NotFound, refused } from '../errors.js';
import type { HealthIssues } from '../health.js';
import type { SecretStore } from '../secrets.js';
import type { FollowedSettings } from './followed-settings.js';
import type { LiveSettings } from './live-settings.js';
import { defaultsOf, problemsOf, resolveSection } from './resolve-section.js';
import type { ResolvedSection } from './resolve-section.js';
import { sectionWords, settingFields } from './section.js';
import type { SectionClass, SettingField } from './section.js';
import { settings } from './settings-aggregate.js';
import type { SettingsState } from './settings-aggregate.js';
import { settingsHistory } from './settings-history.js';
import { settingsSchema } from './settings-schema.js';

/** All settings of one service: read from its events and its encrypted table, changed by people, in force at once. */
export interface ServiceSettings {
  /** Throws for a class that the service does not list among its own. */
  of<S extends object>(section: SectionClass<S>): LiveSettings<S>;
  list(): readonly SettingsSectionReport[];
  /** Reads again what is stored: another replica may have changed it. */
  reload(): Promise<void>;
  /** Read from the log; newest first. Throws NotFound. */
  history(section: string): Promise<readonly SettingChange[]>;
  /** null takes a value back. Throws NotFound, Invalid with every bad field, and Refused for one that a variable sets. */
  change(section: string, values: Readonly<Record<string, unknown>>, context: CommandContext): Promise<CommandAccepted>;
  /**
   * The section as it would be with these values and secrets, which are stored nowhere: what is in force where nothing is given, and where a
   * variable sets it. Throws NotFound, and Invalid with every bad field.
   */
  candidate(section: string, values: Readonly<Record<string, unknown>>, secrets: Readonly<Record<string, Secret>>): object;
  /** What is wrong with each of these, secrets among them, by name; nothing is stored. Throws NotFound. */
  check(section: string, values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>>;
  setSecret(section: string, name: string, secret: Secret, context: CommandContext): Promise<CommandAccepted>;
  removeSecret(section: string, name: string, context: CommandContext): Promise<CommandAccepted>;
}

export interface SettingsParts {
  readonly service: ServiceName;
  readonly sections: readonly SectionClass[];
  readonly environment: Environment;
  readonly store: EventStore;
  readonly secrets: SecretStore;
  readonly health: HealthIssues;
  /** Sections of other services. */
  readonly followed?: Pick<FollowedSettings, 'of'>;
  /** Hears of each section that changed. */
  readonly onChanged?: (id: string) => void;
}

interface Known {
  readonly Section: SectionClass;
  readonly name: string;
  readonly fields: readonly SettingField[];
  readonly changes: Subject<object>;
  resolved: ResolvedSection<object>;
}

const secretName = (section: string, name: string) => `settings.${section}.${name}`;

export async function serviceSettings(parts: SettingsParts): Promise<ServiceSettings> {
  const { service, environment, secrets, health } = parts;
  const handle = commandHandler(parts.store, settings);
  let state = await handle.load(service);
  const known: readonly Known[] = await Promise.all(
    parts.sections.map(async (Section) => {
      const { name } = sectionWords(Section);
      const fields = settingFields(Section);
      return { Section, name, fields, changes: new Subject<object>(), resolved: await resolved(Section, name, fields) };
    }),
  );
  known.forEach(report);

  async function resolved(Section: SectionClass, name: string, fields: readonly SettingField[]): Promise<ResolvedSection<object>> {
    const held: Record<string, Secret> = {};
    for (const secret of state.secrets[name] ?? []) {
      const value = fields.some((field) => field.name === secret) ? await secrets.get(secretName(name, secret)) : null;
      if (value !== null) held[secret] = value;
    }
    return resolveSection(Section, environment, {
      values: state.values[name] ?? {},
      secrets: held,
      lastChanges: state.lastChanges[name] ?? {},
    });
  }

  /** What was stored and is not in force is trouble of its own, each under its name. */
  function report({ name, resolved: { reports } }: Known): void {
    for (const setting of reports) {
      const code = `setting-ignored:${name}.${setting.name}` as const;
      if (setting.problem === null) health.clear(code);
      else
        health.raise({
          code,
          level: 'warning',
          params: { label: setting.label, setting: `${name}.${setting.name}`, problem: setting.problem },
        });
    }
  }

  /** One change after the other: what is in force is what was stored last. */
  let turn: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work, work);
    turn = done.catch(() => undefined); // told to whoever asked for it
    return done;
  }

  async function take(section: Known, after: SettingsState): Promise<void> {
    state = after;
    section.resolved = await resolved(section.Section, section.name, section.fields);
    report(section);
    section.changes.next(section.resolved.values);
    parts.onChanged?.(`${service}.${section.name}`);
  }

  const sectionNamed = (name: string): Known => {
    const found = known.find((section) => section.name === name);
    if (!found) throw new NotFound(`${service} has no settings called ${name}`);
    return found;
  };

  const isLocked = ({ variable }: SettingField) => variable in environment || `${variable}_FILE` in environment;
  const mayChange = (field: SettingField) => {
    if (isLocked(field)) throw refused('locked', { variable: field.variable });
  };
  const unknownSecret = (name: string) => new Invalid({ [name]: 'is no secret of this section' });

  const secretNamed = ({ name, fields }: Known, secret: string): SettingField => {
    const field = fields.find((one) => one.isSecret && one.name === secret);
    if (!field) throw new NotFound(`the settings ${name} of ${service} have no secret called ${secret}`);
    mayChange(field);
    return field;
  };

  return {
    of<S extends object>(Section: SectionClass<S>): LiveSettings<S> {
      const followed = parts.followed?.of(Section) ?? null;
      if (followed) return followed;
      const found = known.find((section) => section.Section === Section);
      if (!found) throw new Error(`${service} does not list the settings ${Section.name}`);
      // Safe: what was resolved for a class is an instance of it.
      return {
        now: () => found.resolved.values as S,
        reports: () => found.resolved.reports,
        changes: found.changes.asObservable() as Observable<S>,
      };
    },
    list: () =>
      known.map(({ Section, name, resolved: { reports } }) => {
        const { label, help = null, page = null } = sectionWords(Section);
        const schema = settingsSchema(Section, reports);
        return { id: `${service}.${name}`, service, section: name, page, label, help, settings: reports, schema };
      }),
    async history(section) {
      sectionNamed(section);
      const { commits } = await parts.store.load({ aggregateType: settings.aggregateType, aggregateId: service });
      // The stream holds this service's own events; types are settled by upcasters on reading.
      const events = commits.flatMap((commit) => commit.events as unknown as readonly SettingsEvent[]);
      return settingsHistory(events, section);
    },
    reload: () =>
      inTurn(async () => {
        const stored = await handle.load(service);
        for (const section of known) await take(section, stored);
      }),
    change: (sectionName, values, context) =>
      inTurn(async () => {
        const section = sectionNamed(sectionName);
        const wanted = plainValues(section.fields, values);
        for (const field of section.fields) if (field.name in wanted) mayChange(field);
        const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null));
        const problems = Object.entries(problemsOf(section.Section, given)).filter(([name]) => name in given);
        if (problems.length > 0) throw new Invalid(Object.fromEntries(problems));
        const data = { section: sectionName, values: wanted, by: actorText(context.actor), at: context.time };
        const done = await handle(service, { type: 'ChangeSettings', data }, context);
        await take(section, done.state);
        return { id: `${service}.${sectionName}`, position: done.position };
      }),
    check(sectionName, values) {
      const { Section, fields } = sectionNamed(sectionName);
      return Object.fromEntries(
        Object.entries(values).flatMap(([name, value]) => {
          const field = fields.find((one) => one.name === name);
          if (!field) return [[name, 'is no setting of this section'] as const];
          if (isLocked(field)) return [[name, refusalInWords('locked', { variable: field.variable })] as const];
          if (value === null) return [];
          const problem = problemsOf(Section, {
            [name]: field.isSecret ? new Secret(typeof value === 'string' ? value : JSON.stringify(value)) : value,
          })[name];
          return problem === undefined ? [] : [[name, problem] as const];
        }),
      );
    },
    candidate(sectionName, values, given) {
      const { Section, fields, resolved: now } = sectionNamed(sectionName);
      const wanted = plainValues(fields, values);
      const isOpen = (name: string) => fields.some((field) => field.name === name && !isLocked(field));
      for (const name of Object.keys(given)) if (!fields.some((field) => field.isSecret && field.name === name)) throw unknownSecret(name);
      const laidOver = Object.entries({ ...wanted, ...given }).filter(([name]) => isOpen(name));
      const defaults = defaultsOf(Section, environment);
      const candidate = Object.assign(
        new Section(),
        now.values,
        Object.fromEntries(laidOver.map(([name, value]) => [name, value ?? defaults[name]])),
      );
      const problems = Object.entries(problemsOf(Section, { ...candidate })).filter(([name]) => laidOver.some(([one]) => one === name));
      if (problems.length > 0) throw new Invalid(Object.fromEntries(problems));
      return candidate;
    },
    setSecret: (sectionName, name, given, context) =>
      inTurn(async () => {
        const section = sectionNamed(sectionName);
        secretNamed(section, name);
        const secret = new Secret(given.reveal().trim()); // copied from a page, it may bring a line's end along
        const problem = problemsOf(section.Section, { [name]: secret })[name];
        if (problem !== undefined || secret.reveal() === '') throw new Invalid({ [name]: problem ?? 'must not be empty' });
        const { keyId } = await secrets.set(secretName(sectionName, name), secret);
        const data = { section: sectionName, name, keyId, by: actorText(context.actor), at: context.time };
        const done = await handle(service, { type: 'SetSecret', data }, context);
        await take(section, done.state);
        return { id: `${service}.${sectionName}`, position: done.position };
      }),
    removeSecret: (sectionName, name, context) =>
      inTurn(async () => {
        const section = sectionNamed(sectionName);
        secretNamed(section, name);
        const data = { section: sectionName, name, by: actorText(context.actor), at: context.time };
        const done = await handle(service, { type: 'RemoveSecret', data }, context);
        await secrets.remove(secretName(sectionName, name));
        await take(section, done.state);
        return { id: `${service}.${sectionName}`, position: done.position };
      }),
  };
}

/** Every field that is none of the section's, or no plain value, is named. An empty text takes a value back. */
function plainValues(fields: readonly SettingField[], values: Readonly<Record<string, unknown>>): SettingValues {
  const problems: Record<string, string> = {};
  const plain: Record<string, SettingValue> = {};
  for (const [name, value] of Object.entries(values)) {
    const field = fields.find((one) => one.name === name);
    if (!field) problems[name] = 'is no setting of this section';
    else if (field.isSecret) problems[name] = 'is a secret, which is set by itself';
    else if (typeof value === 'string') plain[name] = value.trim() === '' ? null : value.trim();
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null) plain[name] = value;
    else problems[name] = 'must be a text, a number, true, false or null';
  }
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  return plain;
}
