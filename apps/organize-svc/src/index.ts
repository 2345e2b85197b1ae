import { defineService } from '@soulsync/service-kit';
import { OrganizeConfig } from './config.js';
import { composeFiling, filingProjections } from './filing/compose-filing.js';
import { filingLists } from './filing/store/filing-lists.js';
import { organizeModule } from './organize.module.js';
import { composeRoots } from './roots/compose-roots.js';

export { payloadHash } from './adapters/audio/payload-hash.js';

export const organizeService = defineService({
  name: 'organize-svc',
  schema: 'organize',
  config: OrganizeConfig,
  projections: filingProjections,
  resources: filingLists,
  disks: ({ musicDir, musicMinFreeMb, downloadDir, downloadMinFreeMb }) => [
    { name: 'music', path: musicDir, minFreeMb: musicMinFreeMb },
    ...(downloadDir === undefined ? [] : [{ name: 'downloads', path: downloadDir, minFreeMb: downloadMinFreeMb } as const]),
  ],
  compose(kit) {
    const roots = composeRoots(kit);
    const { reactors, workers } = composeFiling(kit, roots.roots);
    return { module: organizeModule(kit, [roots]), reactors, workers };
  },
});
