import { Alert, Button, FormControl, FormControlLabel, FormLabel, Radio, RadioGroup, Switch, TextField } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { HttpError, useNotify } from 'react-admin';
import { playlistNameOf } from '@soulsync/contracts';
import { Link, useNavigate } from 'react-router-dom';
import { PageHead } from '../../components/PageHead.js';
import { messageOf, useSend } from '../../providers/use-console.js';
import { FileDrop } from './FileDrop.js';
import { followedInWords } from './followed-in-words.js';
import type { Followed } from './followed-in-words.js';
import { linkProblem } from './link-problem.js';
import { ANOTHER, SameName, usePlaylistsCalled } from './SameName.js';

const Form = styled('form')({ display: 'grid', justifyItems: 'stretch', gap: 20, maxWidth: 560, paddingBottom: 48 });

type Problems = Readonly<Partial<Record<'url' | 'file' | 'into' | 'form', string>>>;

/** What the server says, at the field that it is about; what is about none stands above the button. */
function problemsOf(error: unknown, isFile: boolean): Problems {
  const { errors = {} } = ((error instanceof HttpError ? error.body : null) ?? {}) as { errors?: Readonly<Record<string, string>> }; // as call() makes it
  const { url, csv, fileName, ...others } = errors;
  const rest = Object.values(others).join(' ');
  if (isFile) return { file: csv ?? fileName ?? (rest || messageOf(error)) };
  return url === undefined ? { form: rest || messageOf(error) } : { url };
}

function useFollow(file: File | null) {
  const [problems, setProblems] = useState<Problems>({});
  const { send, sending } = useSend();
  const notify = useNotify();
  const navigate = useNavigate();

  function followed(answer: Followed): void {
    const told = followedInWords(answer);
    if (told === '') notify('The playlist is followed', { type: 'success' });
    else notify(`Followed. ${told}`, { type: 'warning', autoHideDuration: 20_000, multiLine: true });
    const isOne = (answer.playlists?.length ?? 1) < 2;
    void navigate(isOne ? `/playlists/${encodeURIComponent(answer.id)}/show` : '/playlists');
  }

  const follow = (data: object) =>
    send(async (console) => (await console.create<Followed & { id: string }>('playlists', { data })).data, {
      then: followed,
      refused: (error) => setProblems(problemsOf(error, file !== null && 'file' in data)),
    });
  return { follow, sending, problems, setProblems };
}

/** A link or a file becomes a followed playlist. Whatever is wrong with it is said where it was given, and it can be sent again. */
export function FollowPlaylist() {
  const [source, setSource] = useState('spotify');
  const [url, setUrl] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [isApart, setApart] = useState(true);
  const [into, setInto] = useState('');
  const [start, setStart] = useState('ask');
  const isFile = source === 'csv';
  const name = isFile && file ? playlistNameOf(file.name) : null;
  const asked = usePlaylistsCalled(name);
  const { follow, sending, problems, setProblems } = useFollow(file);
  const urlField = useRef<HTMLInputElement>(null);

  function wrong(): Problems | null {
    if (!isFile) {
      const url_ = linkProblem(url);
      return url_ === null ? null : { url: url_ };
    }
    if (!file) return { file: 'Choose the file' };
    if (!asked.same) return { into: 'It is not yet known whether a playlist has this name' };
    return asked.same.length > 0 && into === '' ? { into: 'Choose what this file is' } : null;
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = wrong();
    setProblems(found ?? {});
    if (found?.url !== undefined) urlField.current?.focus();
    if (found) return;
    const kind = into === '' || into === ANOTHER ? (isApart ? { lists: 'apart' } : {}) : { playlistId: into };
    void follow(isFile ? { start, file, ...kind } : { source, url: url.trim(), start });
  }

  const choose = (next: File | null) => {
    setFile(next);
    setInto('');
    setProblems({});
  };

  return (
    <>
      <PageHead title="Follow a playlist" above={<Link to="/playlists">Playlists</Link>}>
        SoulSync compares it with your library, and again whenever it changes.
      </PageHead>
      <Form onSubmit={submit} noValidate>
        <FormControl>
          <FormLabel id="follow-from">From</FormLabel>
          <RadioGroup row aria-labelledby="follow-from" value={source} onChange={(_, chosen) => setSource(chosen)}>
            <FormControlLabel value="spotify" control={<Radio size="small" />} label="Spotify" />
            <FormControlLabel value="csv" control={<Radio size="small" />} label="A CSV export" />
          </RadioGroup>
        </FormControl>
        {isFile ? (
          <>
            <FileDrop file={file} onFile={choose} problem={problems.file ?? null} />
            <FormControlLabel
              control={<Switch checked={isApart} onChange={(_, on) => setApart(on)} />}
              label="Where the file holds several playlists, follow each as its own"
            />
            {name === null ? null : <SameName name={name} asked={asked} value={into} onChange={setInto} problem={problems.into ?? null} />}
          </>
        ) : (
          <TextField
            label="Link or id of the playlist"
            placeholder="https://open.spotify.com/playlist/…"
            value={url}
            onChange={(event) => {
              setUrl(event.target.value);
              setProblems({});
            }}
            onBlur={() => setProblems(url === '' ? {} : { url: linkProblem(url) ?? '' })}
            error={Boolean(problems.url)}
            helperText={problems.url || 'What can be read depends on your Spotify app: see Settings, Spotify.'}
            inputRef={urlField}
            required
            fullWidth
          />
        )}
        <FormControl>
          <FormLabel id="follow-start">What is missing</FormLabel>
          <RadioGroup aria-labelledby="follow-start" value={start} onChange={(_, chosen) => setStart(chosen)}>
            <FormControlLabel value="ask" control={<Radio size="small" />} label="Show me first what would be downloaded" />
            <FormControlLabel value="now" control={<Radio size="small" />} label="Start downloading" />
          </RadioGroup>
        </FormControl>
        {problems.form === undefined ? null : <Alert severity="error">{problems.form}</Alert>}
        <Button type="submit" variant="contained" aria-busy={sending} sx={{ justifySelf: 'start' }}>
          Follow
        </Button>
      </Form>
    </>
  );
}
