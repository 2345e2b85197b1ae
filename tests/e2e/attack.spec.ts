import { expect, it } from '@jest/globals';
import { soulsync } from '../support/soulsync.js';

interface Attacked {
  readonly ok: boolean;
  readonly seed: string;
  readonly attacks: readonly {
    readonly name: string;
    readonly verdict: string;
    readonly tried: number;
    readonly findings: readonly { readonly harm: string; readonly what: string }[];
  }[];
}

it('the smaller part of `npm run attack` loses nothing, doubles nothing, lets nobody in, and all of it is really tried', async () => {
  const { code, stdout, stderr } = await soulsync('attack', '--small', '--json');
  const line = stdout.trim().split('\n').at(-1) ?? '';
  if (!line.startsWith('{')) throw new Error(stderr.slice(-3_000));
  const { attacks, seed } = JSON.parse(line) as Attacked; // the last line of --json
  expect([
    seed,
    attacks.flatMap(({ name, findings }) => findings.slice(0, 20).map(({ harm, what }) => `${name}, ${harm}: ${what}`)),
  ]).toEqual([seed, []]);
  expect(attacks.map(({ name }) => name)).toEqual(expect.arrayContaining(['callers', 'bodies', 'secrets', 'idempotency', 'starters']));
  // Without root nobody can act as another user; everything else is tried everywhere.
  for (const { name, verdict, tried } of attacks) if (verdict !== 'skipped') expect([name, tried > 0]).toEqual([name, true]);
  expect(attacks.filter(({ verdict }) => verdict === 'skipped').map(({ name }) => name)).toEqual(
    process.getuid?.() === 0 ? [] : ['other-user'],
  );
  expect(code).toBe(0);
}, 600_000);

it('an attack that is not known is named', async () => {
  const { code, stderr } = await soulsync('attack', '--only', 'earthquake');
  expect(code).toBe(1);
  expect(stderr).toContain('--only knows callers,');
  expect(stderr).not.toMatch(/\n\s+at /);
});
