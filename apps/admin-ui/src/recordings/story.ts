import type { RecordingRow, RecordingTimelineRow } from '@soulsync/contracts';
import { reasonInWords, timelineInWords } from '@soulsync/contracts/words';
import type { TimelineStep } from '../components/Timeline.js';
import { iconOf, toneOf } from './step-look.js';

/** Steps that say how it was done and not what became of it. */
const technical: ReadonlySet<string> = new Set([
  'RecordingReleased',
  'DescriptionEnriched',
  'TransferQueued',
  'FilingStarted',
  'FilingTidied',
  'FileTagged',
  'ScanRequested',
  'TransferCancelled',
  'SearchCancelled',
]);

const lowered = (sentence: string) => `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
const and = (names: readonly string[]) =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/** Each line with what led to it, in words. */
export function stepsOf(items: readonly RecordingTimelineRow[], { wantedBy }: Pick<RecordingRow, 'wantedBy'>): readonly TimelineStep[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const names = new Map(wantedBy.map(({ playlistId, name }) => [playlistId, name]));
  return items.map((item) => {
    const cause = item.causeId === null ? undefined : byId.get(item.causeId);
    const { playlistId } = item.params;
    const playlist = typeof playlistId === 'string' ? names.get(playlistId) : undefined;
    return {
      id: item.id,
      at: item.at,
      Icon: iconOf(item.type),
      tone: toneOf(item.type),
      text: timelineInWords(item),
      ...(playlist ? { detail: `Playlist “${playlist}”` } : {}),
      ...(cause ? { cause: { text: `because: ${lowered(timelineInWords(cause))}` } } : {}),
      isTechnical: technical.has(item.type),
    };
  });
}

const last = (items: readonly RecordingTimelineRow[], type: string) => items.findLast((item) => item.type === type);
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const number = (value: unknown) => (typeof value === 'number' ? value : 0);

/** Who asks for it. */
export function wantedInWords({ wantedBy }: Pick<RecordingRow, 'wantedBy'>): string {
  const playlists = wantedBy.flatMap(({ name }) => (name === null ? [] : [`“${name}”`]));
  const isByHand = wantedBy.some(({ kind }) => kind === 'person');
  const who = [...playlists, ...(isByHand ? ['A person'] : [])];
  return who.length === 0 ? 'Nothing asks for it any more.' : `${and(who)} ${who.length === 1 ? 'asks' : 'ask'} for it.`;
}

function offered(items: readonly RecordingTimelineRow[]): string {
  const searches = items.filter(({ type }) => type === 'SearchPerformed');
  const files = searches.reduce((sum, { params }) => sum + number(params['files']), 0);
  const accepted = items.filter(({ type }) => type === 'OffersRanked').reduce((sum, { params }) => sum + number(params['accepted']), 0);
  if (searches.length === 0) return '';
  const times = searches.length === 1 ? 'Searched once' : `Searched ${searches.length} times`;
  return files === 0
    ? `${times}: nobody offered it.`
    : `${times}: of ${files.toLocaleString('en')} files on offer, ${accepted.toLocaleString('en')} were acceptable.`;
}

/** The answer to "why?", in a few sentences. */
export function answerOf(recording: RecordingRow, items: readonly RecordingTimelineRow[]): string {
  const { state, reason, matched, candidates } = recording;
  const why = reasonInWords('entry', reason);
  const filed = last(items, 'FilePublished');
  const chosen = last(items, 'TransferChosen')?.params['file'];
  const fetched = [
    'Your library had nothing that is it.',
    offered(items),
    typeof chosen === 'string' ? `Chosen was “${chosen}”.` : '',
    filed ? `It passed its checks and was filed as ${text(filed.params['path'])}.` : '',
  ];
  const rest: Readonly<Record<RecordingRow['state'], readonly string[]>> = {
    owned: [`Your library has it${matched ? ` as “${matched.title}” by ${matched.artist}` : ''}: ${why}.`],
    filed: [...fetched, 'Your library shows it.'],
    review: [
      `${candidates === null ? 'Something' : candidates === 1 ? 'One song' : `${candidates} songs`} of your library may be it: ${why}. It waits for your decision.`,
    ],
    missing: [`It is not fetched yet: ${why}.`],
    acquiring: [...fetched, 'It is on its way.'],
    wished: ['Your library had nothing that is it.', offered(items), `It is on the wishlist: ${why}.`],
    ignored: ['It is ignored: it stays listed, and nothing is fetched.'],
    pending: ['It has not been compared with your library yet.'],
    'not-a-recording': [],
  };
  return [wantedInWords(recording), ...rest[state]].filter(Boolean).join(' ');
}
