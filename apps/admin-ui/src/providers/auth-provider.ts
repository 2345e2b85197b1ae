import { HttpError } from 'react-admin';
import type { AuthProvider } from 'react-admin';
import { call } from './http.js';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** The session cookie is the gateway's; the page only asks who it is. */
export const authProvider: AuthProvider = {
  async login({ username, password, code }: { username: string; password: string; code?: string }) {
    if (code) await call<Account>('POST', 'setup', { code, name: username, password });
    else await call<Account>('POST', 'session', { name: username, password });
  },
  async logout() {
    await call('POST', 'session/end').catch((error: unknown) => {
      if (!(error instanceof HttpError && error.status === 401)) throw error; // it had ended already
    });
  },
  async checkAuth() {
    await call<Account>('GET', 'session');
  },
  async checkError(error: { status?: number }) {
    if (error.status === 401) throw new Error('Your session has ended. Sign in again.');
  },
  async getIdentity() {
    const { body } = await call<Account>('GET', 'session');
    return { id: body.id, fullName: body.name };
  },
  getPermissions: async () => undefined,
};
