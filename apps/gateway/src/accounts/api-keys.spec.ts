import { describe, expect, it } from '@jest/globals';
import { roleOfKey } from './api-keys.js';

describe('an API key', () => {
  it.each([
    ['read', 'admin', 'viewer'],
    ['write', 'admin', 'editor'],
    ['admin', 'admin', 'admin'],
    ['admin', 'editor', 'editor'],
    ['write', 'viewer', 'viewer'],
  ] as const)('of scope %s, of an account that is now %s, may what a %s may', (scope, account, role) => {
    expect(roleOfKey(scope, account)).toBe(role);
  });
});
