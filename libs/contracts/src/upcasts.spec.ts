import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording, unknownRelease } from './recording.js';
import { upcasts } from './upcasts.js';

const up = (type: string, from: number, data: object): unknown =>
  upcasts.find((step) => step.type === type && step.from === from)?.up(data);

describe('an event of version 1, whose recording held its release among its own fields', () => {
  const flat = JSON.parse(
    `{"title":"Harbour Lights","artists":["The Quiet Pier","Ida"],"album":"Low Water","albumArtists":["The Quiet Pier"],"durationMs":86500,
      "isrc":"GBXYZ2600001","mbid":"2b1f","uri":"spotify:track:KPrL9Hl8trwh18iEcTjxZ7","trackNumber":2,"discNumber":1,"trackTotal":12,
      "discTotal":2,"releaseKind":"album","releaseDate":"2020-02-02","coverUrl":"https://covers/1.jpg"}`,
  ) as object;
  const described = {
    ...unknownRecording,
    title: 'Harbour Lights',
    artists: creditsOf(['The Quiet Pier', 'Ida']),
    durationMs: 86_500,
    isrc: 'GBXYZ2600001',
    mbid: '2b1f',
    sourceUris: ['spotify:track:KPrL9Hl8trwh18iEcTjxZ7'],
    release: {
      ...unknownRelease,
      title: 'Low Water',
      kind: 'album',
      artists: creditsOf(['The Quiet Pier']),
      date: '2020-02-02',
      trackTotal: 12,
      discTotal: 2,
      trackNumber: 2,
      discNumber: 1,
      cover: { url: 'https://covers/1.jpg', widthPx: null },
    },
  };

  it.each(['RecordingWanted', 'AcquisitionRequested', 'TransferFinished', 'FileArrived', 'FilingStarted'])(
    'is read with the release apart, and all else as it was: %s',
    (type) => {
      expect(up(type, 1, { id: 'a1', recording: flat, at: 'then' })).toEqual({ id: 'a1', recording: described, at: 'then' });
    },
  );

  it('is read so entry for entry: EntriesAdded', () => {
    const entry = { entryId: 'spotify:track:KPrL9Hl8trwh18iEcTjxZ7#1', position: 0, kind: 'track', wantedRecordingId: 'r1', addedAt: null };
    expect(up('EntriesAdded', 1, { playlistId: 'p', entries: [{ ...entry, recording: flat }] })).toEqual({
      playlistId: 'p',
      entries: [{ ...entry, recording: described }],
    });
  });

  it('is read so in what a process asked for, whatever else that asks for', () => {
    const issued = (data: object) => ({ inputId: 'i', commandId: 'c', command: { type: 'Request', data } });
    expect(up('CommandIssued', 1, issued({ acquisitionId: 'a', recording: flat }))).toEqual(
      issued({ acquisitionId: 'a', origin: null, recording: described }),
    );
    expect(up('CommandIssued', 1, issued({ libraryTrackId: 't' }))).toEqual(issued({ libraryTrackId: 't' }));
  });

  it('has no release where nothing is known of one, and what is known of one also without its title', () => {
    const bare = JSON.parse(
      `{"title":"Home","artists":[],"album":null,"albumArtists":[],"durationMs":null,"isrc":null,"uri":null,"trackNumber":null,
        "discNumber":null,"trackTotal":null,"releaseDate":null,"coverUrl":null}`,
    ) as object;
    expect(up('RecordingWanted', 1, { recording: bare })).toEqual({ recording: { ...unknownRecording, title: 'Home' } });
    expect(up('RecordingWanted', 1, { recording: { ...bare, trackNumber: 3 } })).toEqual({
      recording: { ...unknownRecording, title: 'Home', release: { ...unknownRelease, trackNumber: 3 } },
    });
  });
});
