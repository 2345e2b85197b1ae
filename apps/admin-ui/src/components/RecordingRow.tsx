import { Checkbox, IconButton } from '@mui/material';
import type { SvgIconComponent } from '@mui/icons-material';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { trackLength } from '../layout/durations.js';
import { ConfidenceBar } from './ConfidenceBar.js';
import { Cover } from './Cover.js';
import type { CoverProps } from './Cover.js';
import { MoreMenu } from './MoreMenu.js';
import type { MenuChoice } from './MoreMenu.js';
import { useColumns } from './RecordingTable.js';
import { StateChip } from './StateChip.js';

export interface RecordingRowProps {
  readonly title: string;
  readonly artist: string;
  /** The recording's story; null: there is none. */
  readonly to: string | null;
  /** null: they are all of one album, which shows it. */
  readonly cover: Pick<CoverProps, 'src' | 'seed'> | null;
  readonly position?: number | string | null;
  readonly state?: string;
  /** In the state's word's place. */
  readonly figure?: string;
  readonly isStale?: boolean;
  /** 0 to 1. */
  readonly confidence?: number | null;
  readonly figures?: readonly { readonly name: string; readonly share: number }[];
  /** What it was matched with: the file's name, then quality and folder. */
  readonly match?: { readonly first: ReactNode; readonly second?: ReactNode; readonly full?: string } | null;
  readonly lengthMs?: number | null;
  /** The state's next step. */
  readonly action?: { readonly label: string; readonly Icon: SvgIconComponent; readonly onChoose: () => void } | null;
  readonly more?: readonly MenuChoice[];
  readonly isSelected?: boolean;
  readonly onSelect?: (isSelected: boolean) => void;
}

/** One song: cover, title, artist first; then how it stands, why, and its next step. */
export function RecordingRow(row: RecordingRowProps) {
  const has = useColumns();
  const { title, artist, to, cover, position, state, figure, confidence = null, match = null, action = null, isSelected = false } = row;
  return (
    <tr role="row" aria-selected={has('select') ? isSelected : undefined}>
      {has('select') ? (
        <td role="cell" data-col="select">
          <Checkbox
            size="small"
            checked={isSelected}
            slotProps={{ input: { 'aria-label': `Select ${title}` } }}
            onChange={(_, checked) => row.onSelect?.(checked)}
          />
        </td>
      ) : null}
      {has('position') ? (
        <td role="cell" data-col="position">
          {position}
        </td>
      ) : null}
      <td role="cell" data-col="song">
        {cover === null ? <i /> : <Cover {...cover} />}
        <span>
          {to === null ? (
            <b title={title}>{title}</b>
          ) : (
            <b>
              <Link to={to} title={title}>
                {title}
              </Link>
            </b>
          )}
          <span title={artist}>{artist}</span>
        </span>
      </td>
      {has('state') ? (
        <td role="cell" data-col="state">
          {state === undefined ? null : <StateChip state={state} figure={figure} isStale={row.isStale ?? false} />}
        </td>
      ) : null}
      {has('confidence') ? (
        <td role="cell" data-col="confidence">
          <ConfidenceBar confidence={confidence} figures={row.figures ?? []} />
        </td>
      ) : null}
      {has('match') ? (
        <td role="cell" data-col="match" title={match?.full}>
          <span>{match?.first}</span>
          <span>{match?.second}</span>
        </td>
      ) : null}
      {has('length') ? (
        <td role="cell" data-col="length">
          {trackLength(row.lengthMs ?? null)}
        </td>
      ) : null}
      <td role="cell" data-col="acts">
        {action ? (
          <IconButton aria-label={`${action.label}: ${title}`} onClick={action.onChoose}>
            <action.Icon fontSize="small" />
          </IconButton>
        ) : null}
        <MoreMenu label={`More for ${title}`} choices={row.more ?? []} />
      </td>
    </tr>
  );
}
