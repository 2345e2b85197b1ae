import { expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { launcher } from '../support/running-demo.js';

interface Accuracy {
  readonly figures: readonly { readonly corpus: string; readonly measure: string; readonly all: number; readonly ok: boolean }[];
  readonly fresh: { readonly questions: number; readonly falseAccepts: number; readonly acceptedThoughAbsent: number };
  readonly rightAtOrAbove95: Readonly<Record<string, number>>;
}

it('the engine reaches its figures on every corpus, and is as sure as it says', () => {
  const words = execFileSync(process.execPath, [launcher, 'bench', 'accuracy', '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { figures, fresh, rightAtOrAbove95 } = JSON.parse(words) as Accuracy;
  expect(figures.filter(({ ok }) => !ok)).toEqual([]);
  expect(new Set(figures.map(({ corpus }) => corpus)).size).toBe(7);
  expect(Object.keys(rightAtOrAbove95)).toEqual(['library-match', 'fresh questions', 'both']);
  for (const share of Object.values(rightAtOrAbove95)) expect(share).toBeGreaterThanOrEqual(0.99);
  // Questions nobody looked at: wrong matches stay within what the corpora allow.
  expect(fresh.questions).toBeGreaterThan(5_000);
  expect(fresh.falseAccepts).toBeLessThanOrEqual(0.8);
  expect(fresh.acceptedThoughAbsent).toBeLessThanOrEqual(1.5);
}, 120_000);
