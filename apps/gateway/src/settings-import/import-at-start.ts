import { readFileSync } from 'node:fs';
import { messageOf, newId } from '@soulsync/event-store';
import { ConfigError } from '@soulsync/service-kit';
import type { RequestContext } from '@soulsync/contracts';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { GatewayConfig } from '../config.js';
import { DOES_NOT_ANSWER, importSettings } from './import-settings.js';
import { isWanted } from './planned-settings.js';
import type { Planned } from './planned-settings.js';
import { settingsDoor } from './settings-door.js';
import { planOf } from './settings-file.js';

const LOOK_MS = 2_000;
const VARIABLE = 'SOULSYNC_SETTINGS_FILE';

/** The file that SOULSYNC_SETTINGS_FILE names. Throws ConfigError for one that can't be read, or is none; a line that is wrong is told later. */
export function plannedAtStart({ settingsFile }: GatewayConfig): readonly Planned[] {
  if (settingsFile === undefined) return [];
  let text: string;
  try {
    text = readFileSync(settingsFile, 'utf8');
  } catch (error) {
    throw new ConfigError([`${VARIABLE} names a file that can't be read (${messageOf(error)})`]);
  }
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new ConfigError([`${VARIABLE} names a file that is no JSON`]); // what it says may be a secret
  }
  try {
    return planOf(file);
  } catch (error) {
    throw new ConfigError([`${VARIABLE} names a file that ${messageOf(error).replace(/^file: /, '')}`]);
  }
}

/** Fills what nobody set: a variable wins, and so does what a person set. Services that do not answer yet are asked again until they do. */
export function importAtStart(kit: Kit<GatewayConfig>, plan: readonly Planned[]): Worker {
  const context = (): RequestContext => ({ actor: { kind: 'process', id: 'settings-file' }, correlationId: newId(), traceparent: null });
  const door = settingsDoor(kit.requests, context);
  return {
    name: 'settings-file',
    async run(signal) {
      const untold = new Set(plan.filter((one) => !isWanted(one)).map(({ key }) => key));
      if (untold.size > 0) kit.logger.info('lines of the settings file that SoulSync has no setting for', { keys: [...untold] });
      let left = plan.filter(isWanted);
      while (!signal.aborted && left.length > 0) {
        const { lines } = await importSettings(door, left, { isDry: false, onlyUnset: true });
        for (const { key, outcome, why } of lines)
          if (outcome === 'not-taken' && why !== null && why !== DOES_NOT_ANSWER)
            kit.health.raise({ code: `settings-file:${key}`, level: 'warning', params: { key, why } });
        const waiting = new Set(lines.filter(({ why }) => why === DOES_NOT_ANSWER).map(({ key }) => key));
        left = left.filter(({ key }) => waiting.has(key));
        if (left.length > 0) await kit.sleep(LOOK_MS, signal);
      }
      if (!signal.aborted) await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
    },
  };
}
