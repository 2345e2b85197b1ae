import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout this program runs from. */
export const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const inCheckout = (...parts: readonly string[]): string => join(checkout, ...parts);
