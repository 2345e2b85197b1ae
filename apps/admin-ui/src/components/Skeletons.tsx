import { styled } from '@mui/material/styles';

const Bone = styled('span')({ display: 'block', borderRadius: 4, background: 'var(--idle-tint)' });
const Rows = styled('div')({
  '& > div': {
    display: 'grid',
    gridTemplateColumns: '40px minmax(0, 1fr) 92px',
    alignItems: 'center',
    columnGap: 16,
    minHeight: 'var(--row)',
    borderBottom: '1px solid var(--border)',
  },
});
const Grid = styled('div')({ display: 'grid', gap: 20, gridTemplateColumns: 'repeat(auto-fill, minmax(min(160px, 42%), 1fr))' });
const Lines = styled('div')({ display: 'grid', gap: 10, maxWidth: 560, padding: '8px 0' });

interface Props {
  /** `the wishes`. */
  readonly what: string;
  readonly count?: number;
}

const widths = ['70%', '52%', '62%', '44%', '58%', '66%'] as const;
const widthOf = (at: number) => widths[at % widths.length] ?? '60%';
const reading = (what: string) => ({ role: 'progressbar', 'aria-label': `Loading ${what}` });
const many = (count: number) => Array.from({ length: count }, (_, at) => at);

/** Rows in the shape they will have; they don't move. */
export function RowsSkeleton({ what, count = 8 }: Props) {
  return (
    <Rows {...reading(what)}>
      {many(count).map((at) => (
        <div key={at}>
          <Bone style={{ width: 40, height: 40 }} />
          <span>
            <Bone style={{ width: widthOf(at), height: 12 }} />
            <Bone style={{ width: widthOf(at + 3), height: 10, marginTop: 8, maxWidth: '48%' }} />
          </span>
          <Bone style={{ height: 20, borderRadius: 6 }} />
        </div>
      ))}
    </Rows>
  );
}

/** Covers with two lines below. */
export function GridSkeleton({ what, count = 12 }: Props) {
  return (
    <Grid {...reading(what)}>
      {many(count).map((at) => (
        <div key={at}>
          <Bone style={{ aspectRatio: '1', borderRadius: 6 }} />
          <Bone style={{ width: widthOf(at), height: 12, marginTop: 10 }} />
          <Bone style={{ width: widthOf(at + 3), height: 10, marginTop: 8 }} />
        </div>
      ))}
    </Grid>
  );
}

/** Some lines of text, as of a card. */
export function LinesSkeleton({ what, count = 3 }: Props) {
  return (
    <Lines {...reading(what)}>
      {many(count).map((at) => (
        <Bone key={at} style={{ width: widthOf(at), height: 12 }} />
      ))}
    </Lines>
  );
}
