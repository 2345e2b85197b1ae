import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '@soulsync/service-kit';
import type { Pin, ServerAccount } from './server-account.js';

/** An account at whose other end the suite may act. Its servers: `attic` (owned) and `friend` (not), and a player. */
export interface AccountLab {
  readonly account: ServerAccount;
  readonly name: string;
  approve(pin: Pin, token: string): Promise<void>;
  expire(pin: Pin): Promise<void>;
  revoke(token: string): Promise<void>;
  trouble(kind: 'offline' | 'too-often' | null): Promise<void>;
  stop(): Promise<void>;
}

/** What every account service keeps, whichever it is. */
export function serverAccountContract(name: string, open: () => Promise<AccountLab>): void {
  describe(`the account: ${name}`, () => {
    let lab: AccountLab;
    const signedIn = async (token: string) => {
      const pin = await lab.account.startPin('strong');
      await lab.approve(pin, token);
      return pin;
    };

    beforeAll(async () => {
      lab = await open();
    });
    afterEach(() => lab.trouble(null));
    afterAll(() => lab.stop());

    it('begins a strong sign-in with a link that carries the code', async () => {
      const pin = await lab.account.startPin('strong');
      expect(pin.link).toContain(`code=${encodeURIComponent(pin.code.reveal())}`);
      expect(pin.lifeMs).toBeGreaterThan(0);
      expect(await lab.account.checkPin(pin)).toEqual({ kind: 'waiting' });
    });

    it('begins a short sign-in with a code of four and no link', async () => {
      const pin = await lab.account.startPin('short');
      expect(pin).toMatchObject({ kind: 'short', link: null });
      expect(pin.code.reveal()).toMatch(/^[A-Z0-9]{4}$/);
    });

    it('keeps the id and the code of a sign-in out of everything that is written down', async () => {
      const { id, code } = await lab.account.startPin('short');
      expect(JSON.stringify({ id, code })).toBe('{"id":"***","code":"***"}');
    });

    it('gives the token once a person approved', async () => {
      const state = await lab.account.checkPin(await signedIn('approved-token'));
      expect(state.kind === 'signed-in' && state.token.reveal()).toBe('approved-token');
    });

    it('says that an expired sign-in is gone', async () => {
      const pin = await lab.account.startPin('strong');
      await lab.expire(pin);
      expect(await lab.account.checkPin(pin)).toEqual({ kind: 'gone' });
    });

    it('knows whose token it is', async () => {
      await signedIn('known-token');
      expect(await lab.account.whoAmI(new Secret('known-token'))).toEqual({ name: lab.name });
      expect(await lab.account.whoAmI(new Secret('made-up-token'))).toBeNull();
    });

    it("lists the servers, each with its own token, and none of the account's players", async () => {
      await signedIn('listing-token');
      const servers = (await lab.account.servers(new Secret('listing-token'))) ?? [];
      expect(servers.map(({ serverId, owned }) => ({ serverId, owned }))).toEqual([
        { serverId: 'attic', owned: true },
        { serverId: 'friend', owned: false },
      ]);
      expect(new Set(servers.map(({ token }) => token?.reveal())).size).toBe(2);
    });

    it('tells a refused token from an account without servers', async () => {
      await signedIn('revoked-token');
      await lab.revoke('revoked-token');
      expect(await lab.account.servers(new Secret('revoked-token'))).toBeNull();
    });

    it('says nothing about a token or a sign-in when it could not be asked', async () => {
      const pin = await signedIn('doubted-token');
      for (const trouble of ['offline', 'too-often'] as const) {
        await lab.trouble(trouble);
        const name = trouble === 'offline' ? 'Unavailable' : 'AskedTooOften';
        await expect(lab.account.whoAmI(new Secret('doubted-token'))).rejects.toMatchObject({ name });
        await expect(lab.account.servers(new Secret('doubted-token'))).rejects.toMatchObject({ name });
        await expect(lab.account.checkPin(pin)).rejects.toMatchObject({ name });
        await expect(lab.account.startPin('strong')).rejects.toMatchObject({ name });
        await lab.trouble(null);
      }
      expect(await lab.account.whoAmI(new Secret('doubted-token'))).toEqual({ name: lab.name });
    });

    it('passes on how long it wants to be left alone', async () => {
      await lab.trouble('too-often');
      await expect(lab.account.startPin('strong')).rejects.toMatchObject({ retryAfterMs: 7_000 });
    });
  });
}
