import { describe, expect, it } from '@jest/globals';
import type { EditOutcome, MetadataEditEvent, ProposedEdit } from '@soulsync/contracts';
import { isChosen, metadataEdit } from './metadata-edit.js';
import type { MetadataEdit, MetadataEditCommand } from './metadata-edit.js';

const at = '2026-11-22T10:00:00.000Z';
const by = 'person:mira';
const { decide, evolve, initialState } = metadataEdit;

/** Each is decided on what the ones before led to. */
function after(...commands: readonly MetadataEditCommand[]) {
  let state: MetadataEdit = initialState;
  let last: readonly MetadataEditEvent[] = [];
  for (const command of commands) {
    last = decide(command, state);
    state = last.reduce(evolve, state);
  }
  return { state, types: last.map(({ type }) => type), last };
}
const request: MetadataEditCommand = {
  type: 'RequestEdit',
  data: { editId: 'e', serverId: 's', kind: 'artists', fields: ['genres'], scope: 'all', ids: [], by, at },
};
const edit = (serverKey: string): ProposedEdit => ({
  n: 0,
  kind: 'artist',
  serverKey,
  title: serverKey,
  artist: null,
  source: 'musicbrainz',
  field: 'genres',
  before: [],
  after: ['Folk'],
});
const propose = (looked: number, ...keys: readonly string[]): MetadataEditCommand => ({
  type: 'ProposeItems',
  data: { looked, more: 2, items: keys.map(edit), cursor: keys.at(-1) ?? '', leftOut: {}, at },
});
const finish: MetadataEditCommand = { type: 'FinishProposal', data: { at } };
const accept: MetadataEditCommand = { type: 'AcceptEdit', data: { choice: { except: [] }, by, at } };
const reject: MetadataEditCommand = { type: 'RejectEdit', data: { by, at } };
const undo: MetadataEditCommand = { type: 'UndoEdit', data: { by, at } };
const report = (from: number, ...outcomes: readonly EditOutcome['outcome'][]): MetadataEditCommand => ({
  type: 'ReportOutcomes',
  data: { from, outcomes: outcomes.map((outcome, n) => ({ n: from + n, outcome, cause: null, detail: null, shown: null })), at },
});
const accepted = [request, propose(0, 'a', 'b'), propose(2, 'c'), finish, accept];

describe('an edit of the library', () => {
  it('gives its changes places one after the other, and takes a batch that was looked at twice once', () => {
    const { last } = after(request, propose(0, 'a', 'b'), propose(2, 'c'));
    expect(last).toMatchObject([{ type: 'EditItemsProposed', data: { items: [{ n: 2, serverKey: 'c' }], looked: 4 } }]);
    expect(after(request, propose(0, 'a'), propose(0, 'a')).types).toEqual([]);
  });

  it('writes nothing before a person accepted it', () => {
    expect(after(request, propose(0, 'a'), report(0, 'written')).types).toEqual([]);
    expect(after(request, propose(0, 'a'), finish, report(0, 'written')).types).toEqual([]);
    expect(after(request, propose(0, 'a'), accept).types).toEqual([]);
  });

  it('that found nothing has ended, and neither applies nor undoes', () => {
    expect(after(request, finish).types).toEqual(['EditProposed']);
    expect(after(request, finish, accept).types).toEqual([]);
    expect(after(request, finish, undo).types).toEqual([]);
  });

  it('is applied when the last of its changes is reported, each once', () => {
    expect(after(...accepted, report(0, 'written', 'skipped')).types).toEqual(['EditItemsApplied']);
    expect(after(...accepted, report(0, 'written', 'skipped'), report(0, 'written', 'skipped')).types).toEqual([]);
    expect(after(...accepted, report(0, 'written', 'skipped'), report(2, 'written')).last).toMatchObject([
      { type: 'EditItemsApplied' },
      { type: 'EditApplied', data: { written: 2 } },
    ]);
  });

  it('is rejected while it looks or waits; while it writes it stops, and what was written can be undone', () => {
    expect(after(request, reject).types).toEqual(['EditRejected']);
    expect(after(request, reject, propose(0, 'a')).types).toEqual([]);
    expect(after(request, propose(0, 'a'), finish, reject, accept).types).toEqual([]);
    const stopped = [...accepted, report(0, 'written'), reject];
    expect(after(...stopped).types).toEqual(['EditStopped']);
    expect(after(...stopped, reject).types).toEqual([]);
    // What was in hand is still told, or nothing was.
    expect(after(...stopped, report(1, 'written')).last).toMatchObject([
      { type: 'EditItemsApplied', data: { next: 2 } },
      { type: 'EditApplied', data: { written: 2 } },
    ]);
    expect(after(...stopped, report(1)).last).toMatchObject([{ type: 'EditApplied', data: { written: 1 } }]);
    expect(after(...stopped, report(1), undo).types).toEqual(['EditUndoRequested']);
  });

  it('is undone once, and only where something was written', () => {
    const applied = [...accepted, report(0, 'written', 'failed', 'written')];
    expect(after(...applied, undo, report(0, 'restored', 'skipped', 'restored')).last).toMatchObject([
      { type: 'EditItemsUndone' },
      { type: 'EditUndone', data: { restored: 2 } },
    ]);
    expect(after(...applied, undo, report(0, 'restored', 'skipped', 'restored'), undo).types).toEqual([]);
    expect(after(...accepted, report(0, 'skipped', 'failed', 'skipped'), undo).types).toEqual([]);
  });
});

describe('a choice', () => {
  it('is those that are named, or all but those', () => {
    expect([0, 1, 2].filter((n) => isChosen({ only: [1] }, n))).toEqual([1]);
    expect([0, 1, 2].filter((n) => isChosen({ except: [1] }, n))).toEqual([0, 2]);
  });
});
