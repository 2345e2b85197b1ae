export * from './discoveries.js';
export * from './discover.js';
export * from './discovery-settings.js';
export { knownPorts } from './known-services.js';
