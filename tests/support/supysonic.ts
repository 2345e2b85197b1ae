import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSupysonic, supysonicMissing } from '@soulsync/launcher';
import type { StartedSupysonic } from '@soulsync/launcher';

/** A real supysonic with a data folder of its own. */
export async function testSupysonic(musicFolder: string): Promise<StartedSupysonic> {
  const data = await mkdtemp(join(tmpdir(), 'soulsync-supysonic-'));
  const started = await startSupysonic(data, musicFolder);
  return {
    ...started,
    async stop() {
      await started.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Is it here? Where not, it is said aloud: the specs that need it are skipped. */
export function supysonicIsHere(): boolean {
  const missing = supysonicMissing();
  if (missing !== null) process.stderr.write(`\nSKIPPED, all that needs a real Subsonic server: ${missing}\n`);
  return missing === null;
}
