import { expect, it } from '@jest/globals';
import { connectionTest, ExternalError } from '@soulsync/service-kit';
import type { ExternalClient, ExternalErrorKind } from '@soulsync/service-kit';
import { MusicBrainzSettings } from '../../../settings.js';
import { musicBrainzTestSteps } from './musicbrainz-test.js';

const answering = (data: unknown) => ({ get: () => Promise.resolve({ status: 200, headers: {}, data }) }) as unknown as ExternalClient; // all that is asked
const refusing = (kind: ExternalErrorKind) =>
  ({
    get: () => Promise.reject(new ExternalError('musicbrainz', kind, 'musicbrainz answered so', null, null, null)),
  }) as unknown as ExternalClient; // as above
const set = (contact?: string) => Object.assign(new MusicBrainzSettings(), contact ? { contact } : {});

it.each([
  ['nothing, where all is well', set('ida@example.org'), answering({ artists: [] }), null],
  ['the contact, where none is set', set(), null, ['configured', 'contact']],
  ['the contact, where it is refused', set('ida@example.org'), refusing('forbidden'), ['reachable', 'contact']],
  ['the address, where nothing answers', set('ida@example.org'), refusing('unavailable'), ['reachable', 'url']],
  ['the address, where something else answers', set('ida@example.org'), answering('<html>'), ['content', 'url']],
] as const)('the test of MusicBrainz names %s', async (_, settings, client, at) => {
  const { steps } = await connectionTest(musicBrainzTestSteps(settings, client), () => 0);
  const failed = steps.find(({ ok }) => ok === false);
  expect(failed ? [failed.step, failed.field] : null).toEqual(at);
  if (failed) expect(failed.advice).not.toBeNull();
});
