import type { TransferRequest } from '../ports/peer-network.js';

export const NOT_LOCATED = 'slskd says it is finished, and names no file of it';

/** A peer's file as its health issues name it. */
export const peersFile = ({ filename, username }: TransferRequest) => ({
  file: filename.split(/[\\/]/).at(-1) ?? filename,
  peer: username,
});
