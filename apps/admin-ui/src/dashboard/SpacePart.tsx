import { styled } from '@mui/material/styles';
import { useGetList } from 'react-admin';
import type { DiskStatusRow } from '@soulsync/contracts';
import { StateChip } from '../components/StateChip.js';
import { ReadState } from '../layout/Trouble.js';
import { Part } from './Part.js';
import { spacesOf } from './space.js';

const LOOK_MS = 60_000;

const Disk = styled('li')({
  padding: '8px 0',
  fontSize: 'var(--fs-13)',
  '& > span': { display: 'flex', justifyContent: 'space-between', gap: 12, color: 'var(--text-2)' },
  '& > i': {
    display: 'block',
    height: 6,
    margin: '6px 0',
    borderRadius: 3,
    overflow: 'hidden',
    border: '1px solid var(--border-strong)',
    '& > b': { display: 'block', height: '100%', background: 'var(--text-2)' },
  },
});

/** How much room is left where music, downloads and our own data lie. */
export function SpacePart() {
  const read = useGetList<DiskStatusRow>('disks', {}, { refetchInterval: LOOK_MS });
  const spaces = spacesOf(read.data ?? []);
  if (!read.error && !read.isPending && spaces.length === 0) return null;
  return (
    <Part title="Space">
      <ReadState of={read} what="the space" />
      <ul>
        {spaces.map(({ name, paths, words, usedShare, isLow }) => (
          <Disk key={name} title={paths.join('\n')}>
            <span>
              {name}
              <span>{words}</span>
            </span>
            <i aria-hidden>
              <b style={{ width: `${Math.round(usedShare * 100)}%` }} />
            </i>
            {isLow ? <StateChip state="almost-full" /> : null}
          </Disk>
        ))}
      </ul>
    </Part>
  );
}
