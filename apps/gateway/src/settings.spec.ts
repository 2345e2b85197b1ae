import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from '@soulsync/service-kit';
import { trustedNow } from './api/trusted-proxies.js';
import { ProxySettings } from './settings.js';

const trusting = (text: string) => loadConfig(ProxySettings, { SOULSYNC_TRUSTED_PROXIES: text });

describe('trusted proxies', () => {
  it('are none by default', () => {
    expect(loadConfig(ProxySettings, {}).trusted).toBe('');
    expect(trusting('').trusted).toBe('');
  });

  it('name themselves where one is none', () => {
    const text = 'must be addresses or networks between commas, like 172.18.0.5, fd00::/8: number 2 is none';
    expect(() => trusting('10.0.0.1, proxy')).toThrow(new ConfigError([`SOULSYNC_TRUSTED_PROXIES ${text}`]));
  });

  it('count from the moment they are changed', () => {
    let list = '';
    const isTrusted = trustedNow(() => list);
    expect(isTrusted('10.0.0.1')).toBe(false);
    list = '10.0.0.0/8';
    expect(isTrusted('10.0.0.1')).toBe(true);
    list = '10.0.0.2';
    expect(isTrusted('10.0.0.1')).toBe(false);
  });
});
