import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { OrganizeConfig } from './config.js';

class OrganizeModule {}

/** What a feature's `compose…` answers to be asked. */
export interface Feature {
  readonly controllers: readonly Type[];
  readonly providers: readonly Provider[];
}

export const organizeModule = (kit: Kit<OrganizeConfig>, features: readonly Feature[]): DynamicModule => ({
  module: OrganizeModule,
  controllers: features.flatMap(({ controllers }) => controllers),
  providers: [{ provide: KIT, useValue: kit }, ...features.flatMap(({ providers }) => providers)],
});
