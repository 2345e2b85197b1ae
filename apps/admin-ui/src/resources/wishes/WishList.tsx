import BlockIcon from '@mui/icons-material/Block';
import SearchIcon from '@mui/icons-material/Search';
import { useEffect, useState } from 'react';
import { useGetList } from 'react-admin';
import type { WishRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { BulkBar } from '../../components/BulkBar.js';
import { EmptyState } from '../../components/EmptyState.js';
import { EntryFilterChips, useUrlChoice } from '../../components/EntryFilterChips.js';
import { ListParts } from '../../components/ListParts.js';
import { PageHead } from '../../components/PageHead.js';
import { Pager } from '../../components/Pager.js';
import { RecordingRow } from '../../components/RecordingRow.js';
import { RecordingTable } from '../../components/RecordingTable.js';
import { RelativeTime } from '../../components/RelativeTime.js';
import { useSend } from '../../providers/use-console.js';
import { useCounts } from '../../providers/use-counts.js';
import { useMay } from '../../providers/use-may.js';
import { rowBehind } from '../../recordings/use-recording-actions.js';
import { capital } from '../../components/capital.js';

const PAGE = 50;
/** Songs that could not be got yet, and why. */
export function WishList() {
  const [cause, chooseCause] = useUrlChoice('cause');
  const [page, turnTo] = useState(1);
  useEffect(() => turnTo(1), [cause]);
  const list = useGetList<WishRow>('wishes', {
    filter: cause === '' ? {} : { cause },
    pagination: { page, perPage: PAGE },
    sort: { field: 'since', order: 'DESC' },
  });
  const counts = useCounts('wishes', 'cause');
  const all = counts && [...counts.values()].reduce((sum, count) => sum + count, 0);
  return (
    <>
      <PageHead title="Wishlist">
        {all ? `${all} ${all === 1 ? 'song' : 'songs'} could not be found yet. They are tried again, less and less often.` : null}
      </PageHead>
      <EntryFilterChips
        choices={[
          { value: '', label: 'All', count: all ?? null },
          ...[...(counts ?? [])].flatMap(([value, count]) =>
            value === '' ? [] : [{ value, label: capital(reasonInWords('wish', value as WishRow['cause'])), count }],
          ),
        ]}
        chosen={cause}
        onChoose={chooseCause}
      />
      <ListParts
        list={list}
        what="the wishes"
        onClearFilter={cause === '' ? null : () => chooseCause('')}
        empty={<EmptyState what="Songs that could not be found yet appear here." how="They are tried again, less and less often." />}
      >
        <Wishes rows={list.data ?? []} />
      </ListParts>
      <Pager page={page} perPage={PAGE} total={list.error ? undefined : list.total} onPage={turnTo} />
    </>
  );
}

function Wishes({ rows }: { readonly rows: readonly WishRow[] }) {
  const mayEdit = useMay('editor');
  const { send } = useSend();
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.filter(({ id }) => selected.has(id));
  const named = (some: readonly WishRow[]) => (some.length === 1 ? (some[0]?.title ?? '') : `${some.length} songs`);
  /** One after the other: each is a command of its own, and the first refusal ends it. */
  const act = (verb: 'retry' | 'ignore', some: readonly WishRow[]) => {
    const next = rowBehind(document.activeElement);
    return send(
      async (console) => {
        for (const { id } of some) await console.command(`wishes/${id}/${verb}`);
      },
      {
        done: verb === 'retry' ? `Search requested: ${named(some)}` : `Ignored: ${named(some)}`,
        then() {
          select(new Set());
          next();
        },
      },
    );
  };
  const choices = (some: readonly WishRow[]) => [
    { label: 'Search now', Icon: SearchIcon, onChoose: () => void act('retry', some) },
    { label: 'Ignore', Icon: BlockIcon, onChoose: () => void act('ignore', some) },
  ];
  return (
    <>
      <RecordingTable
        label="Wishlist"
        columns={mayEdit ? ['select', 'state', 'match'] : ['state', 'match']}
        heads={{ match: 'Why, and when it is tried again' }}
        selection={{
          isAll: rows.length > 0 && rows.every(({ id }) => selected.has(id)),
          isSome: selected.size > 0,
          onAll: (isAll) => select(new Set(isAll ? rows.map(({ id }) => id) : [])),
        }}
      >
        {rows.map((wish) => {
          const { id, cause, attempts, nextAttemptAt } = wish;
          const [action] = choices([wish]);
          return (
            <RecordingRow
              key={id}
              title={wish.title}
              artist={wish.artists.join(', ')}
              to={null}
              cover={{ seed: `${wish.artists.join(', ')} ${wish.album ?? wish.title}` }}
              state={wish.state}
              match={{
                first: `${attempts === 1 ? '1 try' : `${attempts} tries`}: ${reasonInWords('wish', cause)}`,
                second:
                  nextAttemptAt === null ? (
                    'Tried again only when you ask for it'
                  ) : (
                    <>
                      Next try <RelativeTime at={nextAttemptAt} />, wished since <RelativeTime at={wish.since} />
                    </>
                  ),
              }}
              action={mayEdit ? (action ?? null) : null}
              more={mayEdit ? choices([wish]) : []}
              isSelected={selected.has(id)}
              onSelect={(isSelected) => select((before) => new Set(isSelected ? [...before, id] : [...before].filter((one) => one !== id)))}
            />
          );
        })}
      </RecordingTable>
      {chosen.length > 0 ? <BulkBar count={chosen.length} verbs={choices(chosen)} onClear={() => select(new Set())} /> : null}
    </>
  );
}
