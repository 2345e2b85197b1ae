import CloseIcon from '@mui/icons-material/Close';
import { Button, IconButton } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useKeys } from '../keys/use-keys.js';
import { MoreMenu } from './MoreMenu.js';
import type { MenuChoice } from './MoreMenu.js';

interface Props {
  readonly count: number;
  /** Up to three stand in the bar, the others behind "More". */
  readonly verbs: readonly MenuChoice[];
  readonly onClear: () => void;
}

const SHOWN = 3;

const Bar = styled('div')({
  position: 'fixed',
  zIndex: 'var(--z-player)',
  left: 'calc(var(--nav-w, 0px) + var(--gutter))',
  right: 'var(--gutter)',
  bottom: 'calc(var(--frame-bottom, 0px) + 16px)',
  maxWidth: 680,
  minHeight: 52,
  display: 'flex',
  alignItems: 'center',
  gap: 6,
  padding: '0 8px 0 18px',
  borderRadius: 'var(--r-panel)',
  background: 'var(--ink)',
  color: 'var(--on-ink)',
  boxShadow: 'var(--e-menu)',
  '& strong': { marginRight: 'auto', fontWeight: 'var(--w-medium)', whiteSpace: 'nowrap' },
  '& button': { color: 'inherit' },
  '& button:hover': { background: 'var(--ink-hover)' },
  '@media (max-width: 1199.95px)': { left: 'calc(var(--rail-w, 0px) + var(--gutter))' },
  '@media (max-width: 899.95px)': {
    left: 8,
    right: 8,
    bottom: 'calc(var(--frame-bottom, var(--tabbar-h, 56px)) + 8px)',
    paddingLeft: 14,
    '& button': { minHeight: 44, minWidth: 44 },
  },
  '@media (max-width: 599.95px)': { '& [data-verb] .MuiButton-startIcon': { display: 'none' }, '& [data-verb]': { paddingInline: 8 } },
});

/** What can be done with the rows that are selected; says how many first. */
export function BulkBar({ count, verbs, onClear }: Props) {
  useKeys({ clear: () => count > 0 && onClear() });
  if (count === 0) return null;
  return (
    <Bar role="toolbar" aria-label="Selected rows">
      <strong role="status">{count} selected</strong>
      {verbs.slice(0, SHOWN).map(({ label, Icon, onChoose }) => (
        <Button key={label} data-verb variant="text" color="inherit" startIcon={Icon ? <Icon /> : null} onClick={onChoose}>
          {label}
        </Button>
      ))}
      <MoreMenu label="More for the selected rows" choices={verbs.slice(SHOWN)} color="inherit" />
      <IconButton aria-label="Clear the selection" color="inherit" onClick={onClear}>
        <CloseIcon fontSize="small" />
      </IconButton>
    </Bar>
  );
}
