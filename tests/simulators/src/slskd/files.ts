import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Answer, Call } from '../http/simulator-server.js';
import type { SlskdConfig } from './scenario.js';

const NOT_BASE64 =
  'The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding characters, or an illegal character among the padding characters.';

/** Lists and deletes below the two folders, with paths in base64 (apis/slskd.md 5, recordings files.jsonl). */
export function filesApi(config: SlskdConfig): (call: Call, rest: readonly string[]) => Answer {
  const roots: Readonly<Record<string, string>> = { downloads: config.downloadsDir, incomplete: config.incompleteDir };

  return (call, [rootName = '', kind, coded, ...more]) => {
    const root = roots[rootName];
    if (root === undefined || (kind !== 'directories' && kind !== 'files') || more.length > 0) return { status: 404 };
    if (coded !== undefined && !/^[A-Za-z0-9+]*={0,2}$/.test(coded)) return text(NOT_BASE64);
    const within = coded === undefined ? '' : Buffer.from(coded, 'base64').toString('utf8');
    const path = resolve(root, within);
    if (path !== resolve(root) && !path.startsWith(`${resolve(root)}/`))
      return text('Only application-controlled directories can be listed');
    if (call.method === 'GET') return kind === 'directories' ? listed(path, call.query.get('recursive') === 'true') : { status: 405 };
    if (!config.remoteFileManagement) return { status: 403 };
    if (path === resolve(root)) return text('Deletion of application-controlled directory roots is not supported');
    if (kind === 'files') {
      if (existsSync(path) && statSync(path).isFile()) rmSync(path);
      return { status: 204 }; // also where there was none
    }
    if (!existsSync(path)) return { status: 404 };
    rmSync(path, { recursive: true });
    return { status: 204 };
  };
}

function listed(path: string, recursive: boolean): Answer {
  if (!existsSync(path)) return { status: 404 };
  const entries = readdirSync(path, { withFileTypes: true, recursive });
  const of = (directories: boolean) =>
    entries.filter((entry) => entry.isDirectory() === directories).map((entry) => described(path, join(entry.parentPath, entry.name)));
  return { status: 200, body: { ...described(path, path), files: of(false), directories: of(true) } };
}

function described(listedPath: string, path: string): object {
  const { birthtime, mtime, size } = statSync(path);
  const isDirectory = statSync(path).isDirectory();
  return {
    name: path.split('/').at(-1),
    fullName: relative(listedPath, path),
    attributes: isDirectory ? 'Directory' : 'Normal',
    createdAt: birthtime.toISOString(),
    modifiedAt: mtime.toISOString(),
    ...(isDirectory ? {} : { length: size }),
  };
}

const text = (words: string): Answer => ({ status: 500, body: JSON.stringify(words), type: 'application/json' });
