import type { PlaylistRow } from '@soulsync/contracts';
import { Alert, FormHelperText, Typography } from '@mui/material';
import { useState } from 'react';
import {
  BooleanInput,
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
import { isListNote, playlistNameOf } from '@soulsync/contracts';
import type { ListProblemCode } from '@soulsync/contracts';
import { listProblemInWords } from '@soulsync/contracts/words';
import { ReadState } from '../../layout/Trouble.js';

interface Problem {
  readonly line: number;
  readonly column: string;
  readonly code: ListProblemCode;
  readonly params: object;
  readonly message: string;
}

interface Followed extends RaRecord {
  /** What a file became; none of a playlist that is followed by its link. */
  readonly playlists?: readonly { readonly id: string }[];
  /** Notes on a file, and its rows that were left out. */
  readonly problems?: readonly Problem[];
  readonly moreProblems?: number;
}

const SHOWN_PROBLEMS = 5;

/** What is told of a file that was followed; '' where there is nothing. */
function toldOf({ problems = [], moreProblems = 0 }: Followed): string {
  const notes = problems.filter(({ code }) => isListNote(code)).map(listProblemInWords);
  const rows = problems.filter(({ code }) => !isListNote(code));
  const leftOut = rows.length + moreProblems;
  if (leftOut === 0) return notes.join(' ');
  const shown = rows.slice(0, SHOWN_PROBLEMS).map((row) => `line ${row.line}, ${row.column}: ${listProblemInWords(row)}`);
  const said = `${leftOut === 1 ? '1 row was' : `${leftOut} rows were`} left out: ${shown.join('; ')}${leftOut > SHOWN_PROBLEMS ? ' …' : ''}`;
  return [...notes, said].join(' ');
}

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

interface Form {
  readonly source: string;
  readonly url?: string;
  readonly start: string;
  readonly into?: string;
  readonly apart?: boolean;
}

/** A Spotify link or a CSV export becomes a followed playlist. */
export function FollowPlaylist() {
  const notify = useNotify();
  const redirect = useRedirect();
  const [file, setFile] = useState<File | null>(null);

  const followed = (answer: Followed) => {
    const told = toldOf(answer);
    const several = (answer.playlists?.length ?? 1) > 1;
    if (told !== '') notify(`Followed. ${told}`, { type: 'warning', autoHideDuration: 20_000, multiLine: true });
    else notify('The playlist is followed', { type: 'success' });
    if (several) redirect('list', 'playlists');
    else redirect('show', 'playlists', answer.id);
  };

  return (
    <Create
      title="Follow a playlist"
      mutationOptions={{ onSuccess: followed }}
      transform={({ source, url, start, into, apart }: Form) =>
        source === 'csv' && file
          ? { start, file, ...(!into || into === ANOTHER ? (apart ? { lists: 'apart' } : {}) : { playlistId: into }) }
          : { source, url, start }
      }
    >
      <SimpleForm toolbar={<FollowToolbar />} defaultValues={{ source: 'spotify', start: 'ask', apart: true }}>
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
                  accept=".csv,.tsv,.txt,.json,text/csv,text/plain,text/tab-separated-values,application/json"
                  aria-required
                  onChange={(event) => setFile(event.target.files?.[0] ?? null)}
                />
                <Unsaid source="chosen" validate={() => (file ? undefined : 'Choose the file')} />
                <BooleanInput source="apart" label="Where the file holds several playlists, follow each as its own" />
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
