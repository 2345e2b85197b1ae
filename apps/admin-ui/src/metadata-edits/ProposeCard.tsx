import {
  Button,
  Card,
  CardContent,
  Checkbox,
  FormControl,
  FormControlLabel,
  FormGroup,
  FormLabel,
  Radio,
  RadioGroup,
  Stack,
  Typography,
} from '@mui/material';
import { useState } from 'react';
import type { EditedKinds, EditField, EditScope } from '@soulsync/contracts';

export interface EditRequest {
  readonly kind: EditedKinds;
  readonly fields: readonly EditField[];
  readonly scope: EditScope;
}

interface Props {
  readonly busy: boolean;
  readonly onPropose: (request: EditRequest) => void;
}

/** What to look for. Looking writes nothing. */
export function ProposeCard({ busy, onPropose }: Props) {
  const [kind, setKind] = useState<EditedKinds>('artists');
  const [scope, setScope] = useState<EditScope>('missing-only');
  const [picture, setPicture] = useState(true);
  const [genres, setGenres] = useState(true);
  const fields: readonly EditField[] = [...(picture ? (['picture'] as const) : []), ...(genres ? (['genres'] as const) : [])];
  return (
    <Card>
      <CardContent>
        <Typography gutterBottom>
          SoulSync compares what your media server shows with Spotify, MusicBrainz and the covers in your own music folder, and shows you
          each difference first. What you locked on the server is never touched, and what was there before can be brought back.
        </Typography>
        <Stack direction="row" spacing={6} useFlexGap sx={{ flexWrap: 'wrap', my: 2 }}>
          <FormControl fullWidth={false}>
            <FormLabel id="edited-kind">Of</FormLabel>
            <RadioGroup aria-labelledby="edited-kind" value={kind} onChange={(_, value) => setKind(value as EditedKinds)}>
              <FormControlLabel value="artists" control={<Radio size="small" />} label="Artists" />
              <FormControlLabel value="albums" control={<Radio size="small" />} label="Albums" />
            </RadioGroup>
          </FormControl>
          <FormControl fullWidth={false}>
            <FormLabel>What</FormLabel>
            <FormGroup>
              <FormControlLabel
                control={<Checkbox size="small" checked={picture} onChange={(_, on) => setPicture(on)} />}
                label={kind === 'artists' ? 'Pictures' : 'Covers'}
              />
              <FormControlLabel control={<Checkbox size="small" checked={genres} onChange={(_, on) => setGenres(on)} />} label="Genres" />
            </FormGroup>
          </FormControl>
          <FormControl fullWidth={false}>
            <FormLabel id="edited-scope">How much</FormLabel>
            <RadioGroup aria-labelledby="edited-scope" value={scope} onChange={(_, value) => setScope(value as EditScope)}>
              <FormControlLabel value="missing-only" control={<Radio size="small" />} label="Only what is missing" />
              <FormControlLabel value="all" control={<Radio size="small" />} label="Everything, also what could be better" />
            </RadioGroup>
          </FormControl>
        </Stack>
        <Button variant="contained" disabled={busy || fields.length === 0} onClick={() => onPropose({ kind, fields, scope })}>
          Propose edits
        </Button>
      </CardContent>
    </Card>
  );
}
