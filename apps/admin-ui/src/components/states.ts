import AutorenewIcon from '@mui/icons-material/Autorenew';
import BlockIcon from '@mui/icons-material/Block';
import BlurIcon from '@mui/icons-material/BlurOn';
import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import FolderIcon from '@mui/icons-material/FolderOutlined';
import ShieldIcon from '@mui/icons-material/GppGoodOutlined';
import QuestionIcon from '@mui/icons-material/HelpOutlined';
import KeyIcon from '@mui/icons-material/KeyOutlined';
import PauseIcon from '@mui/icons-material/Pause';
import CircleIcon from '@mui/icons-material/RadioButtonUnchecked';
import OctagonIcon from '@mui/icons-material/ReportOutlined';
import ClockIcon from '@mui/icons-material/Schedule';
import SearchIcon from '@mui/icons-material/Search';
import TagIcon from '@mui/icons-material/SellOutlined';
import HalfIcon from '@mui/icons-material/TonalityOutlined';
import WarningIcon from '@mui/icons-material/WarningAmber';
import type { SvgIconComponent } from '@mui/icons-material';
import { capital } from './capital.js';

/** What is good or idle is quiet; the others have a tint, so that the eye lands on what needs it. */
export type Tone = 'good' | 'working' | 'attention' | 'problem' | 'idle';

export interface ShownState {
  readonly tone: Tone;
  readonly word: string;
  readonly Icon: SvgIconComponent;
}

const shown = (tone: Tone, word: string, Icon: SvgIconComponent): ShownState => ({ tone, word, Icon });

/** The closed list: a state looks and is called the same wherever it stands. */
export const shownStates = {
  'in-library': shown('good', 'In library', CheckIcon),
  complete: shown('good', 'Complete', CheckIcon),
  connected: shown('good', 'Connected', CheckIcon),
  ready: shown('good', 'Ready', CheckIcon),
  done: shown('good', 'Done', CheckIcon),
  searching: shown('working', 'Searching', SearchIcon),
  queued: shown('working', 'Queued', ClockIcon),
  transferring: shown('working', 'Transferring', DownloadIcon),
  checking: shown('working', 'Checking', ShieldIcon),
  tagging: shown('working', 'Tagging', TagIcon),
  filing: shown('working', 'Filing', FolderIcon),
  indexing: shown('working', 'Filed, waiting for the server', HalfIcon),
  running: shown('working', 'Running', AutorenewIcon),
  rebuilding: shown('working', 'Rebuilding', AutorenewIcon),
  'to-decide': shown('attention', 'To decide', QuestionIcon),
  slow: shown('attention', 'Slow', WarningIcon),
  stalled: shown('attention', 'Stalled', WarningIcon),
  behind: shown('attention', 'Behind', WarningIcon),
  'almost-full': shown('attention', 'Almost full', WarningIcon),
  'below-rule': shown('attention', 'Below your rule', WarningIcon),
  'sign-in-needed': shown('attention', 'Sign-in needed', KeyIcon),
  'not-live': shown('attention', 'Not live', WarningIcon),
  failed: shown('problem', 'Failed', OctagonIcon),
  'not-reachable': shown('problem', 'Not reachable', OctagonIcon),
  stuck: shown('problem', 'Stuck', OctagonIcon),
  wanted: shown('idle', 'Wanted', CircleIcon),
  'would-be-fetched': shown('idle', 'Would be fetched', CircleIcon),
  missing: shown('idle', 'Missing', CircleIcon),
  'nothing-offered': shown('idle', 'Nothing offered yet', ClockIcon),
  partial: shown('idle', 'Partial', HalfIcon),
  nearly: shown('idle', 'Nearly', HalfIcon),
  ignored: shown('idle', 'Ignored', BlockIcon),
  rejected: shown('idle', 'Rejected', BlockIcon),
  paused: shown('idle', 'Paused', PauseIcon),
  'not-known': shown('idle', 'Not known now', BlurIcon),
  'not-set-up': shown('idle', 'Not set up', BlurIcon),
} as const satisfies Readonly<Record<string, ShownState>>;

export type StateName = keyof typeof shownStates;

/** One of the list, and its own word where the list's would not say it. */
const as = (name: StateName, word?: string): ShownState => (word ? { ...shownStates[name], word } : shownStates[name]);

/** Codes of the read models, as the list shows them. */
const codes: Readonly<Record<string, ShownState>> = {
  owned: as('in-library'),
  filed: as('in-library'),
  matched: as('in-library'),
  fulfilled: as('in-library'),
  ok: as('connected'),
  answers: as('connected', 'Responding'),
  following: as('ready', 'Following'),
  live: as('ready', 'Live'),
  'in-step': as('complete', 'In sync'),
  proposed: as('to-decide'),
  review: as('to-decide'),
  acquiring: as('transferring', 'On its way'),
  requested: as('queued'),
  waiting: as('queued', 'Waiting'),
  pending: as('queued', 'Not checked yet'),
  connecting: as('running', 'Connecting'),
  starting: as('running', 'Starting'),
  writing: as('running', 'Syncing'),
  restoring: as('running', 'Restoring'),
  degraded: as('slow', 'Needs attention'),
  refused: as('slow', 'Needs attention'),
  warning: as('slow', 'Warning'),
  'needs-sign-in': as('sign-in-needed'),
  'other-server': as('failed', 'Another server'),
  error: as('failed'),
  failing: as('failed'),
  parked: as('failed'),
  down: as('not-reachable'),
  unreachable: as('not-reachable'),
  stopped: as('stuck'),
  wished: as('nothing-offered'),
  open: as('nothing-offered'),
  unconfigured: as('not-set-up'),
  unknown: as('not-known', 'Not tried yet'),
  resting: as('paused', 'Resting'),
  skipped: as('rejected', 'Skipped'),
  cancelled: as('rejected', 'Cancelled'),
  'not-a-recording': as('ignored', 'Not a song'),
};

const isListed = (state: string): state is StateName => Object.hasOwn(shownStates, state);

/** A code of another version is read as its own name, without dashes. */
const unheardOf = (code: string): ShownState => as('not-known', capital(code.replaceAll('-', ' ')));

/** How a state is shown, by its name in the list or its code in a read model. */
export const shownStateOf = (state: string): ShownState => (isListed(state) ? shownStates[state] : (codes[state] ?? unheardOf(state)));

export const stateInWords = (state: string): string => shownStateOf(state).word;

/** Of `total` tracks; complete only when every one is there. */
export function ownership(owned: number, total: number): 'missing' | 'partial' | 'nearly' | 'complete' {
  if (owned <= 0 || total <= 0) return 'missing';
  if (owned >= total) return 'complete';
  return owned / total >= 0.8 ? 'nearly' : 'partial';
}
