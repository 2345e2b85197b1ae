import { describe, expect, it } from '@jest/globals';
import { Secret } from '@soulsync/service-kit';
import { DEVICE_DAYS, deviceCookies } from './device-cookie.js';

describe('the mark of a browser that has signed in', () => {
  let nowMs = 0;
  const cookies = deviceCookies(new Secret('key'), () => nowMs);

  it('holds for the name it was given for, over a restart, until it is too old', () => {
    const cookie = cookies.issue('admin', null);
    const device = deviceCookies(new Secret('key'), () => nowMs).deviceOf(cookie, 'admin');
    expect(device).toMatch(/^[\w-]{16}$/);
    expect(cookies.deviceOf(cookies.issue('admin', device), 'admin')).toBe(device);
    expect(cookies.deviceOf(cookie, 'other')).toBeNull();
    nowMs += DEVICE_DAYS * 86_400_000 + 1;
    expect(cookies.deviceOf(cookie, 'admin')).toBeNull();
    expect(cookies.deviceOf(cookie.replace(/\.\d+\./, '.9999999999999.'), 'admin')).toBeNull();
  });

  it.each([null, '', '.', '..', 'a.b.c.d', 'x'.repeat(500)])('is not %j', (cookie) => {
    expect(cookies.deviceOf(cookie, 'admin')).toBeNull();
  });

  it('under another key is nothing', () => {
    expect(deviceCookies(undefined, () => nowMs).deviceOf(cookies.issue('admin', null), 'admin')).toBeNull();
  });
});
