import { styled } from '@mui/material/styles';
import { useEffect } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** The tab's name, where the title does not say enough. */
  readonly documentTitle?: string;
  /** What is true now, in a sentence. */
  readonly children?: ReactNode;
  readonly cover?: ReactNode;
  /** What kind of thing it is: `Album`. */
  readonly kind?: string;
  readonly above?: ReactNode;
  readonly actions?: ReactNode;
}

const Head = styled('header')({
  display: 'flex',
  alignItems: 'flex-end',
  flexWrap: 'wrap',
  gap: '16px 24px',
  margin: '0 0 20px',
  '& > [data-grow]': { flex: '1 1 240px', minWidth: 0 },
  '& h1': {
    margin: 0,
    fontSize: 'var(--fs-28)',
    lineHeight: 'var(--lh-tight)',
    letterSpacing: 'var(--track-tight)',
    fontWeight: 'var(--w-strong)',
    overflowWrap: 'anywhere',
  },
  '&[data-named] h1': { fontSize: 'var(--fs-40)', lineHeight: 1.06, letterSpacing: '-.028em' },
  '& [data-sub]': { marginTop: 6, color: 'var(--text-2)' },
  '& [data-kind]': { marginBottom: 6, fontSize: 'var(--fs-13)', color: 'var(--text-2)' },
  '& > [data-acts]': { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 8 },
});

/** The page's one title, what is true now, and what can be done. */
export function PageHead({ title, documentTitle = title, children, cover, kind, above, actions }: Props) {
  useEffect(() => {
    document.title = `${documentTitle} · SoulSync`;
  }, [documentTitle]);
  return (
    <>
      {above}
      <Head data-named={cover ? true : undefined}>
        {cover}
        <div data-grow>
          {kind === undefined ? null : <div data-kind>{kind}</div>}
          <h1>{title}</h1>
          {children ? <div data-sub>{children}</div> : null}
        </div>
        {actions ? <div data-acts>{actions}</div> : null}
      </Head>
    </>
  );
}
