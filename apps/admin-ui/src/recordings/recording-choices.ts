import BlockIcon from '@mui/icons-material/Block';
import CheckIcon from '@mui/icons-material/Check';
import CloseIcon from '@mui/icons-material/Close';
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import ManageSearchIcon from '@mui/icons-material/ManageSearch';
import SearchIcon from '@mui/icons-material/Search';
import UndoIcon from '@mui/icons-material/Undo';
import type { RecordingRow } from '@soulsync/contracts';
import type { MenuChoice } from '../components/MoreMenu.js';
import type { RecordingVerb } from './use-recording-actions.js';

type Standing = Pick<RecordingRow, 'state' | 'reason'>;

interface Doing {
  readonly act: (verb: RecordingVerb) => void;
  /** Opens the search through the library. */
  readonly search: () => void;
}

const rejected: ReadonlySet<string> = new Set(['rejected', 'candidates-rejected']);

/** What can be done with a recording as it stands, the next step first. */
export function recordingChoices({ state, reason }: Standing, { act, search }: Doing): readonly MenuChoice[] {
  const want = { label: 'Want', Icon: DownloadIcon, onChoose: () => act('want') };
  const searchNow = { label: 'Search now', Icon: SearchIcon, onChoose: () => act('search') };
  const choose = { label: 'Choose from your library', Icon: ManageSearchIcon, onChoose: search };
  const ignore = { label: 'Ignore', Icon: BlockIcon, onChoose: () => act('ignore') };
  const undo = (label: string) => ({ label, Icon: UndoIcon, onChoose: () => act('undo') });
  switch (state) {
    case 'review':
      return [
        { label: 'Confirm the best candidate', Icon: CheckIcon, onChoose: () => act('confirm') },
        choose,
        { label: 'None of these', Icon: CloseIcon, onChoose: () => act('reject') },
        ignore,
      ];
    case 'owned':
    case 'filed':
      return [
        choose,
        ...(reason === 'confirmed' ? [undo('Take the confirmation back')] : []),
        { label: 'Not this recording', Icon: CloseIcon, onChoose: () => act('reject'), isDangerous: true },
      ];
    case 'missing':
      return [want, choose, ...(rejected.has(reason) ? [undo('Undo “none of these”')] : []), ignore];
    case 'wished':
      return [searchNow, choose, ignore];
    case 'acquiring':
      return [choose, ignore];
    case 'ignored':
      return [{ label: 'Stop ignoring', Icon: UndoIcon, onChoose: () => act('unignore') }, choose];
    case 'pending':
      return [choose, ignore];
    case 'not-a-recording':
      return [];
  }
}
