import { defineService } from '@soulsync/service-kit';
import { accounts } from './accounts/accounts.js';
import { setUpCode } from './accounts/set-up-code.js';
import { GatewayConfig } from './config.js';
import { gatewayModule } from './gateway.module.js';
import { httpServer } from './http/http-server.js';
import { Accounts1764000000001 } from './migrations/1764000000001-accounts.js';
import { activityProjection } from './projections/activity.projection.js';
import { subjectNamesProjection } from './projections/subject-names.projection.js';
import { ownResources } from './resources.js';

export const gatewayService = defineService({
  name: 'gateway',
  schema: 'gateway',
  config: GatewayConfig,
  projections: [activityProjection, subjectNamesProjection],
  resources: ownResources,
  migrations: [Accounts1764000000001],
  async compose(kit) {
    const known = accounts(kit.dataSource, kit.store, kit.clock);
    return { module: gatewayModule(kit, known, await setUpCode(kit, known)), http: (module) => httpServer(kit.config, module, kit.logger) };
  },
});
