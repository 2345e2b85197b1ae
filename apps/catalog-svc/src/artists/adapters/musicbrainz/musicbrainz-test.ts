import { ExternalError, StepFailed } from '@soulsync/service-kit';
import type { ExternalClient, TestStep } from '@soulsync/service-kit';
import type { MusicBrainzSettings } from '../../../settings.js';
import type { WireSearch } from './musicbrainz-wire.js';

/** One lookup tells both that it answers and that it answers what is asked. `client` null: without a contact it is not asked. */
export function musicBrainzTestSteps({ contact, url }: MusicBrainzSettings, client: ExternalClient | null): readonly TestStep[] {
  let found: unknown;
  return [
    {
      step: 'configured',
      async look() {
        if (contact) return { detail: `MusicBrainz is told whom to write to: ${contact}.` };
        throw new StepFailed('No contact is set, and MusicBrainz cuts off who does not say.', {
          ...{ field: 'contact', advice: 'Enter a mail address or the address of a page of yours.' },
        });
      },
    },
    {
      step: 'reachable',
      async look() {
        try {
          const query = { query: 'artist:"Nina Simone"', limit: '1', fmt: 'json' };
          found = (await client?.get('/ws/2/artist', { query }))?.data;
          return { detail: `MusicBrainz answers at ${new URL(url).host}.` };
        } catch (error) {
          if (!(error instanceof ExternalError)) throw error;
          const isRefused = error.kind === 'forbidden' || error.kind === 'unauthorized';
          throw new StepFailed(`${error.message}.`, {
            field: isRefused ? 'contact' : 'url',
            advice: isRefused
              ? 'MusicBrainz refuses this contact: enter one that can be reached.'
              : 'Is the address right, and is there a way from here to it? MusicBrainz itself is busy at times; try again in a minute.',
          });
        }
      },
    },
    {
      step: 'content',
      async look() {
        const artists = typeof found === 'object' && found !== null ? (found as WireSearch).artists : undefined; // of the field alone that is read
        if (Array.isArray(artists)) return { detail: 'A lookup was answered.' };
        throw new StepFailed('What answers there is not MusicBrainz’s web service.', {
          ...{ field: 'url', advice: 'Enter the address without a path, such as https://musicbrainz.org.' },
        });
      },
    },
  ];
}
