import { stat } from 'node:fs/promises';
import { StepFailed } from '@soulsync/service-kit';
import type { RootGuard, TestStep } from '@soulsync/service-kit';
import { step } from '../../connection/steps.js';
import { listFolder } from './disk-name.js';
import { isGone } from './unread.js';
import { rootFolder, walk } from './walk.js';

/** Whether the music folder can be the library: it is there, may be read, is the one that is known, and holds audio. */
export const folderSteps = (musicDir: string, guard: Pick<RootGuard, 'judge'>): readonly TestStep[] => [
  step('folder', { advice: 'Is its disk or share mounted? In a container, the folder has to be mounted into it.' }, async () => {
    const found = await stat(musicDir).catch((error: unknown) => {
      throw isGone(error) ? new Error(`${musicDir} is not there`) : error;
    });
    if (!found.isDirectory()) throw new Error(`${musicDir} is no folder`);
    return { detail: musicDir };
  }),
  step('reachable', { advice: `Give user ${process.getuid?.() ?? ''} the right to read it.` }, async () => {
    await listFolder(musicDir);
    return { detail: 'may be read' };
  }),
  step('identity', {}, async () => {
    const { verdict } = await guard.judge();
    if (verdict === 'in-order') return { detail: 'it is the folder that SoulSync took into use' };
    if (verdict === 'first-use') return { detail: 'nothing was filed into it yet' };
    throw new StepFailed('it is not the folder that was used before', {
      advice: 'Is its disk mounted? If it really is the music folder now, press “Use this folder” on the System page.',
    });
  }),
  step('content', { advice: 'Is it the right folder? Music that is filed later is read as well.' }, async () => {
    const root = await rootFolder(musicDir);
    for await (const { files } of walk(root, root)) {
      const [first] = files;
      if (first) return { detail: `holds audio, such as ${first.name}` };
    }
    return {
      detail: 'holds no audio yet',
      advice: 'Nothing to do if your collection begins with SoulSync; else it is not the right folder.',
    };
  }),
];
