import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { givenListen, listenAddress } from './listen-address.js';

describe('the address of the gateway', () => {
  it.each<[string | undefined, string, string]>([
    [undefined, '127.0.0.1:8765', 'http://127.0.0.1:8765'],
    ['', '127.0.0.1:8765', 'http://127.0.0.1:8765'],
    ['127.0.0.1:9000', '127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['0.0.0.0:9000', '0.0.0.0:9000', 'http://127.0.0.1:9000'],
    ['[::]:9000', '[::]:9000', 'http://127.0.0.1:9000'],
    ['[::1]:9000', '[::1]:9000', 'http://[::1]:9000'],
    ['192.168.1.5:80', '192.168.1.5:80', 'http://192.168.1.5:80'],
    ['127.0.0.1:0', '127.0.0.1:8765', 'http://127.0.0.1:8765'],
  ])('of %j is where it listens and is waited for', (given, listen, url) =>
    expect(listenAddress(given, 8_765)).toMatchObject({ listen, url }),
  );

  it('may be given by a file, as every variable may', () => {
    const dir = mkdtempSync(join(tmpdir(), 'soulsync-listen-'));
    try {
      const file = join(dir, 'listen');
      writeFileSync(file, '0.0.0.0:9000\n');
      expect(givenListen({ SOULSYNC_HTTP_LISTEN_FILE: file })).toBe('0.0.0.0:9000');
      expect(givenListen({ SOULSYNC_HTTP_LISTEN: '127.0.0.1:1', SOULSYNC_HTTP_LISTEN_FILE: '' })).toBe('127.0.0.1:1');
      expect(() => givenListen({ SOULSYNC_HTTP_LISTEN_FILE: join(dir, 'none') })).toThrow(/^SOULSYNC_HTTP_LISTEN_FILE names a file/);
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  it('is not guessed where the variable holds none', () => expect(listenAddress('everywhere', 8_765)).toBeNull());
});
