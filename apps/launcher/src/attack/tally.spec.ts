import { describe, expect, it } from '@jest/globals';
import { allHeld, table, tally, verdictOf } from './tally.js';

const outcome = (act: (t: ReturnType<typeof tally>) => void, name = 'kills') => {
  const counted = tally();
  act(counted);
  return counted.outcome(name, 1.4);
};

describe('an attack', () => {
  it('holds when it tried something and found nothing', () => {
    expect(verdictOf(outcome((t) => t.tried(3)))).toBe('ok');
  });
  it.each(['lost', 'doubled', 'letIn', 'hung', 'other'] as const)('fails with one thing %s', (harm) => {
    const failed = outcome((t) => (t.tried(), t.found(harm, 'x')));
    expect(verdictOf(failed)).toBe('FAIL');
    expect(allHeld([failed, outcome((t) => t.tried())])).toBe(false);
  });
  it('fails when it tried nothing and says no reason', () => {
    expect(verdictOf(outcome(() => undefined))).toBe('FAIL');
  });
  it('is skipped when it says why it could not be run; what it did find still counts', () => {
    expect(verdictOf(outcome((t) => t.skipped('needs root')))).toBe('skipped');
    expect(verdictOf(outcome((t) => (t.skipped('needs root'), t.found('lost', 'x'))))).toBe('FAIL');
  });
  it('all skipped, or none at all, is no proof', () => {
    expect(allHeld([outcome((t) => t.skipped('needs root'))])).toBe(false);
    expect(allHeld([])).toBe(false);
  });
});

describe('the table', () => {
  it('has a row an attack and one for all', () => {
    const rows = table([
      outcome((t) => (t.tried(300), t.found('lost', 'x'), t.found('lost', 'y'), t.found('letIn', 'z')), 'kills'),
      outcome((t) => t.tried(7), 'starters'),
    ]).split('\n');
    expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
      ['attack', 'tried', 'lost', 'doubled', 'let in', 'hung', 'other', 'seconds'],
      ['kills', '300', '2', '0', '1', '0', '0', '1', 'FAIL'],
      ['starters', '7', '0', '0', '0', '0', '0', '1', 'ok'],
      ['all', '307', '2', '0', '1', '0', '0', '2', 'FAIL'],
    ]);
  });
});
