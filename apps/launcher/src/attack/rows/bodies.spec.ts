import { describe, expect, it } from '@jest/globals';
import { largeBodies, smallBodies, unknownKeys } from '../bad-bodies.js';
import type { Reply } from '../send.js';
import { judge } from './bodies.js';

const answered = (status: number): Reply => ({ kind: 'answer', status, headers: {}, body: '', ms: 1 });
const harm = (reply: Reply, signedIn: boolean, open: boolean, mustBeRefused = false) =>
  judge(reply, { bad: mustBeRefused ? { mustBeRefused } : {}, signedIn, open })?.harm ?? null;

describe('the answer to a bad body', () => {
  it('may be a refusal, an honest 503, or the end of the connection', () => {
    for (const status of [400, 413, 415, 422, 503]) expect(harm(answered(status), true, false)).toBeNull();
    expect(harm({ kind: 'cut', ms: 1 }, true, false)).toBeNull();
  });
  it('may not be late, or a fault of our own', () => {
    expect(harm({ kind: 'hung', ms: 1 }, true, false)).toBe('hung');
    expect(harm(answered(500), true, false)).toBe('other');
  });
  it('is 401 to one without a sign-in: his body is nothing we read', () => {
    for (const status of [401, 413, 415]) expect(harm(answered(status), false, false)).toBeNull();
    for (const status of [200, 400, 404, 422]) expect(harm(answered(status), false, false)).toBe('letIn');
    expect(harm(answered(422), false, true)).toBeNull();
  });
  it('is a refusal where no store could take it', () => {
    expect(harm(answered(200), true, false, true)).toBe('letIn');
    expect(harm(answered(400), true, false, true)).toBeNull();
  });
});

describe('the bad bodies', () => {
  it('hold each known field, and have names of their own', () => {
    const all = smallBodies(['username', 'cause']);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    expect(JSON.parse(all.find(({ name }) => name === 'NUL in texts')?.body.toString() ?? '')).toEqual({ username: 'a\0b', cause: 'a\0b' });
  });
  it('are as large as they say', () => {
    expect(unknownKeys(848 * 1_024).length).toBeGreaterThanOrEqual(848 * 1_024);
    expect(() => JSON.parse(unknownKeys(5_000).toString()) as unknown).not.toThrow();
    expect(largeBodies().every(({ body }) => body.length > 10_000)).toBe(true);
  });
});
