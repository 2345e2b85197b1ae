import { describe, expect, it } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IsInt, Max, Min } from 'class-validator';
import { BaseConfig, ConfigError, Env, loadConfig } from './config.js';

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
});

describe('a good configuration', () => {
  it('takes defaults, numbers and files, and keeps secrets from being printed', () => {
    const file = join(tmpdir(), `soulsync-secret-${process.pid}`);
    writeFileSync(file, 'c2VjcmV0\n', { mode: 0o600 });
    const config = loadConfig(PortConfig, { ...good, SOULSYNC_WAIT_MS: '70', SOULSYNC_SECRET_KEY_FILE: file });
    expect(config.waitMs).toBe(70);
    expect(config.secretKey?.reveal()).toBe('c2VjcmV0');
    expect(JSON.stringify(config)).not.toMatch(/hunter2|c2VjcmV0/);
  });
});
