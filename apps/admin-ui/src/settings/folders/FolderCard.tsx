import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import OctagonIcon from '@mui/icons-material/ReportOutlined';
import { Box, Button, Stack, styled, Typography } from '@mui/material';
import { useState } from 'react';
import { messageOf, useSend } from '../../providers/use-console.js';
import { shown } from '../form/fields.js';
import { Hint } from '../form/Field.js';
import { SettingInput } from '../form/SettingInput.js';
import type { Drafts, SectionForm } from '../form/use-drafts.js';
import { folderFacts, folderWords } from './folder-words.js';
import type { FolderName, FolderReport } from '@soulsync/contracts';
import { capital } from '../../components/capital.js';

/** The field of this folder, in whichever section it is. */
export function folderField(name: FolderName, forms: readonly SectionForm[]) {
  const { variable } = folderWords[name];
  for (const form of forms) {
    const field = form.fields.find((one) => one.variable === variable);
    if (field) return { form, field };
  }
  return null;
}

interface Props {
  readonly name: FolderName;
  /** As it is in force; null: not known. */
  readonly report: FolderReport | null;
  readonly forms: readonly SectionForm[];
  readonly drafts: Drafts;
}

/** A folder: where it is, whether that will do, and a try of another path before it is saved. */
export function FolderCard({ name, report, forms, drafts }: Props) {
  const { title } = folderWords[name];
  const found = folderField(name, forms);
  const { send, sending } = useSend();
  const [tested, setTested] = useState<FolderReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const path = found ? String(shown(found.field, found.form.draft)) : (report?.path ?? '');
  const isChanged = found?.form.draft[found.field.name] !== undefined;
  const test = () => {
    setProblem(null);
    return send((console) => console.command<FolderReport>(`folders/${name}/test`, { path }), {
      then: (answer) => setTested({ ...answer, path }),
      refused: (error) => setProblem(messageOf(error)),
    });
  };
  const current = tested?.path === path ? tested : isChanged || (report?.path ?? '') !== path ? null : report;
  return (
    <Box component="section" aria-label={title} sx={{ mb: 4 }}>
      <Typography variant="h6" component="h2" sx={{ mb: 1 }}>
        {title}
      </Typography>
      {found ? <SettingInput form={found.form} field={found.field} /> : <Typography>{path || 'Not set'}</Typography>}
      <Stack direction="row" useFlexGap sx={{ gap: 1, mt: 1.5, flexWrap: 'wrap' }}>
        <Button
          variant="outlined"
          size="small"
          aria-label={`Test the ${title.toLowerCase()}`}
          aria-busy={sending}
          disabled={path === ''}
          onClick={() => void test()}
        >
          {sending ? 'Testing …' : 'Test'}
        </Button>
        {found && isChanged ? (
          <Button
            variant="contained"
            size="small"
            aria-label={`Save the ${title.toLowerCase()}`}
            aria-busy={drafts.saving}
            onClick={() => void drafts.save([found.form])}
          >
            Save
          </Button>
        ) : null}
      </Stack>
      <Box aria-live="polite" sx={{ mt: 1 }}>
        {problem ? <Hint sx={{ color: 'var(--problem-text)' }}>{problem}</Hint> : null}
        {current ? <FolderFindings report={current} /> : null}
      </Box>
    </Box>
  );
}

const Line = styled('div')({
  display: 'flex',
  gap: 8,
  padding: '4px 0',
  fontSize: 'var(--fs-13)',
  overflowWrap: 'anywhere',
  '& svg': { width: 18, height: 18, flex: 'none' },
});

export function FolderFindings({ report }: { readonly report: FolderReport }) {
  const facts = folderFacts(report);
  return (
    <>
      {report.problems.map(({ code, detail, fix }) => (
        <Line key={code} sx={{ '& svg': { color: 'var(--problem-mark)' } }}>
          <OctagonIcon titleAccess="Problem" />
          <span>
            <b style={{ fontWeight: 500, color: 'var(--problem-text)' }}>{detail}</b> {fix}
          </span>
        </Line>
      ))}
      {facts.map((fact) => (
        <Line key={fact} sx={{ color: 'var(--text-2)', '& svg': { color: 'var(--good-mark)' } }}>
          <CheckIcon aria-hidden />
          {capital(fact)}
        </Line>
      ))}
    </>
  );
}
