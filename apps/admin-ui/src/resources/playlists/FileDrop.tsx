import { FormHelperText } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import type { DragEvent } from 'react';

const Zone = styled('div')({
  display: 'grid',
  gap: 8,
  padding: '20px 18px',
  border: '1px dashed var(--border-strong)',
  borderRadius: 'var(--r-panel)',
  '&[data-over]': { background: 'var(--select)' },
  '& p': { margin: 0, color: 'var(--muted)', fontSize: 'var(--fs-13)' },
  '& input': { maxWidth: '100%' },
});

interface Props {
  readonly file: File | null;
  readonly onFile: (file: File | null) => void;
  readonly problem: string | null;
}

/** A file is chosen, or dropped; what the server says is wrong with it stands here. */
export function FileDrop({ file, onFile, problem }: Props) {
  const [isOver, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0] ?? null);
  };
  return (
    <Zone
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <label htmlFor="csv-file">The file, as Exportify and others write it</label>
      <input
        id="csv-file"
        type="file"
        accept=".csv,.tsv,.txt,.json,text/csv,text/plain,text/tab-separated-values,application/json"
        aria-required
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : 'csv-problem'}
        onChange={(event) => onFile(event.target.files?.[0] ?? null)}
      />
      <p>{file ? `Chosen: ${file.name}` : 'Or drop it here. CSV, TSV, plain text, and the JSON of a Spotify account’s data.'}</p>
      {problem === null ? null : (
        <FormHelperText id="csv-problem" error role="alert">
          {problem}
        </FormHelperText>
      )}
    </Zone>
  );
}
