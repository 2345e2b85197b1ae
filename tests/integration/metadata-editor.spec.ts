import { describe, expect, it } from '@jest/globals';
import { metrics, externalClient, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { inMemoryMetadataEditor } from '../../apps/plex-svc/src/metadata-edits/ports/in-memory-metadata-editor.js';
import { plexClient } from '../../apps/plex-svc/src/adapters/plex/plex-client.js';
import { plexEditor } from '../../apps/plex-svc/src/adapters/plex/plex-editor.js';
import { EditNotKept } from '../../apps/plex-svc/src/metadata-edits/ports/metadata-editor.js';
import { metadataEditorContract } from '../../apps/plex-svc/src/metadata-edits/ports/metadata-editor.contract.js';
import type { EditorWorld } from '../../apps/plex-svc/src/metadata-edits/ports/metadata-editor.contract.js';
import { png } from '../simulators/src/pictures/png.js';
import { startedPlex } from '../simulators/src/plex/started-plex.js';
import type { StartedPlex } from '../simulators/src/plex/started-plex.js';

const KEY = '1000000';
const pictures = { large: png(200, 220, 0x336699), other: png(300, 300, 0x993366), small: png(100, 300, 0) };

const editorOf = (plex: StartedPlex) =>
  plexEditor(
    plexClient(
      externalClient(
        { system: 'plex', baseUrl: plex.url, headers: () => ({ 'X-Plex-Token': plex.token }), timeoutMs: 5_000, retries: 0 },
        { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
      ),
    ),
  );
const put = (plex: StartedPlex, query: string) => plex.ask(`/library/metadata/${KEY}?${query}`, { method: 'PUT' });

async function world(switches: object): Promise<EditorWorld> {
  const plex = await startedPlex({ generated: { albums: 12, tracksPerAlbum: 2 }, switches });
  return {
    editor: editorOf(plex),
    key: KEY,
    lock: async (field) => void (await put(plex, `${field === 'picture' ? 'thumb' : 'genre'}.locked=1`)),
    setByHand: async (genres) =>
      void (await put(plex, genres.map((genre, at) => `genre%5B${at}%5D.tag.tag=${encodeURIComponent(genre)}`).join('&'))),
    refresh: async () => void (await plex.ask(`/library/metadata/${KEY}/refresh`, { method: 'PUT' })),
    titles: async () =>
      (await Promise.all(['8', '9', '10'].map((type) => plex.rows(`/library/sections/3/all?type=${type}`))))
        .flat()
        .map(({ title }) => title),
    picturesKept: async () => (await plex.rows(`/library/metadata/${KEY}/posters`)).length,
    close: () => plex.stop(),
  };
}

async function memory(): Promise<EditorWorld> {
  const editor = inMemoryMetadataEditor();
  editor.put(KEY, 'The Quiet Pier', pictures.other);
  for (const key of ['1', '2']) editor.put(key, `Artist ${key}`, null);
  return {
    editor,
    key: KEY,
    lock: async (field) => editor.lock(KEY, field),
    setByHand: async (genres) => editor.setByHand(KEY, genres),
    refresh: async () => undefined, // it has no other data to fetch
    titles: async () => editor.titles(),
    picturesKept: async () => ((await editor.picture('artist', KEY)) === pictures.large ? 2 : 1),
    close: async () => undefined,
  };
}

metadataEditorContract('the in-memory fake', memory, pictures);
metadataEditorContract('a Plex that adds tags', () => world({ tagEdits: 'add' }), pictures);
metadataEditorContract('a Plex that replaces tags', () => world({ tagEdits: 'replace' }), pictures);

describe('a Plex that takes a write and does not keep it', () => {
  it('is found out by reading back', async () => {
    const plex = await startedPlex({ generated: { albums: 6, tracksPerAlbum: 1 } });
    const fault = (body: object) => plex.control('fault', body);
    // The read before passes; the write is answered with 200 and nothing happens.
    await fault({ match: `/library/metadata/${KEY}`, skip: 1, status: 200, body: '' });
    await expect(editorOf(plex).setGenres('artist', KEY, ['Folk'], true)).rejects.toBeInstanceOf(EditNotKept);
    await fault({ match: `/library/metadata/${KEY}/posters`, status: 200, body: '' });
    await expect(editorOf(plex).setPicture('artist', KEY, pictures.large, true)).rejects.toBeInstanceOf(EditNotKept);
    await plex.stop();
  });

  it('says of a guest that it may not', async () => {
    const plex = await startedPlex({ generated: { albums: 6, tracksPerAlbum: 1 } });
    const guest = editorOf({ ...plex, token: 'token-of-a-guest' });
    await expect(guest.setGenres('artist', KEY, ['Folk'], true)).rejects.toThrow('an admin token is needed');
    await plex.stop();
  });
});
