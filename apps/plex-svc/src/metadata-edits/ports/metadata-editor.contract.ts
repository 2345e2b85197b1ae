import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EditNotKept } from './metadata-editor.js';
import type { MetadataEditor } from './metadata-editor.js';

/** A server with an artist, to be edited, and what a test needs beside the port. */
export interface EditorWorld {
  readonly editor: MetadataEditor;
  /** Of an artist that has a picture and no genres. */
  readonly key: string;
  /** Of the server's own pictures and genres; as a person does on the server. */
  lock(field: 'picture' | 'genres'): Promise<void>;
  setByHand(genres: readonly string[]): Promise<void>;
  /** The server fetches its own data again and writes over what is not locked. */
  refresh(): Promise<void>;
  /** Names of everything it holds, to show that none of them moved. */
  titles(): Promise<readonly string[]>;
  /** Pictures it keeps for the artist. */
  picturesKept(): Promise<number>;
  close(): Promise<void>;
}

/** What every editor must do; `large` and `small` are real pictures above and below the least size. */
export function metadataEditorContract(
  name: string,
  open: () => Promise<EditorWorld>,
  pictures: { readonly large: Uint8Array; readonly other: Uint8Array; readonly small: Uint8Array },
): void {
  describe(`pictures and genres on ${name}`, () => {
    let world: EditorWorld;
    beforeEach(async () => {
      world = await open();
    });
    afterEach(() => world.close());
    const now = async () => (await world.editor.read('artist', [world.key]))[0];
    const shown = async () => Buffer.from((await world.editor.picture('artist', world.key)) ?? []);

    it('are exactly the genres that were set, whatever was there, and locked', async () => {
      await world.setByHand(['Old, With Comma', 'Folk', 'R&B']);
      await world.editor.setGenres('artist', world.key, ['Folk', 'Indie Rock', 'Drum & Bass, Live'], true);
      const item = await now();
      expect([...(item?.genres ?? [])].sort()).toEqual(['Drum & Bass, Live', 'Folk', 'Indie Rock']);
      expect(item?.locked).toEqual(['genres']);
      await world.refresh();
      expect((await now())?.genres).toHaveLength(3);
    });

    it('are none where none was set, and given back when they are not locked', async () => {
      await world.editor.setGenres('artist', world.key, ['Folk'], true);
      await world.editor.setGenres('artist', world.key, [], false);
      expect(await now()).toMatchObject({ genres: [], locked: [] });
    });

    it('are the picture that was sent, locked, and once however often it is sent', async () => {
      const before = await world.picturesKept();
      for (let times = 0; times < 3; times += 1) await world.editor.setPicture('artist', world.key, pictures.large, true);
      expect(await shown()).toEqual(Buffer.from(pictures.large));
      expect((await now())?.locked).toEqual(['picture']);
      expect(await world.picturesKept()).toBe(before + 1);
      await world.refresh();
      expect(await shown()).toEqual(Buffer.from(pictures.large));
      await world.editor.setPicture('artist', world.key, pictures.other, false);
      expect((await now())?.locked).toEqual([]);
    });

    it('are refused when they are no picture or a small one; a small one may be brought back', async () => {
      const before = await shown();
      await expect(world.editor.setPicture('artist', world.key, Buffer.from('<html>'), true)).rejects.toBeInstanceOf(EditNotKept);
      await expect(world.editor.setPicture('artist', world.key, pictures.small, true)).rejects.toBeInstanceOf(EditNotKept);
      expect(await shown()).toEqual(before);
      await world.editor.setPicture('artist', world.key, pictures.small, false);
      expect(await shown()).toEqual(Buffer.from(pictures.small));
    });

    it('show what a person locked on the server, and what is unlocked again', async () => {
      await world.lock('picture');
      await world.lock('genres');
      expect((await now())?.locked).toEqual(['picture', 'genres']);
      await world.editor.unlock('artist', world.key, 'picture');
      expect((await now())?.locked).toEqual(['genres']);
    });

    it('touch no name of anything', async () => {
      const before = await world.titles();
      await world.editor.setGenres('artist', world.key, before.slice(0, 3), true);
      await world.editor.setPicture('artist', world.key, pictures.large, true);
      expect(await world.titles()).toEqual(before);
    });

    it('are of one item: what is no single key is refused, and who is gone is not read', async () => {
      for (const key of ['', '1,2', '../sections/3/all', `${world.key},2`])
        await expect(world.editor.setGenres('artist', key, ['Folk'], true)).rejects.toBeInstanceOf(EditNotKept);
      expect(await world.editor.read('artist', ['999999999'])).toEqual([]);
      expect(await world.editor.picture('artist', '999999999')).toBeNull();
      await expect(world.editor.setGenres('artist', '999999999', ['Folk'], true)).rejects.toBeInstanceOf(EditNotKept);
    });
  });
}
