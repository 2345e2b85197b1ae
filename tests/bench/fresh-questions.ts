import type { LibraryTrack, WantedTrack } from '@soulsync/music';
import { seeded } from '@soulsync/launcher/command';
import { parted, pick, plain, respellings } from './fresh-spellings.js';
import type { Names, Random } from './fresh-spellings.js';

/** A row of the table of real tracks. */
export interface TableRow {
  readonly id: string;
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string;
  /** Whole seconds. */
  readonly durationMs: number;
}

export interface FreshQuestion {
  readonly kind: string;
  readonly wanted: WantedTrack;
  /** Tracks that are right; none: the library does not hold it. */
  readonly expect: ReadonlySet<string>;
}

export interface FreshWorld {
  readonly library: readonly LibraryTrack[];
  readonly questions: readonly FreshQuestion[];
}

/**
 * Labelled questions that nobody looked at, made of real tracks by rules that share no word list with the engine. A question whose label
 * would be a bet (labelling rule 3: nearly the same length, other words behind the title) is not asked. The same seed makes the same ones.
 */
export function freshQuestions(rows: readonly TableRow[], seed: string, perKind: number): FreshWorld {
  const random = seeded(seed);
  const grouped = groupedByName(rows);
  const order = shuffled(rows, random);
  const asked = new Set<string>();
  const removed = new Set<string>();
  const changed = new Map<string, Partial<LibraryTrack>>();
  const questions: FreshQuestion[] = [];
  const ask = (kind: string, make: (row: TableRow, ofArtist: readonly TableRow[]) => FreshQuestion | null) => {
    let made = 0;
    for (const row of order) {
      if (made === perKind) return;
      const artist = artistOf(row);
      // One question an artist: no question's changes reach into another's.
      if (row.artists.some((name) => asked.has(nameKey(name))) || artist === '') continue;
      const ofArtist = [...new Set(row.artists.flatMap((name) => grouped.byArtist.get(nameKey(name)) ?? []))].filter(
        (other) => other !== row,
      );
      if (otherRecording.test(row.album) !== otherRecording.test(parted(row.title)[1])) continue; // its release makes it a bet
      if (ofArtist.some((other) => relation(row, other) === 'a bet')) continue;
      const question = make(row, ofArtist);
      if (!question) continue;
      for (const name of row.artists) asked.add(nameKey(name));
      questions.push(question);
      made += 1;
    }
  };
  const absent = (kind: string, fits: (row: TableRow, ofArtist: readonly TableRow[]) => boolean) =>
    ask(kind, (row, ofArtist) => {
      if (!fits(row, ofArtist)) return null;
      for (const gone of [row, ...ofArtist.filter((other) => relation(row, other) === 'same')]) removed.add(gone.id);
      return { kind, wanted: wantedOf(row, row.durationMs, random), expect: new Set() };
    });

  // The rarest first: they find the fewest rows.
  absent('absent: numbered siblings are there', (row, ofArtist) => ofArtist.some((other) => areSiblings(row, other)));
  absent('absent: other versions are there', (row, ofArtist) => ofArtist.some((other) => relation(row, other) === 'other version'));
  absent('absent: the title by others is there', (row) =>
    (grouped.byTitle.get(nameKey(row.title)) ?? []).some((other) => areStrangers(row, other)),
  );
  absent('absent: other songs of the artist are there', (row, ofArtist) => ofArtist.some((other) => relation(row, other) === 'other song'));
  ask('absent: a word of the title is another', (row, ofArtist) => {
    const title = otherWord(row.title, pick(order, random).title, random);
    if (title === null || ofArtist.some((other) => plain(other.title).startsWith(plain(parted(title)[0])))) return null;
    return {
      kind: 'absent: a word of the title is another',
      wanted: wantedOf({ ...row, title }, row.durationMs, random),
      expect: new Set(),
    };
  });
  ask('absent: another length is there', (row, ofArtist) => {
    const durationMs = row.durationMs + (20_000 + Math.floor(random() * 70_000)) * (random() < 0.5 && row.durationMs > 120_000 ? -1 : 1);
    if (ofArtist.some((other) => relation({ ...row, durationMs }, other) !== 'other song')) return null;
    return { kind: 'absent: another length is there', wanted: wantedOf(row, durationMs, random), expect: new Set() };
  });
  for (const [kind, { change, side }] of Object.entries(respellings))
    ask(kind, (row, ofArtist) => {
      const names: Names = { title: row.title, artists: row.artists, album: row.album };
      const other = change(names, random);
      if (!other || ofArtist.some(({ title }) => plain(title) === plain(other.title) && plain(title) !== plain(row.title))) return null;
      const inLibrary = side === 'library' || random() < 0.5;
      if (inLibrary) changed.set(row.id, { title: other.title, artist: other.artists.join(', '), album: other.album });
      return { kind, wanted: wantedOf(inLibrary ? names : other, row.durationMs, random), expect: sameAs(row, ofArtist) };
    });
  ask('length unknown to the library', (row, ofArtist) => {
    changed.set(row.id, { durationMs: null });
    return { kind: 'length unknown to the library', wanted: wantedOf(row, row.durationMs, random), expect: sameAs(row, ofArtist) };
  });

  const library = rows.filter(({ id }) => !removed.has(id)).map((row): LibraryTrack => ({ ...trackOf(row), ...changed.get(row.id) }));
  return { library, questions };
}

