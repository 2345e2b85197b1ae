import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { BulkBar } from './BulkBar.js';
import { CompareCard } from './CompareCard.js';
import { ConfidenceBar } from './ConfidenceBar.js';
import { Cover, PlaylistCover } from './Cover.js';
import { EntryFilterChips, useUrlChoice } from './EntryFilterChips.js';
import { ErrorBlock } from './ErrorBlock.js';
import { ProgressLine } from './ProgressLine.js';
import { RecordingRow } from './RecordingRow.js';
import { RecordingTable } from './RecordingTable.js';
import { StateChip } from './StateChip.js';
import { StepTest } from './StepTest.js';
import { Timeline } from './Timeline.js';
import { TrackTicks } from './TrackTicks.js';

const show = (what: ReactNode, at = '/') => {
  const page = render(<MemoryRouter initialEntries={[at]}>{what}</MemoryRouter>);
  return { ...page, person: userEvent.setup() };
};
const song = { title: 'Harbour Glass', artist: 'Saltmarsh Motel', to: '/recordings/r1', cover: { seed: 'Neon Estuary' } };

describe('a state', () => {
  it('is a shape and a word, not a colour alone', () => {
    const { container } = show(<StateChip state="to-decide" />);
    expect(container.textContent).toBe('To decide');
    expect(container.querySelector('svg')).not.toBeNull();
  });

  it('keeps its word for whoever hears it when a figure stands there', () => {
    const { container } = show(<StateChip state="transferring" figure="38 %" />);
    expect(container.textContent).toBe('Transferring 38 %');
  });

  it('loses its tint when the news is old', () => {
    const { container } = show(<StateChip state="transferring" isStale />);
    expect(container.querySelector('[data-tone=idle]')?.textContent).toBe('Transferring');
  });
});

describe('a cover', () => {
  it('that is not there is drawn', async () => {
    const { container } = show(<Cover src="/none.webp" seed="Neon Estuary" size="l" />);
    const picture = container.querySelector('img');
    expect(picture?.getAttribute('alt')).toBe('');
    if (picture) fireEvent.error(picture);
    expect(await screen.findByText('NE')).not.toBeNull();
  });

  it('of a playlist shows four different ones', () => {
    const covers = ['a', 'b', 'a', 'c', 'd', 'e'].map((seed) => ({ seed }));
    const { container } = show(<PlaylistCover covers={covers} seed="Night ferry" />);
    expect(container.querySelectorAll('[aria-hidden] > [aria-hidden]')).toHaveLength(4);
  });
});

describe('how sure a match is', () => {
  it.each([
    [1, '100 % certain'],
    [0.998, '99 % certain'],
    [0.86, '86 % likely'],
    [0.68, '68 % doubtful'],
    [0.31, '31 % unlikely'],
  ])('is said of %f: %s', (confidence, words) => {
    expect(show(<ConfidenceBar confidence={confidence} />).container.textContent).toBe(words);
  });

  it('says by focus what it is made of', async () => {
    const { person } = show(<ConfidenceBar confidence={0.68} figures={[{ name: 'Length', share: 0.4 }]} />);
    await person.tab();
    expect(await screen.findByText('Length 40 %')).not.toBeNull();
  });
});

it('a progress bar has a name and a value', () => {
  show(<ProgressLine name="Fetching Harbour Glass" share={0.64} what="15.4 of 24.1 MB" />);
  expect(screen.getByRole('progressbar', { name: 'Fetching Harbour Glass' }).getAttribute('aria-valuenow')).toBe('64');
});

it('ticks say how many there are and what is on its way', () => {
  const ticks = [
    { title: 'One', state: 'owned' },
    { title: 'Two', state: 'working' },
    { title: 'Three', state: 'missing' },
  ] as const;
  expect(show(<TrackTicks ticks={ticks} />).container.textContent).toBe('1 of 3, 1 on its way');
});

describe('a song in a list', () => {
  const table = (row: ReactNode) => (
    <RecordingTable label="Songs" columns={['select', 'state', 'confidence', 'match', 'length']}>
      {row}
    </RecordingTable>
  );

  it('has a title that is a link, and buttons named after it', async () => {
    const [chosen, selected] = [jest.fn(), jest.fn()];
    const { person } = show(
      table(<RecordingRow {...song} state="owned" lengthMs={247_000} more={[{ label: 'Ignore', onChoose: chosen }]} onSelect={selected} />),
    );
    expect(screen.getByRole('link', { name: 'Harbour Glass' }).getAttribute('href')).toBe('/recordings/r1');
    expect(screen.getByRole('row', { name: /Harbour Glass/ }).textContent).toContain('4:07');
    await person.click(screen.getByRole('checkbox', { name: 'Select Harbour Glass' }));
    expect(selected).toHaveBeenCalledWith(true);
    await person.click(screen.getByRole('button', { name: 'More for Harbour Glass' }));
    await person.click(screen.getByRole('menuitem', { name: 'Ignore' }));
    expect(chosen).toHaveBeenCalledTimes(1);
  });

  it('is drawn when it is looked at, and is in the document all the time', () => {
    show(table(<RecordingRow {...song} state="owned" />));
    for (const row of screen.getAllByRole('row').slice(1))
      expect(getComputedStyle(row).getPropertyValue('content-visibility')).toBe('auto');
  });
});

