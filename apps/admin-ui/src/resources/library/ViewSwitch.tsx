import GridIcon from '@mui/icons-material/GridViewOutlined';
import ListIcon from '@mui/icons-material/ViewList';
import { ToggleButton, ToggleButtonGroup } from '@mui/material';
import { useStore } from 'react-admin';

export type View = 'grid' | 'list';

/** How albums are shown, kept in this browser. */
export const useView = () => useStore<View>('library.view', 'grid');

export function ViewSwitch() {
  const [view, setView] = useView();
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      value={view}
      aria-label="How albums are shown"
      onChange={(_, next: View | null) => next && setView(next)}
    >
      <ToggleButton value="grid" aria-label="Covers">
        <GridIcon fontSize="small" />
      </ToggleButton>
      <ToggleButton value="list" aria-label="List">
        <ListIcon fontSize="small" />
      </ToggleButton>
    </ToggleButtonGroup>
  );
}
