import { inCheckout } from '@soulsync/launcher/command';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './case.js';

/** All cases that there are, in the order of their names. */
export function shownCases(): readonly Case[] {
  const folder = inCheckout('tests', 'cases', 'shown');
  return readdirSync(folder)
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Case); // our own files
}

/** Of the others nobody can say what is right from what the case tells. */
export const isDecidable = ({ verdictWhenFailing }: Case): boolean => verdictWhenFailing === undefined;
