import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { CatalogConfig } from './config.js';

class CatalogModule {}

/** What a feature's `compose…` answers to be asked. */
export interface Feature {
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
}

export const catalogModule = (kit: Kit<CatalogConfig>, features: readonly Feature[]): DynamicModule => ({
  module: CatalogModule,
  controllers: features.flatMap(({ controllers }) => controllers),
  providers: [{ provide: KIT, useValue: kit }, ...features.flatMap(({ providers }) => providers)],
});
