import InboxIcon from '@mui/icons-material/InboxOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import type { ReactNode } from 'react';
import { Acts, Sheetlet } from './Sheetlet.js';

interface Props {
  /** What will appear here: `No open wishes`. */
  readonly what: string;
  /** What makes it appear. */
  readonly how: string;
  readonly Icon?: SvgIconComponent;
  /** The one button that starts it. */
  readonly children?: ReactNode;
}

/** There is nothing yet. Only said when that is known. */
export function EmptyState({ what, how, Icon = InboxIcon, children }: Props) {
  return (
    <Sheetlet>
      <Icon aria-hidden />
      <h2>{what}</h2>
      <p>{how}</p>
      {children ? <Acts>{children}</Acts> : null}
    </Sheetlet>
  );
}
