import { describe, expect, it } from '@jest/globals';
import type { RecordingDescription } from '@soulsync/contracts';
import { refusals } from './check-file.js';
import type { FileProperties } from './check-file.js';

const tolerance = { shorterByMs: 3_000, longerByMs: 10_000 };
const wanted = (title: string, artist: string) =>
  ({ title, artists: [{ name: artist, ids: [] }], durationMs: 200_000, release: null }) as unknown as RecordingDescription; // nothing else of it is read here
const tagged = (title: string | null): FileProperties => ({
  expectedBytes: 5,
  sizeBytes: 5,
  damage: null,
  audio: {
    container: 'mp3',
    codec: 'mp3',
    lossless: false,
    variableBitrate: null,
    channels: 2,
    bitrateKbps: 192,
    sampleRateHz: 44_100,
    bitDepth: null,
    durationMs: 200_000,
    title,
    artist: null,
  },
});
const codes = (title: string | null, recording: RecordingDescription) =>
  refusals(tagged(title), recording, tolerance).map(({ code }) => code);

describe('a file that arrived', () => {
  it('whose tags name another song or version is refused', () => {
    expect(codes('Home', wanted('Home', 'Ida Voss'))).toEqual([]);
    expect(codes(null, wanted('Home', 'Ida Voss'))).toEqual([]);
    expect(codes('Signal Fires', wanted('Home', 'Ida Voss'))).toEqual(['wrong-recording']);
    expect(codes('Home (Live)', wanted('Home', 'Ida Voss'))).toEqual(['wrong-recording']);
  });

  it('is judged by what its tags mean, in whatever character set they are', () => {
    const cuckoo = wanted('\u041a\u0443\u043a\u0443\u0448\u043a\u0430', '\u041a\u0438\u043d\u043e');
    expect(codes('\xca\xf3\xea\xf3\xf8\xea\xe0', cuckoo)).toEqual([]); // windows-1251
    expect(codes('\xca\xf3\xea\xf3\xf8\xea\xe0 (Live)', cuckoo)).toEqual(['wrong-recording']);
    expect(codes(Buffer.from('\u041a\u0443\u043a\u0443\u0448\u043a\u0430').toString('latin1'), cuckoo)).toEqual([]);
    expect(codes('\x90[\x82\xa2\x90X', wanted('\u6df1\u3044\u68ee', 'Do As Infinity'))).toEqual([]); // Shift-JIS
    // What it says in no character set is another song.
    expect(codes('\xc3\xf0\xf3\xef\xef\xe0 \xea\xf0\xee\xe2\xe8', cuckoo)).toEqual(['wrong-recording']);
  });
});
