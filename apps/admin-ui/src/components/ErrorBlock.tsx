import OctagonIcon from '@mui/icons-material/ReportOutlined';
import { Button } from '@mui/material';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { HttpError } from 'react-admin';
import { messageOf } from '../providers/use-console.js';
import { Acts } from './Sheetlet.js';

interface Props {
  /** What was tried, as a sentence: `Can't load the wishes right now.` */
  readonly what?: string;
  readonly error: unknown;
  /** What to do, where trying again is not all. */
  readonly advice?: string;
  readonly onRetry: () => unknown;
}

const Block = styled('div')({
  display: 'grid',
  gridTemplateColumns: '20px minmax(0, 1fr)',
  columnGap: 12,
  maxWidth: 640,
  margin: '8px 0',
  padding: '16px 18px',
  borderRadius: 'var(--r-panel)',
  border: '1px solid transparent',
  background: 'var(--problem-tint)',
  color: 'var(--text)',
  overflowWrap: 'anywhere',
  '& > svg': { width: 20, height: 20, color: 'var(--problem-text)' },
  '& strong': { color: 'var(--problem-text)', fontWeight: 'var(--w-strong)' },
  '& p': { margin: 0, lineHeight: 'var(--lh-text)' },
});

/** By which the logs are searched. */
function correlationOf(error: unknown): string | null {
  if (!(error instanceof HttpError)) return null;
  const { correlationId } = (error.body ?? {}) as { readonly correlationId?: unknown }; // a problem, as the gateway sends it
  return typeof correlationId === 'string' ? correlationId : null;
}

function detailsOf(what: string, error: unknown): string {
  const status = error instanceof HttpError ? [`Status ${error.status}`] : [];
  const correlation = correlationOf(error);
  return [what, messageOf(error), ...status, ...(correlation ? [`Correlation ${correlation}`] : []), window.location.href].join('\n');
}

/** Where the data would be: what was tried, the service's own words, and the way on. What could not be read is not empty. */
export function ErrorBlock({ what = '', error, advice, onRetry }: Props) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(detailsOf(what, error));
    setCopied(true);
  };
  return (
    <Block role="alert">
      <OctagonIcon aria-hidden />
      <div>
        {what === '' ? null : <strong>{what}</strong>}
        <p>{messageOf(error)}</p>
        {advice === undefined ? null : <p>{advice}</p>}
        <Acts>
          <Button size="small" variant="outlined" color="inherit" onClick={() => void onRetry()}>
            Try now
          </Button>
          {/* browsers have it over https and on this machine only */}
          {typeof navigator.clipboard === 'undefined' ? null : (
            <Button size="small" color="inherit" onClick={() => void copy()}>
              {copied ? 'Copied' : 'Copy details'}
            </Button>
          )}
        </Acts>
      </div>
    </Block>
  );
}
