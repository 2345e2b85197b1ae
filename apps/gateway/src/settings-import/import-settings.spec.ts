import { describe, expect, it } from '@jest/globals';
import type { SettingReport, SettingsSectionReport, SettingValue } from '@soulsync/contracts';
import { Invalid, Unavailable } from '@soulsync/service-kit';
import { importSettings } from './import-settings.js';
import type { SettingsDoor } from './import-settings.js';

const setting = (name: string, more: Partial<SettingReport> = {}): SettingReport => ({
  name,
  label: name,
  help: null,
  unit: null,
  variable: `SOULSYNC_${name.toUpperCase()}`,
  isSecret: false,
  isAdvanced: false,
  value: null,
  default: null,
  isSet: false,
  source: 'default',
  isLocked: false,
  problem: null,
  changedAt: null,
  changedBy: null,
  ...more,
});
const section = (id: string, settings: readonly SettingReport[]) =>
  ({
    id,
    service: id.split('.')[0],
    section: id.split('.')[1],
    page: null,
    label: 'slskd',
    help: null,
    settings,
    schema: {},
  }) as unknown as SettingsSectionReport; // no schema is read

const slskd = section('acquire-svc.slskd', [
  setting('url', { value: 'http://old:1', source: 'settings' }),
  setting('apiKey', { isSecret: true }),
  setting('gap'),
]);

function door(problems: Readonly<Record<string, string>> = {}, fails: Error | null = null) {
  const done: (readonly [string, string, SettingValue | object])[] = [];
  const made: SettingsDoor = {
    sections: async () => [slskd],
    check: async (_id, values) => Object.fromEntries(Object.entries(problems).filter(([name]) => name in values)),
    async change(id, values) {
      if (fails) throw fails;
      done.push(['change', id, values]);
    },
    async setSecret(id, name, value) {
      done.push(['secret', `${id}.${name}`, value]);
    },
  };
  return { ...made, done };
}
const wanted = (name: string, value: SettingValue, id = 'acquire-svc.slskd') => ({ key: name, id, name, value });
const plan = [wanted('url', 'http://slskd:5030'), wanted('apiKey', 'k'), wanted('gap', 5)];
const outcomes = async (of: ReturnType<typeof importSettings>) =>
  Object.fromEntries((await of).lines.map(({ key, outcome, why }) => [key, why ?? outcome]));

describe('an import of settings', () => {
  it('stores secrets before the address they open, and says of each line what became of it', async () => {
    const at = door();
    expect(await outcomes(importSettings(at, plan, { isDry: false }))).toEqual({ url: 'taken', apiKey: 'taken', gap: 'taken' });
    expect(at.done).toEqual([
      ['secret', 'acquire-svc.slskd.apiKey', 'k'],
      ['change', 'acquire-svc.slskd', { url: 'http://slskd:5030', gap: 5 }],
    ]);
  });

  it('takes nothing on a dry run, and says the same', async () => {
    const at = door();
    const report = await importSettings(at, plan, { isDry: true });
    expect(report.lines.map(({ outcome }) => outcome)).toEqual(['taken', 'taken', 'taken']);
    expect(at.done).toEqual([]);
  });

  it('lets one that is wrong hold up no other', async () => {
    const at = door({ gap: 'must be a whole number', url: 'SOULSYNC_URL is set in the environment.' });
    expect(await outcomes(importSettings(at, plan, { isDry: false }))).toEqual({
      url: 'SOULSYNC_URL is set in the environment.',
      apiKey: 'taken',
      gap: 'gap must be a whole number.',
    });
  });

  it('leaves what is so already, and with a file at the start what somebody set', async () => {
    expect(await outcomes(importSettings(door(), [wanted('url', 'http://old:1')], { isDry: false }))).toEqual({ url: 'unchanged' });
    expect(await outcomes(importSettings(door(), plan.slice(0, 1), { isDry: false, onlyUnset: true }))).toEqual({
      url: 'It is set already.',
    });
  });

  it('tells a service that is down from settings that are none', async () => {
    const lines = [
      wanted('x', 1, 'plex-svc.plex'),
      wanted('x', 1, 'acquire-svc.nothing'),
      wanted('x', 1, 'other.thing'),
      wanted('nothing', 1),
    ];
    const { lines: told } = await importSettings(door(), lines, { isDry: false });
    expect(told.map(({ why }) => why)).toEqual([
      'Its service does not answer now. Import the file again in a moment.',
      'There are no settings of this name.',
      'There are no settings of this name.',
      'slskd has no setting of this name.',
    ]);
  });

  it.each([new Invalid({ url: 'is bad' }), new Unavailable('acquire-svc', 'acquire-svc does not answer')])(
    'says what was refused on the way: %s',
    async (error) =>
      expect(await outcomes(importSettings(door({}, error), plan.slice(0, 1), { isDry: false }))).toEqual({ url: error.message }),
  );
});
