import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  compareNames,
  compareTracks,
  createLibraryIndex,
  decideMatch,
  foldText,
  isVariousArtists,
  parseArtists,
  parseFolderName,
  parseRemotePath,
  parseTitle,
  parseVideoTitle,
  rankOffers,
  searchQueries,
} from './index.js';
import type { LibraryTrack, OfferFile, WantedTrack } from './index.js';

/** Words, brackets, separators and signs that the rules look at, besides anything at all. */
const words = [
  'Live',
  'feat.',
  'Remix',
  '(',
  ')',
  '[',
  ']',
  ' - ',
  'Song',
  'Part',
  'II',
  '2',
  'Я',
  'é',
  '÷',
  '…',
  '"',
  '/',
  '\\',
  ' & ',
  '🎵',
  '\ud800',
  'ß',
  '夜',
  '高橋',
  '髙橋',
  '佐々々木',
  '、',
  '❤️',
  '☀',
  'ライブ',
  '좋은 날',
  'Op. 67',
  'III. ',
  'على',

  "'s Version",
  '$',
  '!',
  '.',
];
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((parts) => parts.join(' ')),
);
const visible = name.filter((text) => foldText(text) !== '');
const duration = fc.option(fc.integer({ min: 1_000, max: 900_000 }));
const wantedTrack: fc.Arbitrary<WantedTrack> = fc.record({
  title: name,
  artists: fc.array(name, { maxLength: 3 }),
  album: fc.option(name),
  durationMs: duration,
  isrc: fc.constant(null),
});
const libraryTrack: fc.Arbitrary<LibraryTrack> = fc.record({
  trackId: fc.uuid(),
  title: name,
  artist: name,
  albumArtist: fc.option(name),
  album: fc.option(name),
  durationMs: duration,
  isrc: fc.constant(null),
  path: fc.constant(null),
});

