export * from './catalog.js';
export * from './match.js';
export * from './acquire.js';
export * from './organize.js';
export * from './plex.js';
export * from './media-server.js';
export * from './gateway.js';
export * from './discovery.js';
