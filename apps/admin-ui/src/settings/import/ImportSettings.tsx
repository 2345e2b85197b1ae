import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import SkippedIcon from '@mui/icons-material/BlockOutlined';
import { Box, Button, Stack, styled, Typography } from '@mui/material';
import { useState } from 'react';
import type { SettingsImportLine, SettingsImportReport } from '@soulsync/contracts';
import { messageOf, useConsole, useSend } from '../../providers/use-console.js';
import { fieldErrorsOf } from '../form/use-drafts.js';
import { Hint, Mono } from '../form/Field.js';

const Lines = styled('ul')({
  listStyle: 'none',
  margin: '8px 0 24px',
  padding: 0,
  '& li': {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: 10,
    padding: '8px 0',
    borderBottom: '1px solid var(--border)',
  },
  '& svg': { width: 18, height: 18, marginTop: 2, color: 'var(--idle-mark)' },
  '& [data-outcome=taken] svg': { color: 'var(--good-mark)' },
  '& p': { margin: 0, color: 'var(--text-2)', fontSize: 'var(--fs-13)', overflowWrap: 'anywhere' },
});

interface Chosen {
  readonly name: string;
  readonly file: object;
}

/** Settings from a file: first what would be taken and what not, then the taking. */
export function ImportSettings() {
  const { send, sending } = useSend();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [report, setReport] = useState<SettingsImportReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const look = (file: object, dryRun: boolean) =>
    send((console) => console.command<SettingsImportReport>('settings/import', { file, dryRun }), {
      then: setReport,
      refused(error) {
        const wrong = fieldErrorsOf(error)?.['file'];
        setProblem(wrong === undefined ? messageOf(error) : `This file ${wrong}.`);
      },
    });
  const read = async (picked: File | undefined) => {
    if (!picked) return;
    setProblem(null);
    setReport(null);
    const file = parsed(await picked.text());
    setChosen(file === null ? null : { name: picked.name, file });
    if (file === null) setProblem(`${picked.name} is no JSON.`);
    else await look(file, true);
  };

  return (
    <Box sx={{ maxWidth: 720 }}>
      <Typography sx={{ mb: 2 }}>
        A settings file of SoulSync, or the <Mono>config.json</Mono> of the program before it. You see what would be taken before anything
        is.
      </Typography>
      <Stack direction="row" useFlexGap sx={{ gap: 1, flexWrap: 'wrap' }}>
        <Button component="label" variant="contained" aria-busy={sending}>
          Choose a file
          <input
            type="file"
            accept=".json,application/json"
            aria-label="Settings file"
            style={{ position: 'absolute', width: 1, height: 1, opacity: 0 }}
            onChange={(event) => {
              void read(event.target.files?.[0]);
              event.target.value = ''; // the same one may be chosen again
            }}
          />
        </Button>
        <Export />
      </Stack>
      {problem ? (
        <Hint role="alert" sx={{ color: 'var(--problem-text)' }}>
          {problem}
        </Hint>
      ) : null}
      {report && chosen ? (
        <Report report={report} name={chosen.name} isTaking={sending} onTake={() => void look(chosen.file, false)} />
      ) : null}
    </Box>
  );
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

function Report({
  report: { isDry, lines },
  name,
  isTaking,
  onTake,
}: {
  readonly report: SettingsImportReport;
  readonly name: string;
  readonly isTaking: boolean;
  readonly onTake: () => void;
}) {
  const taken = lines.filter(({ outcome }) => outcome === 'taken');
  const others = lines.filter(({ outcome }) => outcome !== 'taken');
  return (
    <Box role="region" aria-label="What is in it" sx={{ mt: 3 }} aria-live="polite">
      <Typography variant="h6" component="h2">
        {taken.length === 0
          ? `Nothing of ${name} ${isDry ? 'would be' : 'was'} taken`
          : isDry
            ? `${taken.length} of ${lines.length} would be taken`
            : `${taken.length} of ${lines.length} taken`}
      </Typography>
      <List lines={taken} />
      {isDry && taken.length > 0 ? (
        <Button variant="contained" aria-busy={isTaking} onClick={onTake} sx={{ mb: 3 }}>
          Take {taken.length} {taken.length === 1 ? 'setting' : 'settings'}
        </Button>
      ) : null}
      {isDry || taken.length === 0 ? null : <Hint sx={{ mb: 3 }}>In force from now on. Each section’s “Changes” can take one back.</Hint>}
      {others.length > 0 ? (
        <>
          <Typography variant="h6" component="h2">
            Not taken
          </Typography>
          <List lines={others} />
        </>
      ) : null}
    </Box>
  );
}

const List = ({ lines }: { readonly lines: readonly SettingsImportLine[] }) => (
  <Lines>
    {lines.map(({ key, section, label, outcome, why }) => (
      <li key={key} data-outcome={outcome}>
        {outcome === 'taken' ? <CheckIcon aria-hidden /> : <SkippedIcon aria-hidden />}
        <div>
          <Mono>{key}</Mono>
          <p>
            {outcome === 'unchanged'
              ? (why ?? 'It is set so already.')
              : (why ?? [label, section && `(${section})`].filter(Boolean).join(' '))}
          </p>
        </div>
      </li>
    ))}
  </Lines>
);

/** What people set, without secrets, as a file of the browser's. */
function Export() {
  const console = useConsole();
  const [problem, setProblem] = useState<string | null>(null);
  const save = async () => {
    setProblem(null);
    try {
      const file = await console.ask<object>('settings/export');
      const url = URL.createObjectURL(new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }));
      const link = document.createElement('a');
      link.href = url;
      link.download = 'soulsync-settings.json';
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  return (
    <>
      <Button variant="outlined" onClick={() => void save()}>
        Export what is set, without secrets
      </Button>
      {problem ? (
        <Hint role="alert" sx={{ color: 'var(--problem-text)' }}>
          {problem}
        </Hint>
      ) : null}
    </>
  );
}