describe('any names whatever', () => {
  it('fold twice as they fold once', () => {
    fc.assert(
      fc.property(name, (text) => expect(foldText(foldText(text))).toBe(foldText(text))),
      { numRuns: 1_000 },
    );
  });

  it('are as similar one way as the other, within 0..1', () => {
    fc.assert(
      fc.property(name, name, fc.constantFrom('title' as const, 'artist' as const, 'album' as const), (a, b, kind) => {
        const there = compareNames(kind, a, b);
        const back = compareNames(kind, b, a);
        expect(there).toEqual(back);
        expect(there.similarity).toBeGreaterThanOrEqual(0);
        expect(there.similarity).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('give a confidence within 0..1', () => {
    fc.assert(
      fc.property(wantedTrack, libraryTrack, (wanted, track) => {
        const { confidence } = compareTracks(wanted, track);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('keep a visible title visible', () => {
    fc.assert(fc.property(visible, (title) => expect(parseTitle(title).base).not.toBe('')));
  });

  it('ask no query with a word that begins with a dash, or of single letters only', () => {
    fc.assert(
      fc.property(wantedTrack, (wanted) => {
        for (const query of searchQueries(wanted)) {
          expect(query).not.toMatch(/(?:^|\s)-/);
          expect(query.split(' ').some((word) => [...word].length > 1)).toBe(true);
        }
      }),
    );
  });
});

/** Credits that name nobody say nothing, however often they are compared. */
const namesSomebody = (artist: string) => parseArtists(artist).main.length > 0 && !isVariousArtists(artist);
const itself = fc.record({ title: visible, artist: visible.filter(namesSomebody), durationMs: fc.integer({ min: 1_000, max: 900_000 }) });
const held = (trackId: string, over: Partial<LibraryTrack>): LibraryTrack => ({
  trackId,
  title: '',
  artist: '',
  albumArtist: null,
  album: null,
  durationMs: null,
  isrc: null,
  path: null,
  ...over,
});
const asked = ({ title, artist, durationMs }: { title: string; artist: string; durationMs: number }): WantedTrack => ({
  title,
  artists: [artist],
  album: null,
  durationMs,
  isrc: null,
});

describe('a track compared with itself', () => {
  it('is matched, also from among others that are not it', () => {
    fc.assert(
      fc.property(itself, fc.array(libraryTrack, { maxLength: 5 }), (own, others) => {
        const index = createLibraryIndex();
        for (const other of others) index.upsert(other);
        index.upsert(held('own', own));
        const alone = createLibraryIndex();
        alone.upsert(held('own', own));
        expect(decideMatch(asked(own), alone)).toMatchObject({ kind: 'matched', trackId: 'own' });
        const decision = decideMatch(asked(own), index);
        // Another that is the same, or as near, may take its place or make it a question; it is never called missing.
        expect(decision.kind).not.toBe('missing');
      }),
      { numRuns: 500 },
    );
  });

  it('never scores higher with a difference added', () => {
    const differences: fc.Arbitrary<Partial<LibraryTrack>> = fc.oneof(
      fc.record({ durationMs: fc.integer({ min: 1_000, max: 900_000 }) }),
      fc.record({ artist: name }),
      fc.record({ album: name }),
      fc.record({ isrc: fc.constant('GBAYE0000001') }),
    );
    fc.assert(
      fc.property(
        itself,
        name,
        differences,
        fc.constantFrom(' other words', ' (Live)', ' - Remix', ' 2', 'x'),
        (own, album, difference, words) => {
          const wanted = { ...asked(own), album, isrc: 'USSM10212345' };
          const same = held('own', { ...own, album, isrc: 'USSM10212345' });
          const { confidence } = compareTracks(wanted, same);
          const different = { ...same, ...difference };
          expect(compareTracks(wanted, different).confidence).toBeLessThanOrEqual(confidence);
          expect(compareTracks(wanted, { ...same, title: `${same.title}${words}` }).confidence).toBeLessThanOrEqual(confidence);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never scores higher the farther its length is away', () => {
    const shift = fc.integer({ min: 0, max: 400_000 });
    fc.assert(
      fc.property(itself, shift, shift, (own, one, other) => {
        const wanted = asked({ ...own, durationMs: own.durationMs * 1_000 + 1 });
        const away = (ms: number) => compareTracks(wanted, held('own', { ...own, durationMs: own.durationMs * 1_000 + 1 + ms })).confidence;
        // Lengths in whole seconds are known less well: only others are compared.
        fc.pre((one + 1) % 1_000 !== 0 && (other + 1) % 1_000 !== 0);
        expect(away(Math.max(one, other))).toBeLessThanOrEqual(away(Math.min(one, other)));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a decision', () => {
  const near = fc.record({
    suffix: fc.constantFrom('', ' (Live)', ' (Live at Wembley)', ' - Live in Paris', ' (Remastered)', ' 2', ' (The Story)'),
    shiftMs: fc.integer({ min: -7_000, max: 7_000 }),
    album: fc.constantFrom(null, 'Album', 'Another'),
    unknown: fc.boolean(),
  });
  const rows = (
    own: { title: string; artist: string; durationMs: number },
    rivals: readonly (typeof near extends fc.Arbitrary<infer Near> ? Near : never)[],
  ) =>
    rivals.map(({ suffix, shiftMs, album, unknown }, place) =>
      held(String(place), {
        title: `${own.title}${suffix}`,
        artist: own.artist,
        album,
        durationMs: unknown ? null : Math.max(1, own.durationMs + shiftMs),
      }),
    );

  it('is never surer of its match with a rival added', () => {
    fc.assert(
      fc.property(
        itself,
        fc.constantFrom('', ' - Live'),
        fc.array(near, { minLength: 1, maxLength: 3 }),
        near,
        (own, version, some, another) => {
          const tracks = rows(own, [...some, another]);
          const wanted = { ...asked(own), title: `${own.title}${version}` };
          const before = decideMatch(wanted, { candidates: () => tracks.slice(0, -1) });
          const after = decideMatch(wanted, { candidates: () => tracks });
          if (after.kind !== 'matched' || before.kind === 'missing') return;
          // Where the rival itself is taken it was the better one.
          if (after.trackId === tracks.at(-1)?.trackId) return;
          expect(before).toMatchObject({ kind: 'matched', trackId: after.trackId });
          if (before.kind === 'matched') expect(after.confidence).toBeLessThanOrEqual(before.confidence);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is one of three ends with its rule, and its confidence within 0..1', () => {
    fc.assert(
      fc.property(wantedTrack, fc.array(libraryTrack, { maxLength: 6 }), (wanted, tracks) => {
        const index = createLibraryIndex();
        for (const one of tracks) index.upsert(one);
        const decision = decideMatch(wanted, index);
        expect(['matched', 'review', 'missing']).toContain(decision.kind);
        expect(decision.rule).not.toBe('');
        const judged = decision.kind === 'review' ? decision.candidates : decision.rivals;
        for (const { confidence } of [...judged, ...(decision.kind === 'missing' ? [] : [decision])]) {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never matches by text what lacks its title, its artist or its length', () => {
    const lacking = fc.constantFrom<Partial<WantedTrack>>(
      { title: '' },
      { title: ' ' },
      { artists: [] },
      { artists: [''] },
      { durationMs: null },
      { durationMs: 0 },
    );
    fc.assert(
      fc.property(itself, lacking, (own, lack) => {
        const decision = decideMatch({ ...asked(own), ...lack }, { candidates: () => [held('own', own)] });
        expect(decision).toMatchObject({ kind: 'review', rule: 'incomplete-wanted' });
      }),
    );
  });
});

const offer = (filename: string): OfferFile => ({
  filename,
  sizeBytes: 9_000_000,
  bitrateKbps: 320,
  bitDepth: null,
  sampleRateHz: null,
  lengthS: 200,
  variableBitrate: null,
  locked: false,
  hasFreeUploadSlot: true,
  queueLength: 0,
  uploadBytesPerS: 1_000_000,
});

/** All that reads names. */
const reading = (text: string): readonly (() => unknown)[] => {
  const track: LibraryTrack = {
    trackId: 'a',
    title: text,
    artist: text,
    albumArtist: text,
    album: text,
    durationMs: 1,
    isrc: text,
    path: null,
  };
  const wanted: WantedTrack = { title: text, artists: [text], album: text, durationMs: 1_000, isrc: text };
  const index = createLibraryIndex();
  return [
    () => foldText(text),
    () => parseTitle(text),
    () => parseVideoTitle(text, text),
    () => parseFolderName(text),
    () => parseRemotePath(text),
    () => compareNames('title', text, `${text}x`),
    () => compareNames('artist', text, `${text}x`),
    () => compareNames('album', text, `${text}x`),
    () => (index.upsert(track), decideMatch(wanted, index)),
    () => rankOffers(wanted, [offer(text)]),
    () => searchQueries(wanted),
  ];
};

/** No limit of speed (the benches hold those): what takes so long has hung. */
const HUNG_MS = 2_000;

describe('hostile names', () => {
  const huge = 100_000;
  it.each([
    ['100 kB of one letter', 'a'.repeat(huge)],
    ['100 kB of opening brackets', '('.repeat(huge)],
    ['100 kB of brackets in brackets', '(a'.repeat(huge / 4) + ')'.repeat(huge / 2)],
    ['100 kB of dashes', ' - '.repeat(huge / 3)],
    ['100 kB of guests', ' feat. a'.repeat(huge / 8)],
    ['100 kB of quotes', ' "'.repeat(huge / 2)],
    ['100 kB of pipes', ' | a'.repeat(huge / 4)],
    ['100 kB of dots', 'a.'.repeat(huge / 2)],
    ['100 kB of white space', ` a${' '.repeat(huge)}b`],
    ['100 kB of digits', '0'.repeat(huge)],
    ['100 kB of combining marks', `e${'\u0301'.repeat(huge)}`],
    ['100 kB of path separators', '\\a'.repeat(huge / 2)],
    ['100 kB of two scripts in turns', 'аa'.repeat(huge / 2)],
    ['100 kB of names in two scripts', '夜 - a '.repeat(huge / 6)],
    ['100 kB of works', 'Op. 1 No. 2: III. '.repeat(huge / 18)],
    ['100 kB of tildes', ' ~a~ <a>'.repeat(huge / 8)],
    ['100 kB of iteration marks', '佐々'.repeat(huge / 2)],
    ['100 kB of words for live', ' ライブ en vivo'.repeat(huge / 12)],
    ['lone surrogates', '\ud800\udc00\ud800 \udfff'.repeat(50)],
    ['emoji only', '🎵🎶💀'.repeat(40)],
    ['nothing', ''],
  ])('%s is read without hanging', (_what, text) => {
    for (const step of reading(text)) {
      const started = performance.now();
      expect(step).not.toThrow();
      if (performance.now() - started > HUNG_MS) throw new Error(`hangs: ${String(step)}`);
    }
  });

  it('are read up to a bound: what lies beyond it changes nothing and costs nothing', () => {
    const bound = 4_096;
    const beyond = fc.constantFrom('a', '(', ' - ', ' feat. b', '"', '\u0301', '夜');
    fc.assert(
      fc.property(name, beyond, (start, more) => {
        const text = `${start} ${more.repeat(bound)}`;
        const longer = `${text}${more.repeat(2 * bound)}`;
        expect(foldText(longer)).toBe(foldText(text));
        expect(parseTitle(longer)).toEqual(parseTitle(text));
        expect(parseVideoTitle(longer, longer)).toEqual(parseVideoTitle(text, text));
        expect(compareNames('artist', longer, start)).toEqual(compareNames('artist', text, start));
      }),
      { numRuns: 50 },
    );
  });

  it('throw nowhere, whatever they are', () => {
    fc.assert(
      fc.property(name, (text) => {
        for (const step of reading(text)) expect(step).not.toThrow();
      }),
      { numRuns: 300 },
    );
  });
});
