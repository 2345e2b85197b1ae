import type { Worker } from '@soulsync/service-kit';

/** The worker as it is; or, where it asks this server over the connection, one that rests while only a person can help the connection. */
export type Resting = (server: object, worker: Worker) => Worker;
