import { createHash, randomBytes } from 'node:crypto';

/** As sessions and keys are stored: of 256 random bits a plain hash says nothing. */
export const hashed = (token: string) => createHash('sha256').update(token).digest('hex');

/** 256 bits, in 43 signs. */
export const newToken = () => randomBytes(32).toString('base64url');
