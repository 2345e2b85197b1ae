import { actorText } from '@soulsync/contracts';
import type { RootName } from '@soulsync/contracts';
import { commandHandler, logIncidents } from '@soulsync/event-store';
import { rootGuard } from '@soulsync/service-kit';
import type { Kit, LiveSettings, RootGuard, RootHistory } from '@soulsync/service-kit';
import type { OrganizeConfig } from '../config.js';
import type { OrganizeSettings } from '../settings.js';
import { probeFolder } from '../adapters/filesystem/probe-folder.js';
import { FOLDERS, FoldersController } from './api/folders.controller.js';
import type { Folders } from './api/folders.controller.js';
import { ROOTS, RootsController } from './api/roots.controller.js';
import { root } from './domain/root/root.js';
import { filedBefore } from './store/filed-before.js';
import { keepRoots } from './workers/keep-roots.js';
import type { RootPlace, Roots } from './workers/keep-roots.js';

/** The folders that files are taken from and brought to, as they are set at the moment. */
export function composeRoots(kit: Kit<OrganizeConfig>, settings: OrganizeSettings) {
  const roots = rootsOf(kit, settings);
  const folders: Folders = {
    pathOf: (name) => (name === 'music' ? settings.music.now().musicDir : settings.downloads.now().dir),
    probe: probeFolder,
  };
  return {
    controllers: [RootsController, FoldersController],
    providers: [
      { provide: ROOTS, useValue: roots },
      { provide: FOLDERS, useValue: folders },
    ],
    roots,
  };
}

function rootsOf(kit: Kit<OrganizeConfig>, { music, downloads }: OrganizeSettings): Roots {
  const { store, dataSource } = kit;
  const lostEvents = async () => (await logIncidents(kit.schema).list(dataSource)).length > 0;
  const guard = (name: RootName, history: () => Promise<Omit<RootHistory, 'known'>>) => (path: string) =>
    rootGuard(store, name, path, history);
  return keepRoots(kit, commandHandler(store, root), {
    // A system that filed before it remembered its folders knows by its filings that they were in use; one whose log lost events may have
    // forgotten both.
    music: rootPlace(
      () => music.now().musicDir,
      chosen(music, 'musicDir'),
      guard('music', async () => {
        const holdsFiles = (await filedBefore(dataSource)).published || (await lostEvents());
        return { used: holdsFiles, holdsFiles };
      }),
    ),
    downloads: rootPlace(
      () => downloads.now().dir,
      chosen(downloads, 'dir'),
      guard('downloads', async () => ({ used: (await filedBefore(dataSource)).begun || (await lostEvents()), holdsFiles: false })),
    ),
  });
}

/** What is known of a folder stays as long as it is the one that is set. */
function rootPlace(path: () => string | undefined, chosenBy: RootPlace['chosen'], guardOf: (path: string) => RootGuard): RootPlace {
  let last: RootGuard | null = null;
  return {
    chosen: chosenBy,
    guard() {
      const now = path();
      if (now === undefined) return null;
      if (last?.path !== now) last = guardOf(now);
      return last;
    },
  };
}

/** Who set the folder that is in force, and when; a variable and a default are nobody's word. */
const chosen =
  <S extends object>(live: LiveSettings<S>, name: keyof S & string): RootPlace['chosen'] =>
  () => {
    const report = live.reports().find((one) => one.name === name);
    if (report?.source !== 'settings' || report.changedAt === null || report.changedBy === null) return null;
    return { by: actorText({ kind: 'account', id: report.changedBy }), at: report.changedAt };
  };
