import { describe, expect, it } from '@jest/globals';
import type { Reply } from '../send.js';
import { judge, mayPass } from './callers.js';

const answered = (status: number): Reply => ({ kind: 'answer', status, headers: {}, body: '', ms: 1 });

describe('a caller', () => {
  it.each([
    ['nobody', null, true],
    ['viewer', null, false],
    ['viewer', 'viewer', true],
    ['editor', 'viewer', false],
    ['editor', 'editor', true],
    ['admin', 'editor', false],
    ['admin', 'admin', true],
  ] as const)('on a route for %s, with the role %s, may pass: %s', (needed, role, may) => {
    expect(mayPass(needed, { role }, 'POST')).toBe(may);
  });
  it('from another site may write nothing, not even where the door is open; its reads are not its own to see', () => {
    expect(mayPass('admin', { role: 'admin', crossSite: true }, 'POST')).toBe(false);
    expect(mayPass('nobody', { role: 'admin', crossSite: true }, 'POST')).toBe(false);
    expect(mayPass('viewer', { role: 'admin', crossSite: true }, 'GET')).toBe(true);
  });
});

describe('an answer', () => {
  it('other than 401 and 403 to one who may not is a way in', () => {
    expect([200, 404, 409, 422].map((status) => judge(false, answered(status)))).toEqual(['letIn', 'letIn', 'letIn', 'letIn']);
    expect([401, 403].map((status) => judge(false, answered(status)))).toEqual([null, null]);
  });
  it('of 401 or 403 to one who may is wrong too: a door that is shut for all proves nothing', () => {
    expect([401, 403, 404, 200].map((status) => judge(true, answered(status)))).toEqual(['other', 'other', null, null]);
  });
  it('of 500, none at all, or too late is never right', () => {
    expect(judge(true, answered(500))).toBe('other');
    expect(judge(true, answered(503))).toBeNull();
    expect(judge(false, { kind: 'hung', ms: 1 })).toBe('hung');
    expect(judge(false, { kind: 'cut', ms: 1 })).toBe('other');
  });
});
