import type { PipeTransform } from '@nestjs/common';
import { isSubjectToken } from '@soulsync/contracts';
import { NotFound } from '@soulsync/service-kit';

const LONGEST = 512;

/** Nothing has an id with control signs, with half a character, or without end. Peers and servers name things, so all else may be an id. Throws NotFound. */
export function readableId(text: string): string {
  if (text.length > LONGEST || /\p{Cc}/u.test(text) || !text.isWellFormed()) throw new NotFound('nothing has such an id');
  return text;
}

/** An id of ours: an aggregate's becomes part of a subject. Throws NotFound. */
export function ownId(text: string): string {
  if (!isSubjectToken(text)) throw new NotFound('nothing has such an id');
  return text;
}

/** For every route. */
export const readablePath: PipeTransform = {
  transform: (value: unknown, { type }) => (type === 'param' && typeof value === 'string' ? readableId(value) : value),
};

/** For ids of ours in routes that are written by hand. */
export const aggregateId: PipeTransform<string, string> = { transform: ownId };
