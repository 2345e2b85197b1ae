import { creditsOf, unknownRecording } from '@soulsync/contracts';
import { inMemoryPlaylistSource } from './in-memory-playlist-source.js';
import { playlistSourceContract } from './playlist-source.contract.js';

playlistSourceContract('memory', async () => {
  const source = inMemoryPlaylistSource();
  return {
    source,
    async put(ref, name, entries) {
      source.put(
        ref,
        name,
        entries.map(({ kind, title }) => ({
          kind,
          recording: {
            ...unknownRecording,
            title,
            artists: creditsOf(['The Quiet Pier']),
            durationMs: 200_000,
            sourceUris: [`memory:${title}`],
          },
          addedAt: null,
        })),
      );
    },
    close: async (ref) => source.trouble('forbidden', ref),
    revoke: async () => source.trouble('sign-in-needed'),
    away: async () => source.trouble('unavailable'),
    end: async () => undefined,
  };
});
