export { inCheckout } from './checkout.js';
export { startNats } from './nats/start-nats.js';
export { startPostgres } from './postgres/start-postgres.js';
export { freePort } from './processes/ports.js';
export { startInfrastructure, startSystem } from './system.js';
export { startSupysonic, supysonicMissing } from './supysonic/start-supysonic.js';
export type { StartedSupysonic } from './supysonic/start-supysonic.js';
