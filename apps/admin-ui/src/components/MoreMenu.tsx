import MoreIcon from '@mui/icons-material/MoreVert';
import { IconButton, ListItemIcon, Menu, MenuItem } from '@mui/material';
import type { SvgIconComponent } from '@mui/icons-material';
import { useRef, useState } from 'react';

export interface MenuChoice {
  readonly label: string;
  readonly Icon?: SvgIconComponent;
  readonly onChoose: () => void;
  /** Cannot be taken back. */
  readonly isDangerous?: boolean;
}

interface Props {
  /** `More for Harbour Glass`. */
  readonly label: string;
  readonly choices: readonly MenuChoice[];
  readonly color?: 'inherit' | 'default';
}

/** What else can be done, behind one button named with its object. */
export function MoreMenu({ label, choices, color = 'default' }: Props) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (choices.length === 0) return null;
  return (
    <>
      <IconButton ref={button} aria-label={label} aria-haspopup="menu" aria-expanded={isOpen} color={color} onClick={() => setOpen(true)}>
        <MoreIcon fontSize="small" />
      </IconButton>
      <Menu anchorEl={button.current} open={isOpen} onClose={() => setOpen(false)}>
        {choices.map(({ label: word, Icon, onChoose, isDangerous }) => (
          <MenuItem
            key={word}
            sx={isDangerous ? { color: 'var(--problem-text)' } : {}}
            onClick={() => {
              setOpen(false);
              onChoose();
            }}
          >
            {Icon ? (
              <ListItemIcon sx={{ color: 'inherit' }}>
                <Icon fontSize="small" />
              </ListItemIcon>
            ) : null}
            {word}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
