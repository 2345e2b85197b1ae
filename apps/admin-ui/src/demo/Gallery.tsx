import { styled } from '@mui/material/styles';
import { Button } from '@mui/material';
import PlayIcon from '@mui/icons-material/PlayArrow';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useNotify } from 'react-admin';
import { BulkBar } from '../components/BulkBar.js';
import { CompareCard } from '../components/CompareCard.js';
import { ConfidenceBar } from '../components/ConfidenceBar.js';
import { ConnectionCardFrame } from '../components/ConnectionCardFrame.js';
import { Cover, PlaylistCover } from '../components/Cover.js';
import { EmptyState } from '../components/EmptyState.js';
import { EntryFilterChips, useUrlChoice } from '../components/EntryFilterChips.js';
import { ErrorBlock } from '../components/ErrorBlock.js';
import { Forbidden } from '../components/Forbidden.js';
import { NoResult } from '../components/NoResult.js';
import { PageHead } from '../components/PageHead.js';
import { ProgressLine } from '../components/ProgressLine.js';
import { RecordingRow } from '../components/RecordingRow.js';
import { RecordingTable } from '../components/RecordingTable.js';
import { RelativeTime } from '../components/RelativeTime.js';
import { GridSkeleton, LinesSkeleton, RowsSkeleton } from '../components/Skeletons.js';
import { Stale } from '../components/Stale.js';
import { StateChip } from '../components/StateChip.js';
import { StepTest } from '../components/StepTest.js';
import { Timeline } from '../components/Timeline.js';
import { StackedBar, TrackTicks } from '../components/TrackTicks.js';
import { shownStates } from '../components/states.js';
import * as shown from './gallery.stories.js';

const Parts = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 340px), 1fr))',
  gap: 24,
  paddingBottom: 80,
  '& > section': { minWidth: 0 },
  '& > [data-wide]': { gridColumn: '1 / -1' },
  '& > section > h2': { margin: '0 0 10px', fontSize: 'var(--fs-13)', fontWeight: 'var(--w-medium)', color: 'var(--muted)' },
});
const Inline = styled('div')({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: '10px 16px' });

function Part({ title, isWide = false, children }: { readonly title: string; readonly isWide?: boolean; readonly children: ReactNode }) {
  return (
    <section data-wide={isWide || undefined}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

const nothing = () => undefined;

function Songs() {
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['Paper Weather']));
  const select = (title: string) => (isSelected: boolean) => {
    const next = new Set(selected);
    if (isSelected) next.add(title);
    else next.delete(title);
    setSelected(next);
  };
  return (
    <>
      <RecordingTable label="Songs" columns={['select', 'position', 'state', 'confidence', 'match', 'length']}>
        {shown.songs.map((song, at) => (
          <RecordingRow
            key={song.title}
            {...song}
            position={at + 1}
            isSelected={selected.has(song.title)}
            onSelect={select(song.title)}
            action={{ label: 'Play', Icon: PlayIcon, onChoose: nothing }}
            more={[{ label: 'Search now', onChoose: nothing }]}
          />
        ))}
      </RecordingTable>
      <BulkBar
        count={selected.size}
        verbs={['Want', 'Ignore', 'Choose', 'Search now'].map((label) => ({ label, onChoose: nothing }))}
        onClear={() => setSelected(new Set())}
      />
    </>
  );
}

function Chips() {
  const [chosen, choose] = useUrlChoice('show');
  return <EntryFilterChips choices={shown.filters} chosen={chosen} onChoose={choose} />;
}

function Compared() {
  const [chosen, setChosen] = useState<string | null>('c1');
  return <CompareCard {...shown.comparison} chosen={chosen} onChoose={setChosen} />;
}

function Connection() {
  const [isOpen, setOpen] = useState(true);
  return (
    <ConnectionCardFrame
      name="slskd"
      facts="0.24.1 at slskd:5030, reachable for 12 days"
      state="failed"
      stateWord="1 of 4 steps fails"
      isOpen={isOpen}
      onToggle={() => setOpen(!isOpen)}
      onTest={nothing}
      form={<p>The settings stand here.</p>}
      test={<StepTest report={shown.tested} onFix={nothing} />}
    />
  );
}

