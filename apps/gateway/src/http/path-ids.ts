import type { PipeTransform } from '@nestjs/common';
import { isSubjectToken } from '@soulsync/contracts';
import { NotFound } from '@soulsync/service-kit';

const LONGEST = 512;

/** For every route: nothing has an id with control signs, with half a character, or without end. Peers and servers name things, so all else may be an id. */
export const readablePath: PipeTransform = {
  transform(value: unknown, { type }) {
    if (type !== 'param' || typeof value !== 'string') return value;
    if (value.length > LONGEST || /\p{Cc}/u.test(value) || !value.isWellFormed()) throw new NotFound('nothing has such an id');
    return value;
  },
};

/** For ids of ours: an aggregate's becomes part of a subject. */
export const aggregateId: PipeTransform<string, string> = {
  transform(value) {
    if (!isSubjectToken(value)) throw new NotFound('nothing has such an id');
    return value;
  },
};
