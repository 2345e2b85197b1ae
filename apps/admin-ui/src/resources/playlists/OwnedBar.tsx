import { styled } from '@mui/material/styles';
import type { PlaylistRow } from '@soulsync/contracts';
import { inLibrary } from './playlist-sentences.js';

const Bar = styled('span')({
  display: 'block',
  '& > span:first-of-type': { display: 'flex', height: 4, borderRadius: 2, overflow: 'hidden', background: 'var(--border)' },
  '& i': { display: 'block', height: '100%' },
  '& [data-part=owned]': { background: 'var(--text-2)' },
  '& [data-part=working]': { background: 'var(--working-mark)' },
  '& [data-part=attention]': { background: 'var(--attention-mark)' },
  '& > span + span': {
    display: 'block',
    marginTop: 5,
    fontSize: 'var(--fs-12)',
    color: 'var(--muted)',
    fontVariantNumeric: 'tabular-nums',
  },
});

/** How much of a playlist is there, on its way and to be decided. */
export function OwnedBar({ playlist }: { readonly playlist: PlaylistRow }) {
  const { entryCount, review, acquiring } = playlist;
  const owned = inLibrary(playlist);
  const parts = { owned, working: acquiring, attention: review };
  const also = [acquiring > 0 ? `${acquiring} on the way` : '', review > 0 ? `${review} to decide` : ''].filter(Boolean);
  return (
    <Bar>
      <span aria-hidden>
        {Object.entries(parts).map(([part, count]) =>
          count > 0 ? <i key={part} data-part={part} style={{ width: `${(count / Math.max(1, entryCount)) * 100}%` }} /> : null,
        )}
      </span>
      <span>{[`${owned.toLocaleString('en')} of ${entryCount.toLocaleString('en')}`, ...also].join(', ')}</span>
    </Bar>
  );
}
