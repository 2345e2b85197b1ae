import { readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { Entry } from './api.js';
import { payloadHash } from '@soulsync/organize-svc';
import { harmless, ROOT_MARKER } from '@soulsync/service-kit';
import type { World } from './world.js';

export interface EntryOutcome {
  readonly n: number;
  readonly title: string;
  readonly artists: readonly string[];
  readonly state: string;
  readonly reason: string;
  readonly file?: string;
}

export const endStates: ReadonlySet<string> = new Set(['owned', 'review', 'filed', 'wished', 'ignored', 'not-a-recording']);

export function outcomes(entries: readonly Entry[]): readonly EntryOutcome[] {
  return entries.map(({ position, title, artists, state, reason, path }) => ({
    n: position,
    title,
    artists,
    state,
    reason,
    ...(path === null ? {} : { file: path }),
  }));
}

/** What did not end as the world's script says; [] when all did. */
export function differences(
  world: World,
  found: readonly EntryOutcome[],
  before: ReadonlySet<string>,
  after: ReadonlySet<string>,
): readonly string[] {
  const wrong: string[] = [];
  for (const expected of world.entries) {
    const entry = found.find((candidate) => candidate.n === expected.n);
    if (entry?.state !== expected.expected.state)
      wrong.push(
        `entry ${expected.n} (${expected.artists.join(', ')} – ${expected.title}) is ${entry?.state ?? 'not there'} (${entry?.reason ?? ''}), must be ${expected.expected.state}`,
      );
  }
  if (found.length !== world.entries.length) wrong.push(`the playlist shows ${found.length} entries of ${world.entries.length}`);
  const fresh = [...after].filter((path) => !before.has(path));
  const gone = [...before].filter((path) => !after.has(path));
  if (fresh.length !== world.expectedNewFiles)
    wrong.push(`the music folder has ${fresh.length} new files, must have ${world.expectedNewFiles}: ${fresh.join('; ')}`);
  if (gone.length > 0) wrong.push(`files are gone from the music folder: ${gone.join('; ')}`);
  const filed = found.flatMap((entry) => (entry.state === 'filed' && entry.file ? [entry.file] : []));
  for (const path of filed) if (!after.has(path)) wrong.push(`${path} was filed and is not in the music folder`);
  for (const path of fresh) if (!filed.includes(path)) wrong.push(`${path} is in the music folder and belongs to no entry`);
  return wrong;
}

/** Filed files whose music is not that of the recording the entry names, whatever their tags and names say. */
export async function wrongMusic(world: World, found: readonly EntryOutcome[], musicFolder: string): Promise<readonly string[]> {
  const music = (path: string) => payloadHash(path, extname(path).slice(1).toLowerCase());
  const wrong: string[] = [];
  for (const { n, state, file, title } of found) {
    if (state !== 'filed' || file === undefined) continue;
    const right = await Promise.all((world.entries.find((entry) => entry.n === n)?.rightSources ?? []).map(music));
    const held = await music(join(musicFolder, file)).catch(() => 'nothing'); // a file that is not there is told by `differences`
    if (!right.includes(held)) wrong.push(`${file} does not hold the music of entry ${n} (${title})`);
  }
  return wrong;
}

/** Visible files and unfinished stagings of a music folder, relative. */
export async function filesOf(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return new Set(
    entries
      .filter((entry) => entry.isFile() && entry.name !== ROOT_MARKER)
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/').normalize('NFC')),
  );
}

export function table(found: readonly EntryOutcome[]): string {
  return found
    .map(
      ({ n, artists, title, state, reason, file }) =>
        `${String(n).padStart(3)}  ${state.padEnd(8)} ${harmless(`${artists.join(', ')} – ${title}`)
          .slice(0, 60)
          .padEnd(60)} ${reason}${file ? `  ${harmless(file)}` : ''}`,
    )
    .join('\n');
}
