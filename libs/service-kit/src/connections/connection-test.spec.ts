import { describe, expect, it } from '@jest/globals';
import { connectionTest, StepFailed } from './connection-test.js';
import type { TestStep } from './connection-test.js';

const passes = (step: TestStep['step'], detail = 'fine'): TestStep => ({ step, look: async () => ({ detail }) });
const fails = (step: TestStep['step'], error: Error): TestStep => ({ step, look: () => Promise.reject(error) });
function clock() {
  let now = 0;
  return () => (now += 5);
}

describe('the test of a connection', () => {
  it('says of each step what it found and how long it took', async () => {
    const { steps } = await connectionTest([passes('reachable', 'slskd answers'), passes('version', '0.24.1')], clock());
    expect(steps).toEqual([
      { step: 'reachable', ok: true, detail: 'slskd answers', advice: null, tookMs: 5, field: null, fix: null },
      { step: 'version', ok: true, detail: '0.24.1', advice: null, tookMs: 5, field: null, fix: null },
    ]);
  });

  it('names the first step that fails, with what to do, and tries nothing behind it', async () => {
    const fix = { label: 'Use /data', values: { dir: '/data' } };
    const wrong = new StepFailed('no such folder', { advice: 'Mount it', field: 'dir', fix });
    const { steps } = await connectionTest([fails('folder', wrong), passes('file')], clock());
    expect(steps).toEqual([
      { step: 'folder', ok: false, detail: 'no such folder', advice: 'Mount it', tookMs: 5, field: 'dir', fix },
      { step: 'file', ok: null, detail: 'not tried', advice: null, tookMs: null, field: null, fix: null },
    ]);
  });

  it('goes on where a failed step does not matter to the next, and takes any other error for the reason', async () => {
    const { steps } = await connectionTest(
      [fails('shares', new StepFailed('nothing is shared', { goesOn: true })), fails('folder', new Error('EIO')), passes('file')],
      clock(),
    );
    expect(steps.map(({ step, ok, detail }) => [step, ok, detail])).toEqual([
      ['shares', false, 'nothing is shared'],
      ['folder', false, 'EIO'],
      ['file', null, 'not tried'],
    ]);
  });
});
