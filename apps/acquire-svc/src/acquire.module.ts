import type { DynamicModule } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Discoveries, Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from './config.js';
import { ACQUISITIONS, AcquisitionsController, PEERS } from './http/acquisitions.controller.js';
import { DiscoveryController, SLSKDS } from './http/discovery.controller.js';
import type { Acquisitions } from './processes/acquisition-step.js';
import type { Peers } from './processes/peer-book.js';

class AcquireModule {}

export const acquireModule = (kit: Kit<AcquireConfig>, acquisitions: Acquisitions, peers: Peers, slskds: Discoveries): DynamicModule => ({
  module: AcquireModule,
  controllers: [AcquisitionsController, DiscoveryController],
  providers: [
    { provide: KIT, useValue: kit },
    { provide: ACQUISITIONS, useValue: acquisitions },
    { provide: PEERS, useValue: peers },
    { provide: SLSKDS, useValue: slskds },
  ],
});
