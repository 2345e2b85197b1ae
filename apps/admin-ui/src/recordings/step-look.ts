import BlockIcon from '@mui/icons-material/Block';
import CheckIcon from '@mui/icons-material/Check';
import CompareIcon from '@mui/icons-material/Compare';
import DotIcon from '@mui/icons-material/FiberManualRecord';
import DownloadIcon from '@mui/icons-material/FileDownloadOutlined';
import FolderIcon from '@mui/icons-material/FolderOutlined';
import LibraryIcon from '@mui/icons-material/LibraryMusicOutlined';
import PersonIcon from '@mui/icons-material/PersonOutlined';
import PlaylistIcon from '@mui/icons-material/QueueMusic';
import ProblemIcon from '@mui/icons-material/ReportOutlined';
import SearchIcon from '@mui/icons-material/Search';
import ShieldIcon from '@mui/icons-material/GppGoodOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { Tone } from '../components/states.js';

const looks: Readonly<Record<string, readonly [SvgIconComponent, Tone]>> = {
  RecordingWanted: [PlaylistIcon, 'idle'],
  OriginAdded: [PlaylistIcon, 'idle'],
  RecordingMatched: [LibraryIcon, 'good'],
  RecordingMissing: [CompareIcon, 'idle'],
  MatchNeedsReview: [CompareIcon, 'attention'],
  MatchConfirmed: [PersonIcon, 'good'],
  MatchRejected: [PersonIcon, 'idle'],
  MatchDecisionUndone: [PersonIcon, 'idle'],
  MatchLost: [ProblemIcon, 'attention'],
  RecordingIgnored: [BlockIcon, 'idle'],
  SearchPerformed: [SearchIcon, 'idle'],
  OffersRanked: [CompareIcon, 'idle'],
  TransferChosen: [CheckIcon, 'idle'],
  FileArrived: [DownloadIcon, 'idle'],
  TransferFinished: [DownloadIcon, 'idle'],
  TransferFailed: [ProblemIcon, 'attention'],
  FileVerified: [ShieldIcon, 'good'],
  FileRefused: [ProblemIcon, 'problem'],
  FilingFailed: [ProblemIcon, 'problem'],
  FilePublished: [FolderIcon, 'good'],
  FileIndexed: [LibraryIcon, 'good'],
  AcquisitionFulfilled: [LibraryIcon, 'good'],
};

export const iconOf = (type: string): SvgIconComponent => looks[type]?.[0] ?? DotIcon;
export const toneOf = (type: string): Tone => looks[type]?.[1] ?? 'idle';
