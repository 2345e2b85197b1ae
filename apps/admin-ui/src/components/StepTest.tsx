import type { ConnectionFix, ConnectionTestReport } from '@soulsync/contracts';
import CheckIcon from '@mui/icons-material/CheckCircleOutlined';
import CircleIcon from '@mui/icons-material/RadioButtonUnchecked';
import OctagonIcon from '@mui/icons-material/ReportOutlined';
import { Button } from '@mui/material';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { capital } from './capital.js';

interface Props {
  /** null: not tested yet. */
  readonly report: ConnectionTestReport | null;
  readonly isRunning?: boolean;
  /** Puts values that would mend it into the form, or where else they belong. */
  readonly onFix?: (fix: ConnectionFix) => void;
  /** `Test, 5 s ago`. */
  readonly title?: ReactNode;
}

const Head = styled('div')({
  display: 'flex',
  alignItems: 'baseline',
  gap: 10,
  marginBottom: 8,
  '& h3': { margin: 0, fontSize: 'var(--fs-14)', fontWeight: 'var(--w-strong)' },
  '& > span': { marginLeft: 'auto', fontSize: 'var(--fs-13)', color: 'var(--muted)' },
});
const Steps = styled('ol')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& > li': { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr) auto', columnGap: 10, padding: '6px 0', fontSize: 'var(--fs-13)' },
  '& > li > svg': { width: 17, height: 17, color: 'var(--idle-mark)' },
  '& [data-ok=true] > svg': { color: 'var(--good-mark)' },
  '& [data-ok=false] > svg': { color: 'var(--problem-mark)' },
  '& [data-ok=false] strong': { color: 'var(--problem-text)', fontWeight: 'var(--w-medium)' },
  '& [data-ok=null]': { color: 'var(--muted)' },
  '& p': { margin: '2px 0 8px', color: 'var(--text-2)', overflowWrap: 'anywhere' },
  '& [data-ms]': { color: 'var(--muted)', fontVariantNumeric: 'tabular-nums' },
});

const icons = { true: CheckIcon, false: OctagonIcon, null: CircleIcon } as const;

/** One line a step; the first that fails says why, what to do, and offers what would mend it. */
export function StepTest({ report, isRunning = false, onFix, title = 'Test' }: Props) {
  const steps = report?.steps ?? [];
  const passed = steps.filter(({ ok }) => ok).length;
  return (
    <section aria-busy={isRunning}>
      <Head>
        <h3>{title}</h3>
        <span role="status">{isRunning ? 'Testing' : report ? `${passed} of ${steps.length} passed` : 'Not tested yet'}</span>
      </Head>
      <Steps>
        {steps.map(({ step, ok, detail, advice, tookMs, fix }) => {
          const Icon = icons[`${ok}`];
          return (
            <li key={step} data-ok={`${ok}`}>
              <Icon aria-hidden />
              <div>
                {ok === false ? <strong>{capital(detail)}</strong> : capital(detail)}
                {ok === null ? ': not tried' : null}
                {advice === null ? null : <p>{advice}</p>}
                {fix && onFix ? (
                  <Button size="small" variant="outlined" onClick={() => onFix(fix)}>
                    {fix.label}
                  </Button>
                ) : null}
              </div>
              {tookMs === null || !ok ? null : <span data-ms>{`${Math.round(tookMs)} ms`}</span>}
            </li>
          );
        })}
      </Steps>
    </section>
  );
}
