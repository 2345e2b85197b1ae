import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { AudioSourceName, Offer, TransferId } from '@soulsync/contracts';
import type { AudioSource, FetchRequest, FoundFile } from './audio-source.js';

export interface AudioSourceUnderTest {
  readonly source: AudioSource;
  readonly name: AudioSourceName;
  /** Words by which a search finds the two files that there are. */
  readonly terms: string;
  /** How many transfers of ours the source lists, and how many files they left on disk. */
  left(): Promise<{ readonly transfers: number; readonly files: number }>;
  away(): Promise<void>;
  end(): Promise<void>;
}

const TRIES = 200;
const BETWEEN_MS = 50;

/** What an acquisition relies on of every source of audio. */
/** `open`: with transfers that wait for ever, or that finish. */
export function audioSourceContract(name: string, open: (transfers: 'wait' | 'finish') => Promise<AudioSourceUnderTest>): void {
  describe(`a source of audio: ${name}`, () => {
    let on: AudioSourceUnderTest;
    const opened = async (transfers: 'wait' | 'finish') => (on = await open(transfers));
    afterEach(() => on.end());

    const unaborted = new AbortController().signal;
    const search = (terms: string, searchId: string = randomUUID()) => on.source.search(searchId, terms, 500, unaborted);

    async function requested(): Promise<FetchRequest> {
      const [file] = (await search(on.terms)).files;
      if (!file) throw new Error('nothing was found');
      return { transferId: randomUUID() as TransferId, offer: offerOf(file) };
    }
    async function begun(request: FetchRequest): Promise<string> {
      const fetching = await on.source.fetch(request);
      if (fetching.kind !== 'queued') throw new Error(`refused: ${fetching.detail}`);
      return fetching.networkTransferId;
    }
    async function until<T>(ask: () => Promise<T>, holds: (answer: T) => boolean): Promise<T> {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await ask();
        if (holds(answer)) return answer;
        if (attempt === TRIES) throw new Error(`it never came to be: ${JSON.stringify(answer)}`);
        await delay(BETWEEN_MS);
      }
    }
    const finished = (request: FetchRequest, id: string) =>
      until(
        () => on.source.follow(request, id),
        ({ state }) => state.kind === 'finished',
      );
    const found = (request: FetchRequest, id: string) =>
      until(
        () => on.source.locate(request, id),
        ({ kind }) => kind === 'found',
      );

    it('answers what it has, each file under its own name, and nothing where it has nothing', async () => {
      await opened('wait');
      const { responses, files } = await search(on.terms);
      expect(responses).toBeGreaterThan(0);
      expect(files).toHaveLength(2);
      expect(new Set(files.map(({ ref }) => ref)).size).toBe(2);
      for (const file of files) expect([file.source, file.label === '', file.sizeBytes > 0]).toEqual([on.name, false, true]);
      expect(await search('words that nobody uses')).toEqual({ responses: 0, files: [] });
    });

    it('lets a search that is given up go, also twice and also one that never was', async () => {
      await opened('wait');
      const givenUp = new AbortController();
      givenUp.abort();
      const searchId = randomUUID();
      await expect(on.source.search(searchId, on.terms, 500, givenUp.signal)).rejects.toThrow();
      for (const id of [searchId, searchId, randomUUID()]) await on.source.cancelSearch(id);
    });

    it('takes up a transfer that it began, and begins it once', async () => {
      await opened('wait');
      const request = await requested();
      expect(await begun(request)).toBe(await begun(request));
      expect((await on.left()).transfers).toBe(1);
    });

    it('names no file of a transfer that waits', async () => {
      await opened('wait');
      const request = await requested();
      const id = await begun(request);
      expect((await on.source.follow(request, id)).state.kind).not.toBe('finished');
      expect(await on.source.locate(request, id)).toMatchObject({ kind: 'not-yet' });
    });

    it('names, of each finished transfer, the file that it made', async () => {
      await opened('finish');
      const paths: string[] = [];
      for (const request of [await requested(), await requested()]) {
        const { networkTransferId } = await finished(request, await begun(request));
        const located = await found(request, networkTransferId);
        expect(located).toMatchObject({ kind: 'found', sizeBytes: request.offer.sizeBytes });
        if (located.kind === 'found') paths.push(located.path);
      }
      expect(new Set(paths).size).toBe(2);
    });

    it('knows nothing of a transfer that nobody began', async () => {
      await opened('wait');
      expect((await on.source.follow(await requested(), randomUUID())).state).toEqual({ kind: 'unknown' });
    });

    it('leaves the file when it is to forget the transfer', async () => {
      await opened('finish');
      const request = await requested();
      const id = await begun(request);
      await finished(request, id);
      await found(request, id);
      await on.source.forget(request, id);
      expect(await on.left()).toEqual({ transfers: 0, files: 1 });
    });

    it.each(['wait', 'finish'] as const)('leaves nothing of a transfer that is cancelled, and that again does no harm: %s', async (how) => {
      await opened(how);
      const request = await requested();
      const id = await begun(request);
      if (how === 'finish') await finished(request, id);
      for (let times = 0; times < 2; times += 1)
        await until(
          () => on.source.cancel(request, id),
          ({ kind }) => kind === 'cancelled',
        );
      expect(await on.left()).toEqual({ transfers: 0, files: 0 });
    });

    it('finds what it began though its answer was never heard, to cancel it', async () => {
      await opened('wait');
      const request = await requested();
      await begun(request);
      await until(
        () => on.source.cancel(request, null),
        ({ kind }) => kind === 'cancelled',
      );
      expect(await on.left()).toEqual({ transfers: 0, files: 0 });
    });

    it('may be asked for the first of its offers, and for none of none', async () => {
      await opened('wait');
      const { files } = await search(on.terms);
      const offers = files.map(offerOf);
      expect(await on.source.firstFree(offers)).toEqual({ kind: 'free', offer: offers[0] });
      expect(await on.source.firstFree([])).toEqual({ kind: 'no-offers' });
    });

    it('throws that it is unavailable when it can not be asked, and answers nothing', async () => {
      await opened('wait');
      const request = await requested();
      await on.away();
      const asked = [
        () => search(on.terms),
        () => on.source.cancelSearch(randomUUID()),
        () => on.source.fetch(request),
        () => on.source.follow(request, 'n'),
        () => on.source.locate(request, 'n'),
        () => on.source.cancel(request, 'n'),
        () => on.source.forget(request, 'n'),
      ];
      for (const ask of asked) await expect(ask()).rejects.toMatchObject({ name: 'Unavailable' });
    });
  });
}

/** As ranking makes it. */
export const offerOf = ({ source, ref, label, sizeBytes, filename }: FoundFile): Offer => ({
  source,
  ref,
  label,
  sizeBytes,
  durationMs: null,
  identity: 1,
  score: 1,
  quality: {
    container: filename.split('.').at(-1) ?? '',
    codec: null,
    lossless: true,
    bitrateKbps: null,
    variableBitrate: null,
    sampleRateHz: null,
    bitDepth: null,
    channels: null,
    durationMs: null,
  },
});