/** Within the 3 s of rule 1, and seldom a whole second. */
const JITTER_MS = 2_400;

function wantedOf(names: Names, durationMs: number, random: Random): WantedTrack {
  return {
    title: names.title,
    artists: names.artists,
    album: random() < 0.3 ? null : names.album,
    durationMs: Math.max(1_000, durationMs + Math.round((2 * random() - 1) * JITTER_MS)),
    isrc: null,
  };
}

const trackOf = ({ id, title, artists, album, durationMs }: TableRow): LibraryTrack => ({
  trackId: id,
  title,
  artist: artists.join(', '),
  albumArtist: null,
  album,
  durationMs,
  isrc: null,
  path: null,
});

const artistOf = (row: TableRow) => nameKey(row.artists[0] ?? '');

/** A leading article makes no difference (labelling rule 1). */
const nameKey = (name: string) => plain(name.replace(/^the\s+(?=\S)/i, ''));

function groupedByName(rows: readonly TableRow[]) {
  const byArtist = new Map<string, TableRow[]>();
  const byTitle = new Map<string, TableRow[]>();
  const put = (grouped: Map<string, TableRow[]>, key: string, row: TableRow) => {
    const ofArtist = grouped.get(key);
    if (ofArtist) ofArtist.push(row);
    else grouped.set(key, [row]);
  };
  for (const row of rows) {
    for (const artist of new Set(row.artists.map(nameKey))) put(byArtist, artist, row);
    put(byTitle, nameKey(row.title), row);
  }
  return { byArtist, byTitle };
}

type Relation = 'same' | 'other version' | 'other song' | 'a bet';

/** Words behind a title that certainly make another recording (labelling rule 2); one side has one, the other has none. */
const otherRecording = /\b(?:live|acoustic|instrumental|karaoke|demo|remix|extended|sped up|slowed|a ?cappella|reprise)\b/i;
const SAME_MS = 3_000;
const BET_MS = 12_000;

/** What a row of the artist is to the one that is asked for, by the labelling rules. */
function relation(row: TableRow, other: TableRow): Relation {
  const [base, rest] = parted(row.title);
  const [otherBase, otherRest] = parted(other.title);
  const sameTitle = nameKey(row.title) === nameKey(other.title);
  if (!sameTitle && nameKey(base) !== nameKey(otherBase)) return 'other song';
  if (otherRecording.test(rest) !== otherRecording.test(otherRest)) return 'other version';
  const apartMs = Math.abs(row.durationMs - other.durationMs);
  const sameNames = sameTitle && row.artists.map(nameKey).join() === other.artists.map(nameKey).join();
  if (sameNames && apartMs <= SAME_MS) return 'same';
  return apartMs <= BET_MS + SAME_MS ? 'a bet' : 'other version';
}

const sameAs = (row: TableRow, ofArtist: readonly TableRow[]): ReadonlySet<string> =>
  new Set([row, ...ofArtist.filter((other) => relation(row, other) === 'same')].map(({ id }) => id));

const numberless = (title: string) => plain(title.replace(/\d+|\b[IVX]+\b/g, ' '));

/** "Song 1" and "Song 2", "Part I" and "Part II"; never "Part II" and "Part 2". */
const areSiblings = (row: TableRow, other: TableRow) =>
  /\d|\b[IVX]+\b/.test(row.title) &&
  /\d|\b[IVX]+\b/.test(other.title) &&
  /\d/.test(row.title) === /\d/.test(other.title) &&
  nameKey(parted(row.title)[0]) !== nameKey(parted(other.title)[0]) &&
  numberless(row.title) === numberless(other.title);

const areStrangers = (row: TableRow, other: TableRow) =>
  !other.artists.some((name) => row.artists.some((own) => nameKey(own) === nameKey(name)));

/** One word of a title exchanged for one of another title that shares neither its beginning nor its end. null: no word can be. */
function otherWord(title: string, other: string, random: Random): string | null {
  const [base, rest] = parted(title);
  const words = [...base.matchAll(/\p{L}{3,}/gu)];
  const others = [...parted(other)[0].matchAll(/\p{L}{3,}/gu)].map(([word]) => word);
  if (words.length === 0 || base.split(' ').length < 2 || others.length === 0) return null;
  const word = pick(words, random);
  const instead = pick(others, random);
  const [old, put] = [plain(word[0]), plain(instead)];
  if (old.slice(0, 2) === put.slice(0, 2) || old.slice(-2) === put.slice(-2)) return null;
  return `${base.slice(0, word.index)}${instead}${base.slice(word.index + word[0].length)}${rest}`;
}

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  const order = [...items];
  for (let place = order.length - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    const held = order[place];
    const taken = order[other];
    if (held === undefined || taken === undefined) continue;
    order[place] = taken;
    order[other] = held;
  }
  return order;
}
