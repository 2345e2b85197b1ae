import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { changePassword } from './change-password.js';

/** Of 120 random bits. */
const oneTimePassword = () => randomBytes(15).toString('base64url');

/**
 * A new password for an account whose owner can't sign in, by whoever may read the database; its sessions end. The event waits in the
 * database for the gateway. Answers the password, which is told once, here; null: there is no account of that name, and these are there.
 */
export async function resetPassword(
  databaseUrl: string,
  name: string,
): Promise<{ readonly password: string } | { readonly password: null; readonly names: readonly string[] }> {
  const dataSource = await new DataSource({ type: 'postgres', url: databaseUrl, poolSize: 1 }).initialize();
  try {
    const known: { id: string; name: string }[] = await dataSource.query('SELECT "id", "name" FROM gateway.account ORDER BY "name"');
    const account = known.find((one) => one.name === name);
    if (!account) return { password: null, names: known.map((one) => one.name) };
    const password = oneTimePassword();
    await changePassword(dataSource, {
      accountId: account.id,
      password,
      keptToken: null,
      actor: { kind: 'process', id: 'reset-password' },
      at: new Date().toISOString(),
    });
    return { password };
  } finally {
    await dataSource.destroy();
  }
}
