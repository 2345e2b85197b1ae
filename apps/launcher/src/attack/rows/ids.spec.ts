import { describe, expect, it } from '@jest/globals';
import type { Reply } from '../send.js';
import { judge } from './ids.js';

const answered = (status: number): Reply => ({ kind: 'answer', status, headers: {}, body: '', ms: 1 });
const path = '/api/v1/acquisitions/{id}/cancel';

describe('an id that none of ours can be', () => {
  it('is not found, or is malformed', () => {
    for (const status of [400, 404, 414, 422]) expect(judge(answered(status), path)).toBeNull();
  });
  it('was taken for one when it is answered with success', () => {
    expect(judge(answered(200), path)?.harm).toBe('letIn');
  });
  it('may be the name of a peer', () => {
    expect(judge(answered(200), '/api/v1/blocks/{id}')).toBeNull();
  });
  it('is no reason for a fault, an outage or silence', () => {
    expect(judge(answered(500), path)?.harm).toBe('other');
    expect(judge(answered(503), path)?.harm).toBe('other');
    expect(judge({ kind: 'hung', ms: 1 }, path)?.harm).toBe('hung');
  });
});
