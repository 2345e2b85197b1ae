import type { CompareProps } from '../components/CompareCard.js';

export const songs = [
  {
    title: 'Harbour Glass',
    artist: 'Saltmarsh Motel',
    to: '/gallery',
    cover: { seed: 'Neon Estuary' },
    state: 'owned',
    confidence: 1,
    lengthMs: 247_000,
    match: { first: '03 Harbour Glass.flac', second: 'FLAC 16/44 · Saltmarsh Motel / 2019 Neon Estuary' },
  },
  {
    title: 'Paper Weather',
    artist: 'Velvet Cartography',
    to: '/gallery',
    cover: { seed: 'Thin Ice Atlas' },
    state: 'review',
    confidence: 0.68,
    lengthMs: 312_000,
    match: { first: '2 candidates, closest is 11 s longer' },
  },
  {
    title: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    artist: 'Эхо Маяков',
    to: '/gallery',
    cover: { seed: 'Тихая вода' },
    state: 'transferring',
    figure: '38 %',
    confidence: null,
    lengthMs: 238_000,
    match: { first: 'Not in your library' },
  },
  {
    title: 'Undertow (Live at the Boathouse)',
    artist: 'Brine Choir',
    to: '/gallery',
    cover: { seed: 'Boathouse' },
    state: 'would-be-fetched',
    confidence: null,
    lengthMs: null,
    match: { first: 'Only the studio recording is in your library' },
  },
] as const;

export const filters = [
  { value: '', label: 'All', count: 40 },
  { value: 'owned', label: 'In library', count: 24, state: 'owned' },
  { value: 'review', label: 'To decide', count: 2, state: 'review' },
  { value: 'failed', label: 'Failed', count: 1, state: 'failed' },
  { value: 'missing', label: 'Would be fetched', count: 13, state: 'would-be-fetched' },
] as const;

export const ticks = [
  ...Array.from({ length: 6 }, (_, at) => ({ title: `Track ${at + 1}`, state: 'owned' as const })),
  { title: 'Interest', state: 'working' },
  { title: 'Ledger', state: 'to-decide' },
  { title: 'Porch Light', state: 'missing' },
  { title: 'Receipt', state: 'not-known' },
] as const;

export const comparison: Pick<CompareProps, 'wanted' | 'fields' | 'candidates'> = {
  wanted: {
    cover: { seed: 'Thin Ice Atlas' },
    from: 'from Spotify',
    lines: ['Night ferry, entry 3'],
    values: { Title: 'Paper Weather', Artist: 'Velvet Cartography', Length: '5:12', Version: 'Album' },
  },
  fields: ['Title', 'Artist', 'Length', 'Version', 'ISRC'],
  candidates: [
    {
      id: 'c1',
      confidence: 0.68,
      cover: { seed: 'Thin Ice Atlas' },
      lines: ['FLAC 16/44, 31 MB', 'Thin Ice Atlas / 04'],
      values: {
        Title: { agreement: 'same', parts: ['Paper Weather'] },
        Artist: { agreement: 'same', parts: ['Velvet Cartography'] },
        Length: { agreement: 'differs', parts: ['5:23 ', { mark: '+11 s' }] },
        Version: { agreement: 'same', parts: ['Album'] },
      },
    },
    {
      id: 'c2',
      confidence: 0.41,
      cover: { seed: 'Nine Rooms' },
      lines: ['MP3 320, 9.4 MB', 'Nine Rooms / 02'],
      values: {
        Title: { agreement: 'close', parts: ['Paper ', { mark: 'Weathers' }] },
        Artist: { agreement: 'close', parts: ['Velvet Cartography ', { mark: 'feat. Ilvane' }] },
        Length: { agreement: 'same', parts: ['5:12'] },
        Version: { agreement: 'differs', parts: [{ mark: 'Live' }] },
      },
      rejected: 'Rejected by Robin',
    },
  ],
};

const step = { advice: null, tookMs: null, field: null, fix: null } as const;
export const tested = {
  steps: [
    { ...step, step: 'reachable', ok: true, detail: 'slskd answers', tookMs: 18 },
    { ...step, step: 'credential', ok: true, detail: 'The key is accepted', tookMs: 22 },
    {
      ...step,
      step: 'folder',
      ok: false,
      detail: 'The download folder is not visible here',
      advice: 'slskd writes to /downloads. Did you mean /data/downloads?',
      field: 'downloadDir',
      fix: { label: 'Use /data/downloads', values: { downloadDir: '/data/downloads' } },
    },
    { ...step, step: 'file', ok: null, detail: 'A file from there can be read' },
  ],
} as const;

export const steps = [
  { id: '1', at: '2026-11-03T13:02:00Z', text: 'Added to Night ferry as entry 9', detail: 'Spotify playlist, refreshed on schedule' },
  {
    id: '2',
    at: '2026-11-03T13:02:04Z',
    text: 'Compared with 3 songs in your library; the closest was 41 %',
    cause: { text: 'because it was added to Night ferry', to: '/gallery' },
  },
  { id: '3', at: '2026-11-03T13:02:05Z', text: 'Offers ranked', isTechnical: true },
  { id: '4', at: '2026-11-03T13:04:00Z', text: 'All five checks passed', tone: 'good' },
  { id: '5', at: '2026-11-03T13:21:00Z', text: 'Plex does not answer', tone: 'problem' },
] as const;