function Notices() {
  const notify = useNotify();
  return (
    <Inline>
      <Button variant="outlined" onClick={() => notify('3 songs are wanted', { type: 'success', undo: nothing })}>
        Done
      </Button>
      <Button variant="outlined" onClick={() => notify('Not saved: wrong key', { type: 'error', details: 'slskd answered 401' })}>
        Failed
      </Button>
    </Inline>
  );
}

/** Every part the console is made of, in its states, to be looked at. */
export function Gallery() {
  return (
    <>
      <PageHead title="States and parts">What pages are made of.</PageHead>
      <Parts>
        <Part title="The closed list of states" isWide>
          <Inline>
            {Object.keys(shownStates).map((state) => (
              <StateChip key={state} state={state} />
            ))}
            <StateChip state="transferring" figure="38 %" />
            <StateChip state="queued" figure="3rd" />
          </Inline>
        </Part>
        <Part title="Covers" isWide>
          <Inline>
            {(['xs', 's', 'm', 'l', 'xl'] as const).map((size) => (
              <Cover key={size} size={size} seed="Saltmarsh Motel Neon Estuary" name="Neon Estuary" />
            ))}
            <Cover size="l" seed="Glasswing Depot" isRound />
            <PlaylistCover size="l" seed="Night ferry" covers={shown.songs.map(({ cover }) => cover)} />
          </Inline>
        </Part>
        <Part title="Confidence, progress, ownership">
          <Inline>
            {[1, 0.86, 0.68, 0.31].map((confidence) => (
              <ConfidenceBar key={confidence} confidence={confidence} figures={[{ name: 'Length', share: 0.4 }]} />
            ))}
            <TrackTicks ticks={shown.ticks} />
            <StackedBar counts={{ owned: 24, working: 3, 'to-decide': 2, missing: 11 }} />
          </Inline>
          <ProgressLine name="Fetching Harbour Glass" share={0.64} what="15.4 of 24.1 MB" pace="725 kB/s, 0:12 left" />
          <ProgressLine name="Waiting for Moth Economy" share={0} what="3rd in the queue" pace="4 min" isWaiting />
          <ProgressLine name="Fetching Dial Tone Lullaby" share={0.3} what="7.2 of 24.1 MB" pace="Stalled, 0 kB/s" isStalled />
        </Part>
        <Part title="Times and notices">
          <p>
            Refreshed <RelativeTime at="2026-11-03T13:02:00Z" />, next <RelativeTime at={null} />.
          </p>
          <Notices />
        </Part>
        <Part title="Songs" isWide>
          <Chips />
          <Songs />
        </Part>
        <Part title="What is wanted, and what there is" isWide>
          <Compared />
        </Part>
        <Part title="A connection" isWide>
          <Connection />
        </Part>
        <Part title="What happened">
          <Timeline steps={shown.steps} />
        </Part>
        <Part title="Empty">
          <EmptyState what="No open wishes" how="Songs that nobody offers yet wait here and are searched again by themselves." />
        </Part>
        <Part title="No result">
          <NoResult what="Nothing matches “moth” in To decide" otherwise="12 songs match in other states." onClear={nothing} />
        </Part>
        <Part title="Error">
          <ErrorBlock what="Can't load the downloads right now." error={new Error('503 not ready, catching up')} onRetry={nothing} />
        </Part>
        <Part title="Forbidden">
          <Forbidden needs="admin" />
        </Part>
        <Part title="Loading">
          <div data-sample>
            <RowsSkeleton what="rows" count={3} />
            <LinesSkeleton what="lines" />
            <GridSkeleton what="covers" count={3} />
          </div>
        </Part>
        <Part title="Stale">
          <Stale since="2026-11-03T13:02:00Z">
            <RecordingTable label="Old songs" columns={['state']}>
              {shown.songs.slice(0, 2).map((song) => (
                <RecordingRow key={song.title} {...song} isStale />
              ))}
            </RecordingTable>
          </Stale>
        </Part>
      </Parts>
    </>
  );
}
