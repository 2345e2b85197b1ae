export * from './deciding.js';
export * from './envelope-of.js';
export * from './projecting.js';
export * from './reacting.js';
export * from './stepped-clock.js';
