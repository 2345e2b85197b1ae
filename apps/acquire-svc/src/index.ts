import { defineService } from '@soulsync/service-kit';
import { acquireModule } from './acquire.module.js';
import { acquisitionProjections, composeAcquisition } from './acquisition/compose-acquisition.js';
import { acquisitionLists } from './acquisition/store/acquisition-lists.js';
import { sayWhetherSetUp, slskdNetwork } from './compose-slskd.js';
import { AcquireConfig } from './config.js';
import { composePeers, peerProjections } from './peers/compose-peers.js';
import { peerLists } from './peers/store/peer-lists.js';
import { acquireSections, acquireSettings } from './settings.js';
import { composeWishlist, wishlistProjections } from './wishlist/compose-wishlist.js';
import { wishLists } from './wishlist/store/wish-lists.js';

export const acquireService = defineService({
  name: 'acquire-svc',
  schema: 'acquire',
  config: AcquireConfig,
  settings: acquireSections,
  projections: [...acquisitionProjections, ...wishlistProjections, ...peerProjections],
  resources: { ...acquisitionLists, ...wishLists, ...peerLists },
  compose(kit) {
    const settings = acquireSettings(kit.settings);
    const network = slskdNetwork(kit, settings);
    sayWhetherSetUp(kit, network);
    const peers = composePeers(kit);
    const acquisition = composeAcquisition(kit, settings, network, peers.available);
    const wishlist = composeWishlist(settings, acquisition.retry, peers.longestRestMs);
    return {
      module: acquireModule(kit, [acquisition, peers]),
      processes: acquisition.processes,
      deadlines: wishlist.deadlines,
      workers: acquisition.workers,
    };
  },
});
