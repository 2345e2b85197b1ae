import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gatewayAlone } from '../support/gateway-alone.js';
import type { GatewayAlone } from '../support/gateway-alone.js';

/** Another address of the loopback: where a proxy stands. */
const PROXY = '127.0.0.2';
const STRANGER = '127.0.0.3';
const json = { 'content-type': 'application/json' };
const BOOT_MS = 60_000;

describe('behind a reverse proxy', () => {
  let gateway: GatewayAlone;
  const boot = async () => {
    gateway = await gatewayAlone({ trustedProxies: '10.0.0.0/8, 127.0.0.2' });
  };
  let guesses = 0;
  const signIn = (name: string, localAddress: string, headers: Record<string, string>) =>
    gateway.ask('/api/v1/session', {
      method: 'POST',
      localAddress,
      headers: { ...json, ...headers },
      body: JSON.stringify({ name, password: `guess ${(guesses += 1)}` }), // a guess that is repeated costs nothing
    });
  /** How many of so many sign-ins are told to wait. */
  async function refused(tries: number, localAddress: string, headersOf: (n: number) => Record<string, string>): Promise<number> {
    const answers = await Promise.all(Array.from({ length: tries }, (_, n) => signIn('someone', localAddress, headersOf(n))));
    return answers.filter(({ status }) => status === 429).length;
  }
  const setUp = (localAddress: string, headers: Record<string, string>) =>
    gateway.ask('/api/v1/setup', {
      method: 'POST',
      localAddress,
      headers: { ...json, ...headers },
      body: JSON.stringify({ code: 'code', name: 'admin', password: 'a long enough password' }),
    });

  describe('that is trusted', () => {
    beforeAll(boot, BOOT_MS);
    afterAll(() => gateway.stop(), BOOT_MS);

    it(
      'two who sign in are two addresses: each has its own five tries',
      async () => {
        expect(await refused(5, PROXY, () => ({ 'x-forwarded-for': '192.0.2.1' }))).toBe(0);
        expect(await refused(5, PROXY, () => ({ 'x-forwarded-for': '192.0.2.2' }))).toBe(0);
        expect(await refused(5, PROXY, () => ({ 'x-forwarded-for': '192.0.2.1' }))).toBeGreaterThan(0);
      },
      BOOT_MS,
    );

    it('cookies are for https alone where the browser came by it, and for http where it did not', async () => {
      const cookies = async (headers: Record<string, string>) => [(await setUp(PROXY, headers)).headers['set-cookie'] ?? []].flat();
      const [https, http] = [await cookies({ 'x-forwarded-proto': 'https' }), await cookies({ 'x-forwarded-proto': 'http' })];
      expect(https.length).toBeGreaterThan(0);
      for (const line of https) expect(line).toContain('; Secure');
      for (const line of http) expect(line).not.toContain('; Secure');
    });

    it("a write from the site's own address is taken, one from another is not", async () => {
      const write = (origin: string, headers: Record<string, string>) =>
        gateway.ask('/api/v1/library/sweep', {
          method: 'POST',
          localAddress: PROXY,
          headers: { cookie: 'soulsync_session=editor', host: 'inside:8765', origin, ...headers },
        });
      const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'music.example' };
      expect((await write('https://music.example', forwarded)).status).toBe(200);
      expect((await write('http://music.example', forwarded)).status).toBe(403);
      expect((await write('https://elsewhere.example', forwarded)).status).toBe(403);
    });
  });

  describe('that nobody named', () => {
    beforeAll(boot, BOOT_MS);
    afterAll(() => gateway.stop(), BOOT_MS);

    it(
      'all are one address, whatever is said',
      async () => {
        expect(await refused(12, STRANGER, (n) => ({ 'x-forwarded-for': `192.0.2.${n}`, forwarded: `for=192.0.2.${n}` }))).toBeGreaterThan(
          0,
        );
      },
      BOOT_MS,
    );

    it('a header makes no cookie one for https, and no address the own one', async () => {
      const { headers } = await setUp(STRANGER, { 'x-forwarded-proto': 'https' });
      for (const line of [headers['set-cookie'] ?? []].flat()) expect(line).not.toContain('; Secure');
      const forged = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'elsewhere.example' };
      const write = await gateway.ask('/api/v1/library/sweep', {
        method: 'POST',
        localAddress: STRANGER,
        headers: { cookie: 'soulsync_session=editor', origin: 'https://elsewhere.example', ...forged },
      });
      expect(write.status).toBe(403);
    });

    it.each(['', ',,,', 'unknown', '_hidden, 999.1.1.1', '192.0.2.1:port', '[[[', '::ffff:', '1,'.repeat(2_000)])(
      'a header that says %.20j is harmless',
      async (text) => {
        for (const localAddress of [PROXY, STRANGER]) {
          const headers = { 'x-forwarded-for': text, 'x-forwarded-proto': text, 'x-forwarded-host': text };
          expect((await setUp(localAddress, headers)).status).toBe(200);
        }
      },
    );
  });
});
