import type { KnownRoot, RootName } from '@soulsync/contracts';
import type { RootFault } from './judge-root.js';
import { ROOT_MARKER } from './root-facts.js';

export interface Words {
  readonly message: string;
  readonly advice: string;
}

export const folderWord: Readonly<Record<RootName, string>> = { music: 'music folder', downloads: 'download folder' };

/** What is wrong with a root and what to do, for people. */
export function rootTrouble(root: RootName, path: string, fault: RootFault, known: KnownRoot | null): Words {
  const folder = folderWord[root];
  const moved = known !== null && known.path !== path ? ` It was ${known.path} before.` : '';
  const accept = `If this really is the ${folder} now, press “Use this folder” on the System page (or POST /api/v1/roots/${root}/accept).`;
  const mount = 'Is its disk or share mounted? Once it is back, filing goes on by itself; downloads are kept until then.';
  switch (fault) {
    case 'missing':
      return {
        message: `The ${folder} ${path} is not there.${moved}`,
        advice: `${mount} It is not made by itself, so that nothing is filed beside the real one: make it if there is none yet.`,
      };
    case 'not-a-folder':
      return { message: `The ${folder} ${path} is not a folder.${moved}`, advice: mount };
    case 'unreadable':
      return {
        message: `The ${folder} ${path} can't be read by ${ourselves()}.`,
        advice: `Give this user the right to read and write it. ${mount}`,
      };
    case 'empty':
      return { message: `The ${folder} ${path} is ${moved ? '' : 'suddenly '}empty.${moved}`, advice: `${mount} ${accept}` };
    case 'unmarked':
      return {
        message: `The folder at ${path} is not the ${folder} that is known: its file ${ROOT_MARKER} is missing.${moved}`,
        advice: `${mount} ${accept}`,
      };
    case 'other-folder':
      return {
        message: `The folder at ${path} is not the ${folder} that is known: its file ${ROOT_MARKER} belongs to another folder.${moved}`,
        advice: `${mount} ${accept}`,
      };
  }
}

/** Who we are to the file system. */
export const ourselves = (): string => `uid ${process.geteuid?.() ?? '?'}, gid ${process.getegid?.() ?? '?'}`;
