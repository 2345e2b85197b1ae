import { describe, expect, it } from '@jest/globals';
import { ConfigError, loadConfig } from '@soulsync/service-kit';
import { GatewayConfig } from './config.js';

const needed = {
  SOULSYNC_NATS_URL: 'nats://127.0.0.1:4222',
  SOULSYNC_DATABASE_URL: 'postgres://127.0.0.1/soulsync',
  SOULSYNC_DATA_DIR: '/data',
};
const trusting = (text: string) => loadConfig(GatewayConfig, { ...needed, SOULSYNC_TRUSTED_PROXIES: text });

describe("the gateway's variables", () => {
  it('trust no proxy by default', () => {
    expect(loadConfig(GatewayConfig, needed).trustedProxies).toBe('');
    expect(trusting('').trustedProxies).toBe('');
  });

  it('name themselves where a trusted proxy is none', () => {
    const text = 'must be addresses or networks between commas, like 172.18.0.5, fd00::/8: number 2 is none';
    expect(() => trusting('10.0.0.1, proxy')).toThrow(new ConfigError([`SOULSYNC_TRUSTED_PROXIES ${text}`]));
  });
});
