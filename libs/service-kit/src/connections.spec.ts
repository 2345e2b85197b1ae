import { describe, expect, it } from '@jest/globals';
import { connections } from './health.js';

function watched() {
  const lines: { level: string; message: string; fields: object }[] = [];
  const at =
    (level: string) =>
    (message: string, fields: object = {}) =>
      void lines.push({ level, message, fields });
  let [nowMs, changes] = [0, 0];
  const clock = { now: () => '2026-11-30T12:00:00.000Z', monotonicMs: () => nowMs };
  const logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  const standing = connections(clock, () => (changes += 1), logger);
  return { standing, lines, pass: (ms: number) => (nowMs += ms), changes: () => changes };
}

describe('an external system that is away', () => {
  it('leaves one line with its reason, however often it is tried, and one when it is back', () => {
    const { standing, lines, pass } = watched();
    standing.ok('slskd');
    for (let tries = 0; tries < 5_000; tries += 1) {
      standing.failing('slskd', tries % 2 === 0 ? 'slskd refuses the connection' : 'slskd did not answer in time', null);
      pass(1_000);
    }
    expect(lines).toEqual([
      {
        level: 'warn',
        message: 'slskd does not work; it is tried again',
        fields: { system: 'slskd', detail: 'slskd refuses the connection' },
      },
    ]);
    for (let answers = 0; answers < 100; answers += 1) standing.ok('slskd');
    expect(lines.slice(1)).toEqual([
      { level: 'info', message: 'slskd works again', fields: { system: 'slskd', failures: 5_000, awayMs: 5_000_000 } },
    ]);
  });

  it('from the start on leaves a line too, and each system its own', () => {
    const { standing, lines } = watched();
    standing.failing('plex', 'plex refuses the connection', null);
    standing.failing('spotify', 'spotify answered 503', null);
    expect(lines.map(({ fields }) => fields)).toMatchObject([{ system: 'plex' }, { system: 'spotify' }]);
  });

  it('and back by turns does not fill the log, and what lasts is told', () => {
    const { standing, lines, pass } = watched();
    for (let turns = 0; turns < 1_000; turns += 1) {
      standing.failing('jellyfin', 'jellyfin cut the connection', null);
      standing.ok('jellyfin');
      pass(1_000);
    }
    expect(lines.length).toBeLessThan(12);
    standing.failing('jellyfin', 'jellyfin cut the connection', null);
    pass(300_000);
    standing.failing('jellyfin', 'jellyfin cut the connection', null);
    expect(lines.at(-1)?.level).toBe('warn');
  });
});
