import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Passwords of our own servers: one file each, for their owner alone, made when it is first asked for. */
export interface Credentials {
  password(name: string): Promise<string>;
  /** Path of the file that holds a password, for whoever reads a variable from `<NAME>_FILE`. */
  passwordFile(name: string): Promise<string>;
  /** The same for another text. */
  file(name: string, text: string): Promise<string>;
}

const PASSWORD_BYTES = 32;

export async function credentialsIn(folder: string): Promise<Credentials> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  async function password(name: string): Promise<string> {
    const path = join(folder, name);
    const known = (await readFile(path, 'utf8').catch(whenMissing(''))).trim();
    if (known !== '') return known;
    const made = randomBytes(PASSWORD_BYTES).toString('base64url');
    await writeSecret(path, made);
    return made;
  }
  return {
    password,
    async passwordFile(name) {
      await password(name);
      return join(folder, name);
    },
    async file(name, text) {
      const path = join(folder, name);
      if ((await readFile(path, 'utf8').catch(whenMissing(null))) !== text) await writeSecret(path, text);
      return path;
    },
  };
}

/** Whole or not at all, and never open to others on the way, whatever the umask. */
export async function writeSecret(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomBytes(6).toString('hex')}.new`;
  await writeFile(unfinished, text, { mode: 0o600, flag: 'wx' });
  await rename(unfinished, path);
}

const whenMissing =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
