/** What is on the playlist and what the library holds of it: invented names, one line a case. */
export interface ScriptEntry {
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string;
  /** What the library holds instead or as well; [] for nothing like it. */
  readonly library: readonly LibraryRow[];
  readonly state: 'owned' | 'review' | 'filed' | 'wished';
  readonly reason: string;
  /** The entry's ISRC is also in the file's tags. */
  readonly isrc?: boolean;
}

export interface LibraryRow {
  readonly title: string;
  readonly artist: string;
  readonly albumArtist?: string;
  readonly album: string;
  /** Added to the wanted length. */
  readonly offByS?: number;
}

const row = (title: string, artist: string, album: string, more: Partial<LibraryRow> = {}): LibraryRow => ({
  title,
  artist,
  album,
  ...more,
});
const owned = (title: string, artist: string | readonly string[], album: string, held: LibraryRow, reason: string): ScriptEntry => ({
  title,
  artists: [artist].flat(),
  album,
  library: [held],
  state: 'owned',
  reason,
});
const wanted = (
  title: string,
  artist: string | readonly string[],
  album: string,
  reason: string,
  library: readonly LibraryRow[] = [],
): ScriptEntry => ({
  title,
  artists: [artist].flat(),
  album,
  library,
  state: 'filed',
  reason,
});

