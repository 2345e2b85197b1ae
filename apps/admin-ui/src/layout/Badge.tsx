import { styled } from '@mui/material/styles';
import { badgeText } from './navigation.js';
import type { BadgeTone } from './navigation.js';

const Pill = styled('span')({
  minWidth: 20,
  height: 20,
  padding: '0 6px',
  borderRadius: 'var(--r-pill)',
  font: 'var(--w-strong) var(--fs-11)/20px var(--font)',
  textAlign: 'center',
  fontVariantNumeric: 'tabular-nums',
  background: 'var(--border)',
  color: 'var(--text-2)',
  '&[data-tone=attention]': { background: 'var(--attention-tint)', color: 'var(--attention-text)' },
  '&[data-tone=working]': { background: 'var(--working-tint)', color: 'var(--working-text)' },
  '&[data-tone=problem]': { background: 'var(--problem-tint)', color: 'var(--problem-text)' },
});

/** A number at a place of the navigation. */
export function Badge({ count, tone }: { readonly count: number; readonly tone: BadgeTone }) {
  const text = badgeText(count);
  return text === null ? null : (
    <Pill data-tone={tone} className="badge">
      {text}
    </Pill>
  );
}
