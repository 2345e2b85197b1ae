export * from './discoveries.js';
export * from './discover.js';
export * from './discovery-config.js';
export { knownPorts } from './known-services.js';
