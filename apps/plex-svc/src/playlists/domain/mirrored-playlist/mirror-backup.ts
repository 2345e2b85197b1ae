import type { BackedUpEntry, Instant, MirrorBackupEvent } from '@soulsync/contracts';

type Backup = Omit<Extract<MirrorBackupEvent, { type: 'MirrorBackedUp' }>['data'], 'part' | 'parts' | 'entries'>;

export type MirrorBackupCommand =
  | { type: 'KeepPart'; data: Extract<MirrorBackupEvent, { type: 'MirrorBackedUp' }>['data'] }
  | { type: 'RetireBackup'; data: { backupId: string; at: Instant } };

export type MirrorBackup =
  | { readonly status: 'none' }
  | {
      readonly status: 'partial' | 'whole' | 'retired';
      readonly backup: Backup;
      readonly entries: readonly BackedUpEntry[];
      readonly parts: number;
      readonly partsKept: number;
    };

const initialState: MirrorBackup = { status: 'none' };

function decide(command: MirrorBackupCommand, state: MirrorBackup): readonly MirrorBackupEvent[] {
  switch (command.type) {
    case 'KeepPart': {
      const kept = state.status === 'none' ? 0 : state.partsKept;
      return command.data.part === kept + 1 ? [{ type: 'MirrorBackedUp', data: command.data }] : []; // told before
    }
    case 'RetireBackup':
      return state.status === 'whole' ? [{ type: 'MirrorBackupRetired', data: command.data }] : [];
  }
}

function evolve(state: MirrorBackup, event: MirrorBackupEvent): MirrorBackup {
  switch (event.type) {
    case 'MirrorBackedUp': {
      const { part, parts, entries, ...backup } = event.data;
      const before = state.status === 'none' ? [] : state.entries;
      return { status: part === parts ? 'whole' : 'partial', backup, entries: [...before, ...entries], parts, partsKept: part };
    }
    case 'MirrorBackupRetired':
      return state.status === 'none' ? state : { ...state, status: 'retired' };
  }
}

export const mirrorBackup = { aggregateType: 'mirror-backup', initialState, decide, evolve };
