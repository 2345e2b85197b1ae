import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Case } from './case.js';
import { notYet } from './not-yet.js';
import { answerTo } from './run-case.js';
import { unmet } from './unmet.js';

const shown = join(import.meta.dirname, 'shown');
const cases = readdirSync(shown).map((name) => JSON.parse(readFileSync(join(shown, name), 'utf8')) as Case); // our own files
const kinds = [...new Set(cases.map(({ kind }) => kind))];

describe.each(kinds)('cases of the kind %s', (ofKind) => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'soulsync-case-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const decidable = cases.filter(({ kind, verdictWhenFailing }) => kind === ofKind && verdictWhenFailing === undefined);
  it.each(decidable.map((one) => [`${one.id}: ${one.what} – ${one.expected}`, one] as const))('%s', async (_what, one) => {
    const own = join(folder, one.id);
    mkdirSync(own);
    const lacking = unmet(one, await answerTo(one, own));
    if (notYet.has(one.id)) expect(lacking).not.toEqual([]);
    else expect(lacking).toEqual([]);
  });
});
