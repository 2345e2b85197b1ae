import { newId } from '@soulsync/event-store';

/** Of this process, whatever machine or container it runs on. */
export const processId = newId();
