import { defineService } from '@soulsync/service-kit';
import type { Disk } from '@soulsync/service-kit';
import { OrganizeConfig } from './config.js';
import { composeFiling, filingProjections } from './filing/compose-filing.js';
import { filingLists } from './filing/store/filing-lists.js';
import { organizeModule } from './organize.module.js';
import { composeRoots } from './roots/compose-roots.js';
import { followedSections, organizeSections, organizeSettings } from './settings.js';
import type { OrganizeSettings } from './settings.js';

export { payloadHash } from './adapters/audio/payload-hash.js';

export const organizeService = defineService({
  name: 'organize-svc',
  schema: 'organize',
  config: OrganizeConfig,
  projections: filingProjections,
  resources: filingLists,
  settings: organizeSections,
  followedSettings: followedSections,
  disks: (settings) => disksOf(organizeSettings(settings)),
  compose(kit) {
    const settings = organizeSettings(kit.settings);
    const roots = composeRoots(kit, settings);
    const { reactors, workers } = composeFiling(kit, settings, roots.roots);
    return { module: organizeModule(kit, [roots]), reactors, workers };
  },
});

function disksOf({ music, downloads, filedDownloads }: OrganizeSettings): readonly Disk[] {
  const { musicDir, musicMinFreeMb } = music.now();
  const { dir } = downloads.now();
  return [
    ...(musicDir === undefined ? [] : [{ name: 'music', path: musicDir, minFreeMb: musicMinFreeMb } as const]),
    ...(dir === undefined ? [] : [{ name: 'downloads', path: dir, minFreeMb: filedDownloads().downloadMinFreeMb } as const]),
  ];
}
