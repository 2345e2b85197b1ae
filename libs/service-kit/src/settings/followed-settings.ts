import { Subject } from 'rxjs';
import { liveSubject } from '@soulsync/contracts';
import type { ServiceName, SettingsEvent } from '@soulsync/contracts';
import type { EventStore, Logger, Token } from '@soulsync/event-store';
import type { Environment } from '../config.js';
import type { LiveSettings } from './live-settings.js';
import { resolveSection } from './resolve-section.js';
import type { ResolvedSection } from './resolve-section.js';
import { sectionWords } from './section.js';
import type { SectionClass } from './section.js';
import { settings } from './settings-aggregate.js';
import type { SettingsState } from './settings-aggregate.js';

/** A section of another service that this one lives on too. Its owner alone changes it; a variable given to this service wins here. */
export interface FollowedSection {
  readonly owner: ServiceName;
  readonly section: SectionClass;
}

/** The topic on which every service says that its settings changed. */
export const SETTINGS_CHANGED = liveSubject('record', 'settings');

export interface FollowedSettings {
  /** null: it is none of these. */
  of<S extends object>(section: SectionClass<S>): LiveSettings<S> | null;
  /** What was stored since the last time. */
  refresh(): Promise<void>;
}

interface Owner {
  readonly name: ServiceName;
  state: SettingsState;
  token: Token | null;
}

/** Read from the owner's own stream: whoever starts first, and whether the owner runs, makes no difference. */
export async function followedSettings(
  sections: readonly FollowedSection[],
  store: Pick<EventStore, 'load'>,
  environment: Environment,
): Promise<FollowedSettings> {
  const owners = [...new Set(sections.map(({ owner }) => owner))].map((name): Owner => ({
    name,
    state: settings.initialState,
    token: null,
  }));
  const known = sections.map(({ owner, section: Section }) => ({
    Section,
    owner,
    changes: new Subject<object>(),
    resolved: resolvedFrom(Section, settings.initialState, environment),
  }));

  async function refreshOwner(owner: Owner): Promise<void> {
    const { commits, token } = await store.load(
      { aggregateType: settings.aggregateType, aggregateId: owner.name },
      owner.token ?? undefined,
    );
    if (commits.length === 0) return;
    // The stream holds that service's own events; types are settled by upcasters on reading.
    const events = commits.flatMap((commit) => commit.events as unknown as readonly SettingsEvent[]);
    owner.state = events.reduce(settings.evolve, owner.state);
    owner.token = token;
    const changed = new Set(events.map(({ data }) => data.section));
    for (const section of known) {
      if (section.owner !== owner.name || !changed.has(sectionWords(section.Section).name)) continue;
      section.resolved = resolvedFrom(section.Section, owner.state, environment);
      section.changes.next(section.resolved.values);
    }
  }

  const refresh = async () => void (await Promise.all(owners.map(refreshOwner)));
  await refresh();
  return {
    refresh,
    of<S extends object>(Section: SectionClass<S>): LiveSettings<S> | null {
      const found = known.find((one) => one.Section === Section);
      if (!found) return null;
      // Safe: what was resolved for a class is an instance of it.
      return {
        now: () => found.resolved.values as S,
        reports: () => found.resolved.reports,
        changes: found.changes.asObservable() as LiveSettings<S>['changes'],
      };
    },
  };
}

function resolvedFrom(Section: SectionClass, state: SettingsState, environment: Environment): ResolvedSection<object> {
  const { name } = sectionWords(Section);
  return resolveSection(Section, environment, {
    values: state.values[name] ?? {},
    secrets: {}, // these are in the table of the owner alone
    lastChanges: state.lastChanges[name] ?? {},
  });
}

/** A change is told over core NATS, which may lose it: then it is found so much later. */
const POLL_MS = 10_000;

interface Heard {
  subscribe(subject: string, options: { callback(error: Error | null): void }): { unsubscribe(): void };
}

/** Until the signal aborts; a refresh that fails is one of the worker. */
export async function followSettings(
  followed: FollowedSettings,
  nats: Heard,
  logger: Logger,
  sleep: (ms: number, ...signals: readonly AbortSignal[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let changed = new AbortController();
  const heard = nats.subscribe(SETTINGS_CHANGED, {
    callback: (error) => {
      if (error) return logger.warn('changes of settings are not heard of at once', { error: error.message });
      changed.abort();
    },
  });
  try {
    while (!signal.aborted) {
      await followed.refresh();
      await sleep(POLL_MS, signal, changed.signal);
      if (changed.signal.aborted) changed = new AbortController();
    }
  } finally {
    heard.unsubscribe();
  }
}
