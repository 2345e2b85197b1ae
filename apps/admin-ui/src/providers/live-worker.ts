import { liveSharing } from './live-sharing.js';
import type { Port } from './live-sharing.js';
import { restLive } from './rest-live.js';

/** The script of the browser's one shared worker. */
const take = liveSharing(restLive);
/** As much of the worker's own scope as this uses. */
const scope = globalThis as unknown as { onconnect: (event: { readonly ports: readonly Port[] }) => void };
scope.onconnect = ({ ports }) => ports.forEach(take);
