import type {
  EditChoice,
  EditedKinds,
  EditField,
  EditOutcome,
  EditScope,
  Instant,
  LeftOut,
  MetadataEditEvent,
  ProposedEdit,
} from '@soulsync/contracts';

export type MetadataEditCommand =
  | {
      type: 'RequestEdit';
      data: {
        editId: string;
        serverId: string;
        kind: EditedKinds;
        fields: readonly EditField[];
        scope: EditScope;
        ids: readonly string[];
        by: string;
        at: Instant;
      };
    }
  /** `looked`: so many had been looked at before. The places of the items follow those that are there. */
  | {
      type: 'ProposeItems';
      data: { looked: number; more: number; items: readonly ProposedEdit[]; cursor: string; leftOut: LeftOut; at: Instant };
    }
  | { type: 'FinishProposal'; data: { at: Instant } }
  /** Ends what waits or looks; what is being written ends with the next report. */
  | { type: 'RejectEdit'; data: { by: string; at: Instant } }
  | { type: 'AcceptEdit'; data: { choice: EditChoice; by: string; at: Instant } }
  /** `from`: the first place these outcomes are of; together they are without gaps. */
  | { type: 'ReportOutcomes'; data: { from: number; outcomes: readonly EditOutcome[]; at: Instant } }
  | { type: 'UndoEdit'; data: { by: string; at: Instant } };

interface Known {
  readonly editId: string;
  readonly items: number;
}

export type MetadataEdit =
  | { readonly status: 'none' }
  | (Known & { readonly status: 'looking'; readonly looked: number; readonly cursor: string | null })
  | (Known & { readonly status: 'proposed' })
  /** `next`: the first place that was not yet worked on. */
  | (Known & {
      readonly status: 'applying';
      readonly choice: EditChoice;
      readonly next: number;
      readonly written: number;
      readonly stopping: boolean;
    })
  | (Known & { readonly status: 'applied'; readonly written: number })
  | (Known & { readonly status: 'undoing'; readonly next: number; readonly restored: number })
  | (Known & { readonly status: 'ended' });

const initialState: MetadataEdit = { status: 'none' };

function decide(command: MetadataEditCommand, state: MetadataEdit): readonly MetadataEditEvent[] {
  if (command.type === 'RequestEdit') {
    const { at, ...data } = command.data;
    return state.status === 'none' ? [{ type: 'EditRequested', data: { ...data, requestedAt: at } }] : [];
  }
  if (state.status === 'none') return [];
  const { editId } = state;
  switch (command.type) {
    case 'ProposeItems': {
      const { looked, more, items, cursor, leftOut, at } = command.data;
      if (state.status !== 'looking' || state.looked !== looked) return []; // looked at twice after a restart
      const placed = items.map((item, at) => ({ ...item, n: state.items + at }));
      return [{ type: 'EditItemsProposed', data: { editId, items: placed, cursor, looked: looked + more, leftOut, at } }];
    }
    case 'FinishProposal':
      return state.status === 'looking'
        ? [{ type: 'EditProposed', data: { editId, items: state.items, looked: state.looked, proposedAt: command.data.at } }]
        : [];
    case 'RejectEdit': {
      const { by, at } = command.data;
      if (state.status === 'looking' || state.status === 'proposed')
        return [{ type: 'EditRejected', data: { editId, by, rejectedAt: at } }];
      return state.status === 'applying' && !state.stopping ? [{ type: 'EditStopped', data: { editId, by, stoppedAt: at } }] : [];
    }
    case 'AcceptEdit': {
      const { choice, by, at } = command.data;
      return state.status === 'proposed' ? [{ type: 'EditAccepted', data: { editId, choice, by, acceptedAt: at } }] : [];
    }
    case 'ReportOutcomes':
      return reported(command.data, state);
    case 'UndoEdit': {
      const { by, at } = command.data;
      return state.status === 'applied' && state.written > 0 ? [{ type: 'EditUndoRequested', data: { editId, by, requestedAt: at } }] : [];
    }
  }
}

function reported(
  { from, outcomes, at }: Extract<MetadataEditCommand, { type: 'ReportOutcomes' }>['data'],
  state: Exclude<MetadataEdit, { status: 'none' }>,
): readonly MetadataEditEvent[] {
  if ((state.status !== 'applying' && state.status !== 'undoing') || state.next !== from) return [];
  const { editId, items } = state;
  const next = from + outcomes.length;
  const data = { editId, outcomes, next, at };
  const count = (outcome: EditOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
  if (state.status === 'applying') {
    const applied: readonly MetadataEditEvent[] = outcomes.length > 0 ? [{ type: 'EditItemsApplied', data }] : [];
    const written = state.written + count('written');
    return next < items && !state.stopping ? applied : [...applied, { type: 'EditApplied', data: { editId, written, appliedAt: at } }];
  }
  const undone: readonly MetadataEditEvent[] = outcomes.length > 0 ? [{ type: 'EditItemsUndone', data }] : [];
  const restored = state.restored + count('restored');
  return next < items ? undone : [...undone, { type: 'EditUndone', data: { editId, restored, undoneAt: at } }];
}

function evolve(state: MetadataEdit, event: MetadataEditEvent): MetadataEdit {
  if (event.type === 'EditRequested') return { status: 'looking', editId: event.data.editId, items: 0, looked: 0, cursor: null };
  if (state.status === 'none') return state;
  const { editId, items } = state;
  switch (event.type) {
    case 'EditItemsProposed': {
      const { items: more, looked, cursor } = event.data;
      return state.status === 'looking' ? { ...state, items: items + more.length, looked, cursor } : state;
    }
    case 'EditProposed':
      return { status: items > 0 ? 'proposed' : 'ended', editId, items };
    case 'EditRejected':
      return { status: 'ended', editId, items };
    case 'EditAccepted':
      return { status: 'applying', editId, items, choice: event.data.choice, next: 0, written: 0, stopping: false };
    case 'EditItemsApplied': {
      const { outcomes, next } = event.data;
      if (state.status !== 'applying') return state;
      return { ...state, next, written: state.written + outcomes.filter(({ outcome }) => outcome === 'written').length };
    }
    case 'EditStopped':
      return state.status === 'applying' ? { ...state, stopping: true } : state;
    case 'EditApplied':
      return { status: 'applied', editId, items, written: event.data.written };
    case 'EditUndoRequested':
      return { status: 'undoing', editId, items, next: 0, restored: 0 };
    case 'EditItemsUndone': {
      const { outcomes, next } = event.data;
      if (state.status !== 'undoing') return state;
      return { ...state, next, restored: state.restored + outcomes.filter(({ outcome }) => outcome === 'restored').length };
    }
    case 'EditUndone':
      return { status: 'ended', editId, items };
  }
}

export const metadataEdit = { aggregateType: 'metadata-edit', initialState, decide, evolve };

export const isChosen = (choice: EditChoice, n: number): boolean =>
  'only' in choice ? choice.only.includes(n) : !choice.except.includes(n);
