import type { Instant, RecordingDescription, WantedOrigin, WantedRecordingEvent, WantedRecordingId } from '@soulsync/contracts';

export type WantedRecordingCommand =
  | {
      type: 'WantRecording';
      data: {
        wantedRecordingId: WantedRecordingId;
        recording: RecordingDescription;
        origin: WantedOrigin;
        released: boolean;
        at: Instant;
      };
    }
  | { type: 'ReleaseRecording'; data: { at: Instant } }
  | { type: 'DropRecording'; data: { at: Instant } };

export type WantedRecording =
  | { readonly status: 'none' }
  | { readonly status: 'wanted'; readonly wantedRecordingId: WantedRecordingId; readonly released: boolean }
  | { readonly status: 'dropped' };

const initialState: WantedRecording = { status: 'none' };

function decide(command: WantedRecordingCommand, state: WantedRecording): readonly WantedRecordingEvent[] {
  switch (command.type) {
    case 'WantRecording': {
      const { at, ...wanted } = command.data;
      if (state.status !== 'wanted') return [{ type: 'RecordingWanted', data: { ...wanted, wantedAt: at } }];
      return wanted.released ? released(state, at) : [];
    }
    case 'ReleaseRecording':
      return released(state, command.data.at);
    case 'DropRecording':
      return state.status === 'wanted'
        ? [{ type: 'RecordingNoLongerWanted', data: { wantedRecordingId: state.wantedRecordingId, at: command.data.at } }]
        : [];
  }
}

function released(state: WantedRecording, at: Instant): readonly WantedRecordingEvent[] {
  if (state.status !== 'wanted' || state.released) return [];
  return [{ type: 'RecordingReleased', data: { wantedRecordingId: state.wantedRecordingId, releasedAt: at } }];
}

function evolve(state: WantedRecording, event: WantedRecordingEvent): WantedRecording {
  switch (event.type) {
    case 'RecordingWanted':
      return { status: 'wanted', wantedRecordingId: event.data.wantedRecordingId, released: event.data.released };
    case 'RecordingReleased':
      return state.status === 'wanted' ? { ...state, released: true } : state;
    case 'RecordingNoLongerWanted':
      return { status: 'dropped' };
  }
}

export const wantedRecording = { aggregateType: 'wanted-recording', initialState, decide, evolve };
