import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inCheckout } from '../checkout.js';
import { basicEnvironment } from '../processes/environment.js';
import { endsWithAll } from '../processes/supervised.js';
import { Explained } from '../terminal.js';

export interface ExpectedEntry {
  readonly n: number;
  readonly title: string;
  readonly artists: readonly string[];
  readonly expected: { readonly state: string; readonly reason: string };
  /** Files that hold this very recording; what is filed must be the music of one of them. */
  readonly rightSources: readonly string[];
}

/** The script of the built-in world: what is on the playlist, and where each entry must end. */
export interface World {
  readonly seed: number | string;
  readonly tracks: number;
  /** What the library held before anything was filed, relative to the music folder. */
  readonly libraryFiles: readonly string[];
  readonly musicFolder: string;
  readonly playlist: { readonly id: string; readonly name: string };
  readonly entries: readonly ExpectedEntry[];
  readonly expectedNewFiles: number;
}

export const simulatorsMain = inCheckout('tests', 'simulators', 'dist', 'main.js');

/** Writes the world's files; audio, peers, playlists, scripts. One that is there already is gone on with. */
export async function makeWorld(folder: string, seed: string, tracks: number): Promise<World> {
  const path = join(folder, 'world.json');
  if (existsSync(path)) {
    const world = await readJson<World>(path);
    if (String(world.seed) === seed && world.tracks === tracks) return world;
    throw new Explained(
      `${folder} is the world of --seed ${world.seed} --tracks ${world.tracks}; go on with these, or choose another folder with --data`,
    );
  }
  await generate('world', '--out', folder, '--seed', seed, '--tracks', String(tracks));
  return readJson<World>(path);
}

/** So many small audio files, in folders of artists and albums. */
export const makeSongs = (folder: string, count: number): Promise<void> => generate('songs', '--out', folder, '--tracks', String(count));

async function generate(...args: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [simulatorsMain, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: basicEnvironment(process.env),
    });
    endsWithAll(args[0] ?? 'world', child);
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Explained('the built-in world could not be made'))));
  });
}

/** Written by the world's generator; read field by field where it is used. */
export async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T;
}
