import { describe, expect, it } from '@jest/globals';
import { usualLengthTolerance } from '@soulsync/music';
import { LengthSettings } from '@soulsync/service-kit';

describe('what may be shorter or longer than wanted', () => {
  it('is by default what the engine was measured with', () => expect(new LengthSettings()).toEqual(usualLengthTolerance));
});
