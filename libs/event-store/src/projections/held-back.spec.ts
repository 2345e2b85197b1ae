import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { heldBack } from './held-back.js';

const NEVER_MS = 100_000;

/** Is it through after the turns of the event loop that a resolved promise needs? */
async function isThrough(passed: Promise<void>): Promise<boolean> {
  const through = passed.then(() => true);
  return Promise.race([through, delay(20).then(() => false)]);
}

describe('work that is held back', () => {
  it('goes on where nothing holds it', async () => {
    expect(await isThrough(heldBack(() => false, NEVER_MS).passed())).toBe(true);
  });

  it('waits until every hold has ended', async () => {
    const gate = heldBack(() => false, NEVER_MS);
    const [first, second] = [gate.hold(), gate.hold()];
    const passed = gate.passed();
    first();
    first(); // ends only itself, however often
    expect(await isThrough(passed)).toBe(false);
    second();
    expect(await isThrough(passed)).toBe(true);
    expect(await isThrough(gate.passed())).toBe(true);
  });

  it('goes on while somebody waits for it, also one who comes later', async () => {
    let wanted = false;
    const gate = heldBack(() => wanted, NEVER_MS);
    gate.hold();
    const passed = gate.passed();
    expect(await isThrough(passed)).toBe(false);
    wanted = true;
    gate.wanted();
    expect(await isThrough(passed)).toBe(true);
    expect(await isThrough(gate.passed())).toBe(true);
  });

  it('is held only for a while, then let through for as long, and then held again', async () => {
    const restMs = 400;
    const gate = heldBack(() => false, restMs);
    gate.hold();
    const beganMs = performance.now();
    await gate.passed();
    expect(performance.now() - beganMs).toBeGreaterThan(restMs - 5);
    expect(await isThrough(gate.passed())).toBe(true);
    await delay(2.2 * restMs - (performance.now() - beganMs));
    expect(await isThrough(gate.passed())).toBe(false);
  });
});
