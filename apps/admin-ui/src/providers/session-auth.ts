import { HttpError } from 'react-admin';
import type { AuthProvider } from 'react-admin';
import type { Account } from './console-port.js';

export const isSignedOut = (error: unknown): boolean => error instanceof HttpError && error.status === 401;

/** Shorter than anybody needs to see what an ended session shows. */
const FRESH_MS = 2_000;

/** One call of the API; answers its body. */
type Call = (verb: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>;

/** The session cookie is the gateway's; the page only asks who it is. */
export function sessionAuth(call: Call): AuthProvider {
  let last: { readonly askedAtMs: number; readonly answer: Promise<Account> } | null = null;
  /** Whether, who and what role: react-admin asks for each by itself, several times while a page is opened. */
  function account(): Promise<Account> {
    if (last && performance.now() - last.askedAtMs < FRESH_MS) return last.answer;
    const answer = call('GET', 'session') as Promise<Account>; // as contracts has it
    const asked = { askedAtMs: performance.now(), answer };
    last = asked;
    answer.catch(() => {
      if (last === asked) last = null;
    });
    return answer;
  }
  return {
    async login({ username, password, code }: { username: string; password: string; code?: string }) {
      last = null;
      if (code) await call('POST', 'setup', { code, name: username, password });
      else await call('POST', 'session', { name: username, password });
    },
    async logout() {
      last = null;
      await call('POST', 'session/end').catch((error: unknown) => {
        if (!isSignedOut(error)) throw error; // else it had ended already
      });
    },
    /** Who could not be asked is no less signed in: the page then says what is wrong. */
    async checkAuth() {
      await account().catch((error: unknown) => {
        if (isSignedOut(error)) throw error;
      });
    },
    async checkError(error: { status?: number }) {
      if (error.status === 401) last = null;
      if (error.status === 401) throw new Error('Your session has ended. Sign in again.');
    },
    async getIdentity() {
      const { id, name } = await account();
      return { id, fullName: name };
    },
    /** The account's role; the gateway decides, this only says which buttons are of use. */
    getPermissions: async () => (await account()).role,
  };
}
