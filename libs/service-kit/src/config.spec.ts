import { describe, expect, it } from '@jest/globals';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { BaseConfig, ConfigError, Env, loadConfig } from './config.js';
import { IsHostList, IsWebAddress } from './external/web-address.js';

class PortConfig extends BaseConfig {
  @Env('SOULSYNC_WAIT_MS') @IsInt() @Min(10) @Max(100) waitMs = 50;
}
const good = { SOULSYNC_NATS_URL: 'nats://127.0.0.1:4222', SOULSYNC_DATABASE_URL: 'postgres://u:hunter2@h/db', SOULSYNC_DATA_DIR: '/data' };

describe('a configuration with several bad variables', () => {
  it('names all of them at once and prints no value', () => {
    let words = '';
    try {
      loadConfig(PortConfig, { SOULSYNC_NATS_URL: 'hunter2', SOULSYNC_WAIT_MS: 'hunter2', SOULSYNC_DATA_DIR: '/data' });
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      words = error.message;
    }
    for (const name of ['SOULSYNC_NATS_URL', 'SOULSYNC_WAIT_MS', 'SOULSYNC_DATABASE_URL']) expect(words).toContain(name);
    expect(words).not.toContain('hunter2');
    expect(() => loadConfig(PortConfig, { ...good, SOULSYNC_WAIT_MS: '5' })).toThrow('SOULSYNC_WAIT_MS must not be less than 10');
  });

  it('says of each one thing: that it is not set, or is no number, or which limit it breaks', () => {
    const { SOULSYNC_DATA_DIR: _, ...rest } = good;
    const load = (change: Readonly<Record<string, string>>) => () => loadConfig(PortConfig, { ...rest, ...change });
    expect(load({})).toThrow(/^SOULSYNC_DATA_DIR must be set$/);
    expect(load({ SOULSYNC_DATA_DIR: '/data', SOULSYNC_WAIT_MS: 'lots' })).toThrow(/^SOULSYNC_WAIT_MS must be a whole number$/);
  });

  it('refuses a key that could encrypt nothing', () => {
    expect(() => loadConfig(PortConfig, { ...good, SOULSYNC_SECRET_KEY: 'hunter2' })).toThrow(
      /^SOULSYNC_SECRET_KEY must be 32 bytes in base64, as openssl rand -base64 32 makes them$/,
    );
  });
});

class ServerConfig extends BaseConfig {
  @Env('SOULSYNC_SERVER_URL') @IsOptional() @IsWebAddress() serverUrl?: string;
  @Env('SOULSYNC_HOSTS') @IsHostList() hosts = '*.example.org';
}

describe('a configuration with the address of an external system', () => {
  it('names the variable that leads where nothing is asked, and what it leads to', () => {
    const load = (url: string) => loadConfig(ServerConfig, { ...good, SOULSYNC_SERVER_URL: url });
    expect(() => load('http://169.254.169.254/x')).toThrow(
      /^SOULSYNC_SERVER_URL must not lead to the metadata service of a cloud machine$/,
    );
    expect(() => load('http://[fe80::1]:5030')).toThrow(/^SOULSYNC_SERVER_URL must not lead to a link-local address$/);
    expect(() => load('http://me:hunter2@nas')).toThrow(/^SOULSYNC_SERVER_URL must not hold a user name or password[^']*$/);
    expect(load('http://192.168.1.2:5030').serverUrl).toBe('http://192.168.1.2:5030');
    expect(() => loadConfig(ServerConfig, { ...good, SOULSYNC_HOSTS: '*.example.org, 169.254.1.1' })).toThrow(
      'SOULSYNC_HOSTS must not name a link-local address',
    );
  });
});

describe('a good configuration', () => {
  it('takes defaults, numbers and files, and keeps secrets from being printed', () => {
    const file = join(tmpdir(), `soulsync-secret-${process.pid}`);
    const key = Buffer.from('a secret of thirty-two characters'.slice(0, 32)).toString('base64');
    writeFileSync(file, `${key}\n`, { mode: 0o600 });
    const config = loadConfig(PortConfig, { ...good, SOULSYNC_WAIT_MS: '70', SOULSYNC_SECRET_KEY_FILE: file });
    rmSync(file);
    expect(config.waitMs).toBe(70);
    expect(config.secretKey?.reveal()).toBe(key);
    expect(JSON.stringify(config)).not.toContain('hunter2');
    expect(JSON.stringify(config)).not.toContain(key);
  });
});
