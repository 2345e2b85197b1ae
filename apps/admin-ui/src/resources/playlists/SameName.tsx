import { FormControl, FormControlLabel, FormHelperText, FormLabel, Radio, RadioGroup } from '@mui/material';
import type { PlaylistRow } from '@soulsync/contracts';
import { useGetList } from 'react-admin';
import { ReadState } from '../../layout/Trouble.js';

export const ANOTHER = 'another';

/** Imported playlists that have this name; undefined: not known. */
export function usePlaylistsCalled(name: string | null) {
  const read = useGetList<PlaylistRow>(
    'playlists',
    { filter: { source: 'csv', q: name ?? '' }, pagination: { page: 1, perPage: 100 }, sort: { field: 'followedAt', order: 'DESC' } },
    { enabled: name !== null },
  );
  const same = name === null ? [] : read.error ? undefined : read.data?.filter((playlist) => playlist.name === name);
  return { read, same };
}

interface Props {
  readonly name: string;
  readonly asked: ReturnType<typeof usePlaylistsCalled>;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem: string | null;
}

/** Asks what is meant where imported playlists have the file's name: nothing is replaced by accident, and nothing is there twice. */
export function SameName({ name, asked: { read, same }, value, onChange, problem }: Props) {
  const error = problem ? (
    <FormHelperText error role="alert">
      {problem}
    </FormHelperText>
  ) : null;
  if (!same)
    return (
      <>
        <ReadState of={read} what="the playlists that have this name" />
        {error}
      </>
    );
  if (same.length === 0) return null;
  const choices = [
    { id: ANOTHER, label: 'Follow this as another playlist' },
    ...same.map(({ id, entryCount, followedAt }) => ({
      id: String(id),
      label: `Replace the ${entryCount.toLocaleString('en')} entries of the one followed since ${new Date(followedAt).toLocaleString()}`,
    })),
  ];
  return (
    <FormControl error={problem !== null}>
      <FormLabel id="same-name">A playlist is called “{name}” already</FormLabel>
      <RadioGroup aria-labelledby="same-name" value={value} onChange={(_, chosen) => onChange(chosen)}>
        {choices.map(({ id, label }) => (
          <FormControlLabel key={id} value={id} control={<Radio size="small" />} label={label} />
        ))}
      </RadioGroup>
      {error}
    </FormControl>
  );
}
