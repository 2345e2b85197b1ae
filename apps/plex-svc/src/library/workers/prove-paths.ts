import type { PathProof } from '@soulsync/contracts';
import { guessedPairs, tailsOf } from '../domain/library/guess-path-map.js';
import type { Sighting } from '../domain/library/guess-path-map.js';
import type { PathMap } from '../domain/library/path-map.js';
import type { LibraryServer, SampledFile } from '../ports/library-server.js';

/** Size of a file below the music folder, whichever way its accents are written; null: it is not there. */
export type SizeHere = (relative: string) => Promise<number | null>;

export interface PathProver {
  /** Looks for some of the server's files here. Without a setting, a map that those files prove is used from then on. */
  prove(server: LibraryServer): Promise<PathProof>;
}

const SAMPLED = 24;

/** Whether the server's paths and ours mean the same files, shown by files that both see. */
export function pathProver(musicFolder: () => string, sizeHere: SizeHere): PathProver {
  return {
    async prove({ kind, realFiles }) {
      const musicDir = musicFolder();
      if (!realFiles) return { server: kind, state: 'nothing-to-prove', seen: 0, of: 0, pairs: [], example: null, cause: null, musicDir };
      const { paths } = realFiles;
      const files = await realFiles.sample(SAMPLED);
      const report = (state: PathProof['state'], here: readonly boolean[], cause: PathProof['cause'] = null): PathProof => ({
        server: kind,
        state,
        seen: here.filter(Boolean).length,
        of: files.length,
        pairs: paths.pairs(),
        example: exampleOf(files.find((_, place) => here[place] === false) ?? files[0], paths),
        cause,
        musicDir,
      });
      if (files.length === 0) return report('nothing-to-prove', []);
      const here = await areHere(files, paths);
      if (here.includes(true)) return report('proven', here);
      if (paths.given) return report('unproven', here, 'map-does-not-fit');
      const sightings = (await Promise.all(files.map(sighting))).filter((one) => one !== null);
      const pairs = guessedPairs(sightings, musicDir);
      if (pairs.length === 0) return report('unproven', here, 'nothing-found');
      paths.learn(pairs);
      return report('guessed', await areHere(files, paths));
    },
  };

  function areHere(files: readonly SampledFile[], paths: PathMap): Promise<readonly boolean[]> {
    return Promise.all(
      files.map(async (file) => {
        const relative = paths.toRelative(file.serverPath);
        return relative !== null && isThatFile(file, await sizeHere(relative));
      }),
    );
  }

  async function sighting(file: SampledFile): Promise<Sighting | null> {
    for (const tail of tailsOf(file.serverPath)) if (isThatFile(file, await sizeHere(tail))) return { serverPath: file.serverPath, tail };
    return null;
  }
}

const exampleOf = (file: SampledFile | undefined, paths: PathMap): PathProof['example'] =>
  file ? { server: file.serverPath, ours: paths.toRelative(file.serverPath) } : null;

const isThatFile = ({ sizeBytes }: SampledFile, here: number | null) => here !== null && (sizeBytes === null || sizeBytes === here);
