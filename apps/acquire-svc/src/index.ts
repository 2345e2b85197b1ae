import { defineService } from '@soulsync/service-kit';
import { acquireModule } from './acquire.module.js';
import { acquisitionProjections, composeAcquisition } from './acquisition/compose-acquisition.js';
import { acquisitionLists } from './acquisition/store/acquisition-lists.js';
import { audioSources } from './acquisition/workers/audio-sources.js';
import { slskdConnection } from './compose-slskd-connection.js';
import { sayWhetherSetUp, slskdSource } from './compose-slskd.js';
import { AcquireConfig } from './config.js';
import { composePeers, peerProjections } from './peers/compose-peers.js';
import { peerLists } from './peers/store/peer-lists.js';
import { acquireSections, acquireSettings, followedSections } from './settings.js';
import { composeWishlist, wishlistProjections } from './wishlist/compose-wishlist.js';
import { wishLists } from './wishlist/store/wish-lists.js';

export const acquireService = defineService({
  name: 'acquire-svc',
  schema: 'acquire',
  config: AcquireConfig,
  settings: acquireSections,
  followedSettings: followedSections,
  projections: [...acquisitionProjections, ...wishlistProjections, ...peerProjections],
  resources: { ...acquisitionLists, ...wishLists, ...peerLists },
  compose(kit) {
    const settings = acquireSettings(kit.settings);
    const peers = composePeers(kit);
    const soulseek = slskdSource(kit, settings, peers.available);
    sayWhetherSetUp(kit, soulseek);
    const slskd = slskdConnection(kit, settings);
    /** A new source is its adapter and a name here. */
    const sources = audioSources({ soulseek });
    const acquisition = composeAcquisition(kit, settings, sources);
    const wishlist = composeWishlist(kit, settings, acquisition, peers.longestRestMs);
    return {
      module: acquireModule(kit, [acquisition, peers]),
      processes: acquisition.processes,
      deadlines: wishlist.deadlines,
      workers: [...acquisition.workers, slskd.worker],
      connections: [slskd.connection],
    };
  },
});
