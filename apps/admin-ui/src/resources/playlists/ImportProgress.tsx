import { Alert, LinearProgress } from '@mui/material';
import { usePlaylist } from './use-playlist.js';

/** How far the file is whose rows become entries; nothing when none is being imported. */
export function ImportProgress() {
  const playlist = usePlaylist();
  if (!playlist || playlist.importRows === null) return null;
  const { importRows: rows, importStored: stored, importProblem: problem } = playlist;
  const words = `${(stored ?? 0).toLocaleString('en')} of ${rows.toLocaleString('en')} rows`;
  if (problem)
    return <Alert severity="error">{`The import stopped after ${words}: ${problem}. It is tried again at the next start.`}</Alert>;
  return (
    <Alert severity="info" icon={false} sx={{ '& .MuiAlert-message': { width: '100%' } }}>
      {`Importing: ${words} so far. It goes on when you leave this page.`}
      <LinearProgress
        variant="determinate"
        value={rows === 0 ? 100 : ((stored ?? 0) / rows) * 100}
        aria-label={`Import of ${playlist.name}`}
        sx={{ mt: 1 }}
      />
    </Alert>
  );
}
