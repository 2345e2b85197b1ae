import type { PlaylistRow } from '@soulsync/contracts';
import { Alert, FormHelperText, Typography } from '@mui/material';
import { useState } from 'react';
import {
  Create,
  FormDataConsumer,
  RadioButtonGroupInput,
  SaveButton,
  SimpleForm,
  TextInput,
  Toolbar,
  required,
  ValidationError,
  useGetList,
  useInput,
  useNotify,
  useRedirect,
} from 'react-admin';
import type { RaRecord } from 'react-admin';
import { playlistNameOf } from '@soulsync/contracts';
import { ReadState } from '../../layout/Trouble.js';

interface Problem {
  readonly line: number;
  readonly column: string;
  readonly message: string;
}

interface Followed extends RaRecord {
  /** Rows of a CSV that were left out. */
  readonly problems?: readonly Problem[];
  readonly moreProblems?: number;
}

const SHOWN_PROBLEMS = 5;

const FollowToolbar = () => (
  <Toolbar>
    <SaveButton label="Follow" alwaysEnable />
  </Toolbar>
);

const ANOTHER = 'another';

/** No input of its own: a condition of the form, said where it stands. */
function Unsaid(props: { readonly source: string; readonly validate: () => string | undefined }) {
  const { fieldState } = useInput(props);
  return fieldState.error ? (
    <FormHelperText error role="alert">
      <ValidationError error={fieldState.error.message ?? ''} />
    </FormHelperText>
  ) : null;
}

/** Asks what is meant where imported playlists have the file's name: nothing is replaced by accident, and nothing is there twice. */
function SameName({ name }: { readonly name: string }) {
  const read = useGetList<PlaylistRow>('playlists', {
    filter: { source: 'csv', q: name },
    pagination: { page: 1, perPage: 100 },
    sort: { field: 'followedAt', order: 'DESC' },
  });
  const same = read.data?.filter((playlist) => playlist.name === name);
  if (!same || read.error)
    return (
      <>
        <ReadState of={read} what="the playlists that have this name" />
        <Unsaid source="into" validate={() => 'It is not yet known whether a playlist has this name'} />
      </>
    );
  if (same.length === 0) return null;
  const replace = ({ id, entryCount, followedAt }: PlaylistRow) => ({
    id,
    name: `Replace the ${entryCount.toLocaleString('en')} entries of the one followed since ${new Date(followedAt).toLocaleString()}`,
  });
  return (
    <RadioButtonGroupInput
      source="into"
      label={`A playlist is called “${name}” already`}
      row={false}
      validate={required('Choose what this file is')}
      choices={[{ id: ANOTHER, name: 'Follow this as another playlist' }, ...same.map(replace)]}
    />
  );
}

/** A Spotify link or a CSV export becomes a followed playlist. */
export function FollowPlaylist() {
  const notify = useNotify();
  const redirect = useRedirect();
  const [file, setFile] = useState<File | null>(null);

  const followed = ({ id, problems = [], moreProblems = 0 }: Followed) => {
    const leftOut = problems.length + moreProblems;
    if (leftOut > 0)
      notify(
        `Followed. ${leftOut === 1 ? '1 row was' : `${leftOut} rows were`} left out: ${problems
          .slice(0, SHOWN_PROBLEMS)
          .map(({ line, column, message }) => `line ${line}, ${column}: ${message}`)
          .join('; ')}${leftOut > SHOWN_PROBLEMS ? ' …' : ''}`,
        { type: 'warning', autoHideDuration: 20_000, multiLine: true },
      );
    else notify('The playlist is followed', { type: 'success' });
    redirect('show', 'playlists', id);
  };

  return (
    <Create
      title="Follow a playlist"
      mutationOptions={{ onSuccess: followed }}
      transform={({ source, url, start, into }: { source: string; url?: string; start: string; into?: string }) =>
        source === 'csv' && file ? { start, file, ...(!into || into === ANOTHER ? {} : { playlistId: into }) } : { source, url, start }
      }
    >
      <SimpleForm toolbar={<FollowToolbar />} defaultValues={{ source: 'spotify', start: 'ask' }}>
        <RadioButtonGroupInput
          source="source"
          label="From"
          choices={[
            { id: 'spotify', name: 'Spotify' },
            { id: 'csv', name: 'A CSV export' },
          ]}
        />
        <FormDataConsumer>
          {({ formData }: { formData: { source?: string } }) =>
            formData.source === 'csv' ? (
              <>
                <Typography component="label" htmlFor="csv-file" gutterBottom>
                  The file, as Exportify and others write it
                </Typography>
                <input
                  id="csv-file"
                  type="file"
                  accept=".csv,text/csv"
                  aria-required
                  onChange={(event) => setFile(event.target.files?.[0] ?? null)}
                />
                <Unsaid source="chosen" validate={() => (file ? undefined : 'Choose the file')} />
                {file ? <SameName key={file.name} name={playlistNameOf(file.name)} /> : null}
              </>
            ) : (
              <>
                <TextInput
                  source="url"
                  label="Link or id of the playlist"
                  placeholder="https://open.spotify.com/playlist/…"
                  validate={required('Paste the link of the playlist')}
                  fullWidth
                />
                <Alert severity="info">A personal Spotify app can read only your own playlists.</Alert>
              </>
            )
          }
        </FormDataConsumer>
        <RadioButtonGroupInput
          source="start"
          label="What is missing"
          choices={[
            { id: 'ask', name: 'Show me first what would be downloaded' },
            { id: 'now', name: 'Start downloading' },
          ]}
        />
      </SimpleForm>
    </Create>
  );
}