export const script: readonly ScriptEntry[] = [
  owned('Harbour Lights', 'The Quiet Pier', 'Low Water', row('Harbour Lights', 'The Quiet Pier', 'Low Water'), 'exact'),
  owned('Slack Tide', 'The Quiet Pier', 'Low Water', row('Slack Tide', 'The Quiet Pier', 'Low Water'), 'exact'),
  owned('Lantern Weather', 'The Tin Orchard', 'Small Harbours', row('Lantern Weather', 'The Tin Orchard', 'Small Harbours'), 'exact'),
  owned('Copper Rain', 'Ida Voss', 'Kitchen Songs', row('copper rain', 'IDA VOSS', 'Kitchen Songs'), 'other-case'),
  owned(
    "Don't Wake the Street",
    'Marrow & Pine',
    'Window Seat',
    row('Don’t Wake the Street', 'Marrow and Pine', 'Window Seat'),
    'other-punctuation',
  ),
  owned('Café Noir', 'Élodie Sand', 'Minuit', row('Cafe Noir', 'Elodie Sand', 'Minuit'), 'accents'),
  owned('Ночной вокзал', 'Северный Ветер', 'Перрон', row('Ночной вокзал', 'Северный Ветер', 'Перрон'), 'cyrillic'),
  owned('Белые крыши', 'Северный Ветер', 'Перрон', row('Белые Крыши', 'Severnyi Veter', 'Перрон'), 'other-script'),
  owned('Paper Engines', 'КоЯal Drift', 'Blueprints', row('Paper Engines', 'Koral Drift', 'Blueprints'), 'homoglyph'),
  owned('Ｎｅｏｎ Ｇａｒｄｅｎ', 'Vela Machine', 'Night Bus', row('Neon Garden', 'Vela Machine', 'Night Bus'), 'full-width'),
  owned('Gravel Road - 2011 Remaster', 'Old Ferry', 'Crossings', row('Gravel Road', 'Old Ferry', 'Crossings'), 'remaster'),
  owned('Signal Fires', 'Old Ferry', 'Crossings (Deluxe Edition)', row('Signal Fires', 'Old Ferry', 'Crossings'), 'edition'),
  owned('Blue Ledger (Album Version)', 'Hollis Grant', 'Accounts', row('Blue Ledger', 'Hollis Grant', 'Accounts'), 'album-version'),
  owned(
    'Undertow (feat. Ása Björk)',
    ['The Tin Orchard', 'Ása Björk'],
    'Small Harbours',
    row('Undertow', 'The Tin Orchard feat. Ása Björk', 'Small Harbours'),
    'feat-in-artist',
  ),
  owned(
    'Second Winter',
    ['Vela Machine', 'Hollis Grant'],
    'Night Bus',
    row('Second Winter (feat. Hollis Grant)', 'Vela Machine', 'Night Bus'),
    'feat-in-title',
  ),
  owned(
    'Birds of a Feather Street',
    'Marrow & Pine',
    'Window Seat',
    row('Birds of a Feather Street', 'Marrow & Pine', 'Window Seat'),
    'feat-inside-a-word',
  ),
  owned('Anti-Gravity', 'Koral Drift', 'Blueprints', row('Anti-Gravity', 'Koral Drift', 'Blueprints'), 'hyphen'),
  owned('Live and Let Row', 'Old Ferry', 'Crossings', row('Live and Let Row', 'Old Ferry', 'Crossings'), 'live-in-the-title'),
  owned(
    'Ordinary Machines, Pt. 2',
    'Vela Machine',
    'Night Bus',
    row('Ordinary Machines Part 2', 'Vela Machine', 'Night Bus'),
    'part-number',
  ),
  owned('Salt & Iron', 'Hollis Grant', 'Accounts', row('Salt and Iron', 'Hollis Grant', 'Accounts'), 'ampersand'),
  owned('Harvest Moonlight', 'The Larks', 'Field Notes', row('Harvest Moonlight', 'Larks', 'Field Notes'), 'leading-article'),
  owned(
    'Midnight Parade',
    'Ida Voss',
    'Kitchen Songs',
    row('Midnight Parade', 'Ida Voss', 'Songs of Summer', { albumArtist: 'Various Artists' }),
    'compilation',
  ),
  { ...owned('Glass Elevator', 'The Larks', 'Field Notes', row('Glass Elevator', 'The Larks', 'Field Notes'), 'identifier'), isrc: true },
  owned(
    'Tunnel Vision (Live)',
    'Old Ferry',
    'Live at the Mill',
    row('Tunnel Vision (Live)', 'Old Ferry', 'Live at the Mill'),
    'wanted-live',
  ),
  {
    title: 'Long Division',
    artists: ['Hollis Grant'],
    album: 'Accounts',
    library: [row('Long Division', 'Hollis Grant', 'Accounts', { offByS: 8 })],
    state: 'review',
    reason: 'duration-doubtful',
  },
  {
    title: 'Station Clock',
    artists: ['Vela Machine'],
    album: 'Night Bus',
    library: [row('Station Clock', 'Vela Machine', 'Night Bus', { offByS: -7 })],
    state: 'review',
    reason: 'duration-doubtful',
  },
  wanted('First Frost', 'The Quiet Pier', 'High Water', 'missing'),
  wanted('Wire and Wood', 'Marrow & Pine', 'Workshop', 'missing'),
  wanted('Everything Is Weather', 'Koral Drift', 'Maps', 'missing'),
  wanted('Northern Line', 'Vela Machine', 'Day Bus', 'only-the-live-version', [
    row('Northern Line (Live)', 'Vela Machine', 'Live at the Mill', { offByS: 21 }),
  ]),
  wanted('Paper Boats', 'Ida Voss', 'Garden Songs', 'only-a-remix', [
    row('Paper Boats (Harbour Remix)', 'Ida Voss', 'Remixes', { offByS: 25 }),
  ]),
  wanted('Home', 'The Larks', 'Letters', 'only-another-artist', [row('Home', 'Hollis Grant', 'Accounts')]),
  wanted('Стеклянный дом', 'Северный Ветер', 'Маяк', 'missing'),
  wanted('Quiet Engines (feat. Élodie Sand)', ['Koral Drift', 'Élodie Sand'], 'Maps', 'missing'),
  wanted('What We Keep', 'Old Ferry', 'Ledges', 'missing'),
  wanted('Apple Street', 'The Tin Orchard', 'Tall Grass', 'missing'),
  wanted('Seven Windows', 'Hollis Grant', 'Rooms', 'missing'),
  wanted('Slow Arithmetic', 'Marrow & Pine', 'Workshop', 'missing'),
  { title: 'A Song Nobody Shares', artists: ['Lost Cassette'], album: 'Side C', library: [], state: 'wished', reason: 'nothing-offered' },
  {
    title: 'The Other Missing One',
    artists: ['Lost Cassette'],
    album: 'Side C',
    library: [],
    state: 'wished',
    reason: 'no-acceptable-offer',
  },
];