describe('chips above a list', () => {
  const choices = [
    { value: '', label: 'All', count: 40 },
    { value: 'review', label: 'To decide', count: 2, state: 'review' },
    { value: 'failed', label: 'Failed', count: 0 },
  ];
  function Page() {
    const [chosen, choose] = useUrlChoice('show');
    return (
      <>
        <EntryFilterChips choices={choices} chosen={chosen} onChoose={choose} />
        <output>{useLocation().search}</output>
      </>
    );
  }

  it('are counted, offer nothing that has none, and stand in the address', async () => {
    const { person } = show(<Page />);
    expect(screen.queryByRole('button', { name: /Failed/ })).toBeNull();
    await person.click(screen.getByRole('button', { name: 'To decide 2' }));
    expect(screen.getByRole('status').textContent).toBe('?show=review');
    expect(screen.getByRole('button', { name: 'To decide 2' }).getAttribute('aria-pressed')).toBe('true');
    await person.click(screen.getByRole('button', { name: 'To decide 2' }));
    expect(screen.getByRole('status').textContent).toBe('');
  });

  it('show the chosen one also when nothing is left of it', () => {
    show(<Page />, '/?show=failed');
    expect(screen.getByRole('button', { name: 'Failed 0' }).getAttribute('aria-pressed')).toBe('true');
  });
});

it('the bar of selected rows says how many, shows three verbs and puts the others behind "More"', async () => {
  const done = jest.fn();
  const verbs = ['Want', 'Ignore', 'Choose', 'Search now'].map((label) => ({ label, onChoose: () => done(label) }));
  const { person } = show(<BulkBar count={3} verbs={verbs} onClear={() => done('clear')} />);
  expect(screen.getByRole('status').textContent).toBe('3 selected');
  expect(screen.queryByRole('button', { name: 'Search now' })).toBeNull();
  await person.click(screen.getByRole('button', { name: 'More for the selected rows' }));
  await person.click(screen.getByRole('menuitem', { name: 'Search now' }));
  await person.click(screen.getByRole('button', { name: 'Clear the selection' }));
  expect(done.mock.calls).toEqual([['Search now'], ['clear']]);
});

it('a timeline folds technical steps away and tells causes', async () => {
  const steps = [
    { id: '1', at: '2026-11-03T13:02:00Z', text: 'Added to Night ferry' },
    { id: '2', at: '2026-11-03T13:02:01Z', text: 'Projected', isTechnical: true },
    { id: '3', at: '2026-11-03T13:03:00Z', text: 'Searched', cause: { text: 'because nothing you own matched', to: '/matches/m1' } },
  ];
  const { person } = show(<Timeline steps={steps} />);
  expect(screen.queryByText('Projected')).toBeNull();
  expect(screen.getByRole('link', { name: 'because nothing you own matched' })).not.toBeNull();
  await person.click(screen.getByRole('button', { name: 'Show all 3 steps' }));
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toHaveLength(3);
});

it('a test in steps names the first that fails, and puts what would mend it into the form', async () => {
  const fixed = jest.fn();
  const none = { advice: null, tookMs: null, field: null, fix: null };
  const fix = { label: 'Use /data/downloads', values: { folder: '/data/downloads' } };
  const steps = [
    { ...none, step: 'reachable', ok: true, detail: 'slskd answers', tookMs: 18 },
    { ...none, step: 'folder', ok: false, detail: 'The download folder is not visible here', advice: 'Did you mean /data/downloads?', fix },
    { ...none, step: 'file', ok: null, detail: 'A file from there can be read' },
  ] as const;
  const { person } = show(<StepTest report={{ steps }} onFix={fixed} />);
  expect(screen.getByRole('status').textContent).toBe('1 of 3 passed');
  const [first, second, third] = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
  expect([first, third]).toEqual(['slskd answers18 ms', 'A file from there can be read: not tried']);
  expect(second).toContain('Did you mean /data/downloads?');
  await person.click(screen.getByRole('button', { name: 'Use /data/downloads' }));
  expect(fixed).toHaveBeenCalledWith(fix);
});

it('a comparison marks what differs inside the text, and says so', async () => {
  const chosen = jest.fn();
  const candidate = {
    id: 'c1',
    confidence: 0.68,
    cover: { seed: 'Thin Ice Atlas' },
    lines: ['FLAC 16/44, 31 MB'],
    values: {
      Title: { agreement: 'same', parts: ['Paper Weather'] },
      Length: { agreement: 'differs', parts: ['5:23 ', { mark: '+11 s' }] },
    },
  } as const;
  const wanted = { cover: { seed: 'x' }, from: 'from Spotify', lines: [], values: { Title: 'Paper Weather', Length: '5:12' } };
  const { person } = show(
    <CompareCard wanted={wanted} fields={['Title', 'Length', 'ISRC']} candidates={[candidate]} chosen={null} onChoose={chosen} />,
  );
  const length = within(screen.getByRole('row', { name: /Length/ }));
  expect(length.getByText('+11 s').tagName).toBe('MARK');
  expect(length.getByText(/differs/)).not.toBeNull();
  expect(within(screen.getByRole('row', { name: /ISRC/ })).getAllByText(/not known/).length).toBeGreaterThan(1);
  await person.click(screen.getByRole('radio', { name: 'Choose 1' }));
  expect(chosen).toHaveBeenCalledWith('c1');
});

it('what could not be read says what was tried, why, and can be tried now', async () => {
  const retry = jest.fn();
  const { person } = show(<ErrorBlock what="Can't load the wishes right now." error={new Error('503 not ready')} onRetry={retry} />);
  expect(screen.getByRole('alert').textContent).toContain("Can't load the wishes right now.503 not ready");
  await person.click(screen.getByRole('button', { name: 'Try now' }));
  expect(retry).toHaveBeenCalledTimes(1);
});
