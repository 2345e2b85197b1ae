import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notYet } from './not-yet.js';
import { answerTo } from './run-case.js';
import { isDecidable, shownCases } from './shown-cases.js';
import { unmet } from './unmet.js';

const cases = shownCases().filter(isDecidable);
const kinds = [...new Set(cases.map(({ kind }) => kind))];

describe.each(kinds)('cases of the kind %s', (ofKind) => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'soulsync-case-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const ofIt = cases.filter(({ kind }) => kind === ofKind);
  it.each(ofIt.map((one) => [`${one.id}: ${one.what} – ${one.expected}`, one] as const))('%s', async (_what, one) => {
    const own = join(folder, one.id);
    mkdirSync(own);
    const lacking = unmet(one, await answerTo(one, own));
    if (notYet.has(one.id)) expect(lacking).not.toEqual([]);
    else expect(lacking).toEqual([]);
  });
});
