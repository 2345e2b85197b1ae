import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { PlexConfig } from './config.js';

class PlexModule {}

/** What a feature's `compose…` answers. */
export interface Feature {
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
  readonly workers: readonly Worker[];
}

export const plexModule = (kit: Kit<PlexConfig>, features: readonly Feature[]): DynamicModule => ({
  module: PlexModule,
  controllers: features.flatMap(({ controllers }) => controllers),
  providers: [{ provide: KIT, useValue: kit }, ...features.flatMap(({ providers }) => providers)],
});
