import { commandHandler, logIncidents } from '@soulsync/event-store';
import { rootGuard } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { OrganizeConfig } from '../config.js';
import { ROOTS, RootsController } from './api/roots.controller.js';
import { root } from './domain/root/root.js';
import { filedBefore } from './store/filed-before.js';
import { keepRoots } from './workers/keep-roots.js';
import type { Roots } from './workers/keep-roots.js';

/** The folders that files are taken from and brought to. `roots` null: no download folder is set, so none is watched. */
export function composeRoots(kit: Kit<OrganizeConfig>) {
  const { downloadDir } = kit.config;
  const roots = downloadDir ? rootsOf(kit, downloadDir) : null;
  return { controllers: [RootsController], providers: [{ provide: ROOTS, useValue: roots }], roots };
}

function rootsOf(kit: Kit<OrganizeConfig>, downloadDir: string): Roots {
  const { config, store, dataSource } = kit;
  const lostEvents = async () => (await logIncidents(kit.schema).list(dataSource)).length > 0;
  return keepRoots(kit, commandHandler(store, root), {
    // A system that filed before it remembered its folders knows by its filings that they were in use; one whose log lost events may have
    // forgotten both.
    music: rootGuard(store, 'music', config.musicDir, async () => {
      const holdsFiles = (await filedBefore(dataSource)).published || (await lostEvents());
      return { used: holdsFiles, holdsFiles };
    }),
    downloads: rootGuard(store, 'downloads', downloadDir, async () => ({
      used: (await filedBefore(dataSource)).begun || (await lostEvents()),
      holdsFiles: false,
    })),
  });
}
