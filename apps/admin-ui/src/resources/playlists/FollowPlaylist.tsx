import { Alert, Typography } from '@mui/material';
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
  useNotify,
  useRedirect,
} from 'react-admin';
import type { RaRecord } from 'react-admin';

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
      transform={({ source, url, start }: { source: string; url?: string; start: string }) =>
        source === 'csv' && file ? { start, file } : { source, url, start }
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
                  required
                  onChange={(event) => setFile(event.target.files?.[0] ?? null)}
                />
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
                <Alert severity="info">Only playlists of your own can be read with a personal Spotify app.</Alert>
              </>
            )
          }
        </FormDataConsumer>
        <RadioButtonGroupInput
          source="start"
          label="What is missing"
          choices={[
            { id: 'ask', name: 'Show me first what would be fetched' },
            { id: 'now', name: 'Fetch at once' },
          ]}
        />
      </SimpleForm>
    </Create>
  );
}
