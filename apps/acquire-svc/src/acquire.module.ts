import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from './config.js';

class AcquireModule {}

/** What a feature's `compose…` answers to be asked. */
export interface Feature {
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
}

export const acquireModule = (kit: Kit<AcquireConfig>, features: readonly Feature[]): DynamicModule => ({
  module: AcquireModule,
  controllers: features.flatMap(({ controllers }) => controllers),
  providers: [{ provide: KIT, useValue: kit }, ...features.flatMap(({ providers }) => providers)],
});
