import type { Offer } from '@soulsync/contracts';

export const NOT_LOCATED = 'it is said to be finished, and no file of it is named';

/** A file as its health issues name it. */
export const nameOfFile = ({ label }: Offer) => ({
  file: label,
});
