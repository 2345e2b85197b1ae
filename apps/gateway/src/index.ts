import { defineService } from '@soulsync/service-kit';
import { accountEvents } from './accounts/account-events.js';
import { accounts } from './accounts/accounts.js';
import { apiKeys } from './accounts/api-keys.js';
import { sessions } from './accounts/sessions.js';
import { setUpCode } from './accounts/set-up-code.js';
import { accountUpkeep } from './accounts/upkeep.js';
import { GatewayConfig } from './config.js';
import { gatewayModule } from './gateway.module.js';
import { httpServer } from './api/http-server.js';
import { idempotentRequests, deleteExpiredRequests } from './idempotency/idempotent-requests.js';
import { Accounts1764000000001 } from './migrations/1764000000001-accounts.js';
import { AccountEvents1764600000000 } from './migrations/1764600000000-account-events.js';
import { IdempotentRequests1764000000010 } from './migrations/1764000000010-idempotent-requests.js';
import { SessionsAndKeyExpiry1764700000000 } from './migrations/1764700000000-sessions-and-key-expiry.js';
import { activityProjection } from './projections/activity.projection.js';
import { throughputProjection } from './projections/throughput.projection.js';
import { subjectNamesProjection } from './projections/subject-names.projection.js';
import { gatewaySettings } from './settings.js';
import { importAtStart, plannedAtStart } from './settings-import/import-at-start.js';
import { lostEvents } from './store/lost-events.js';
import { ownResources } from './resources.js';

export { artworkCache } from './artwork/artwork-cache.js';
export { resetPassword } from './accounts/reset-password.js';

export const gatewayService = defineService({
  name: 'gateway',
  schema: 'gateway',
  config: GatewayConfig,
  projections: [activityProjection, subjectNamesProjection, throughputProjection],
  settings: gatewaySettings,
  resources: ownResources,
  servesAsStandby: true,
  migrations: [Accounts1764000000001, IdempotentRequests1764000000010, AccountEvents1764600000000, SessionsAndKeyExpiry1764700000000],
  onLostLog: {
    lostEvents,
    // A kept answer may speak of a commit that is lost; a command that is still in the log is known there by its own id.
    forget: (manager) => manager.query('TRUNCATE gateway.idempotent_request'),
  },
  async compose(kit) {
    const plan = plannedAtStart(kit.config);
    const events = accountEvents(kit.dataSource, kit.store);
    const known = accounts(kit.dataSource, events, kit.clock, kit.logger);
    const keys = apiKeys(kit.dataSource, events, kit.clock, kit.logger);
    const open = sessions(kit.dataSource);
    const idempotent = idempotentRequests(kit.dataSource);
    return {
      module: gatewayModule(kit, known, keys, open, await setUpCode(kit, known), idempotent),
      http: (module) => httpServer(kit.config, module, kit.logger),
      workers: [
        ...(plan.length > 0 ? [importAtStart(kit, plan)] : []),
        accountUpkeep(kit, events, open),
        deleteExpiredRequests(idempotent, kit.sleep),
      ],
    };
  },
});
