import { describe, expect, it } from '@jest/globals';
import { upcasts } from './upcasts.js';

/** What an event of this version is read as today. */
function read(type: string, data: object, schemaVersion = 1): object {
  const step = upcasts.find((one) => one.type === type && one.from === schemaVersion);
  return step ? read(type, step.up(data), schemaVersion + 1) : data;
}

const quality = { format: 'flac', lossless: true, bitrateKbps: 900, sampleRateHz: 44_100, bitDepth: 16, durationMs: 79_500 };
const offer = {
  username: 'vinyl_fan',
  filename: '@@abcde\\Music\\Maps\\07 - Northern Line.flac',
  sizeBytes: 2_547_232,
  quality,
  identity: 1,
  score: 0.98,
};
const newQuality = {
  container: 'flac',
  codec: 'flac',
  lossless: true,
  bitrateKbps: 900,
  variableBitrate: null,
  sampleRateHz: 44_100,
  bitDepth: 16,
  channels: null,
  durationMs: 79_500,
};
const newOffer = {
  source: 'soulseek',
  ref: 'vinyl_fan\n@@abcde\\Music\\Maps\\07 - Northern Line.flac',
  label: 'vinyl_fan: @@abcde\\Music\\Maps\\07 - Northern Line.flac',
  sizeBytes: 2_547_232,
  durationMs: 79_500,
  quality: newQuality,
  identity: 1,
  score: 0.98,
};

describe('an offer of when all were of Soulseek', () => {
  it('names its source, in every event that holds one', () => {
    const ranked = { acquisitionId: 'a', searchId: 's', accepted: [offer], rejections: { 'other-title': 2 }, rankedAt: 'then' };
    expect(read('OffersRanked', ranked)).toMatchObject({ ...ranked, accepted: [newOffer] });
    for (const type of ['TransferChosen', 'FileArrived'])
      expect(read(type, { acquisitionId: 'a', transferId: 't', offer, recording: { artists: [] } })).toMatchObject({
        transferId: 't',
        offer: newOffer,
      });
    expect(read('TransferFinished', { offer, recording: { artists: [] } })).toMatchObject({ offer: newOffer, filename: offer.filename });
  });
});

describe('a filing of when all were of transfers', () => {
  const transfer = {
    transferId: 't',
    username: 'vinyl_fan',
    filename: 'Music\\Maps\\07 - Northern Line.flac',
    sizeBytes: 5,
    localFilename: '/slskd/downloads/soulsync/t/07 - Northern Line.flac',
    destination: null,
  };
  const label = 'vinyl_fan: Music\\Maps\\07 - Northern Line.flac';
  const source = { kind: 'download', acquisitionId: 'a', transferId: 't' };
  const start = { filingId: 'f', acquisitionId: 'a', recording: { artists: [] }, startedAt: 'then' };

  it('has that transfer as its source, is for the recording with the id of the acquisition, and finds its file as it did', () => {
    expect(read('FilingStarted', { ...start, transfer: { ...transfer, path: 'soulsync/t/07 - Northern Line.flac' } })).toMatchObject({
      source,
      recordingId: 'a',
      file: { root: 'downloads', path: 'soulsync/t/07 - Northern Line.flac', sizeBytes: 5, label, localFilename: transfer.localFilename },
    });
    expect(read('FilingStarted', { ...start, transfer: { ...transfer, localFilename: null, destination: 'soulsync/t' } })).toMatchObject({
      file: { path: null, localFilename: null, former: { filename: transfer.filename, destination: 'soulsync/t' } },
    });
  });

  it('names its source and its recording where it ended', () => {
    for (const type of ['FileRefused', 'FilingFailed'])
      expect(read(type, { filingId: 'f', acquisitionId: 'a', transferId: 't' })).toEqual({ filingId: 'f', source, recordingId: 'a' });
    expect(read('FilePublished', { filingId: 'f', acquisitionId: 'a', path: 'A/B.flac', quality })).toMatchObject({
      acquisitionId: 'a',
      recordingId: 'a',
      root: 'music',
      path: 'A/B.flac',
    });
  });

  it('has its paths below named roots, but for where the download was found', () => {
    expect(read('FileQuarantined', { filingId: 'f', path: 'f/x.flac' })).toEqual({ filingId: 'f', root: 'quarantine', path: 'f/x.flac' });
    expect(read('FileTagged', { filingId: 'f', path: 'A/B.flac' })).toEqual({ filingId: 'f', root: 'music', path: 'A/B.flac' });
    expect(read('FileVerified', { filingId: 'f', sourcePath: '/srv/downloads/x.flac', quality })).toMatchObject({
      place: { root: null, path: '/srv/downloads/x.flac' },
    });
  });
});

describe('the quality of a file of before codecs', () => {
  const verified = (format: string, lossless: boolean) =>
    read('FileVerified', { filingId: 'f', quality: { ...quality, format, lossless } }) as { quality: { container: string; codec: string } };

  it('says what the container holds where that is certain, and else that it is not known', () => {
    expect(read('FilePublished', { filingId: 'f', quality })).toMatchObject({ filingId: 'f', quality: newQuality });
    expect(verified('m4a', true).quality).toMatchObject({ container: 'm4a', codec: 'alac' });
    expect(verified('m4a', false).quality).toMatchObject({ container: 'm4a', codec: null });
    expect(verified('ogg', false).quality.codec).toBeNull();
  });
});

describe('an acquisition of when it had the id of its recording', () => {
  it('keeps that id, and is for that recording, which was missing', () => {
    const requested = JSON.parse(
      '{"acquisitionId":"r1","recording":{"title":"Home","artists":["The Larks"],"album":null,"durationMs":null,"isrc":null,"uri":null},"requestedAt":"then"}',
    ) as object;
    expect(read('AcquisitionRequested', requested)).toMatchObject({
      acquisitionId: 'r1',
      subject: { kind: 'recording', recordingId: 'r1' },
      reason: 'missing',
      profileId: null,
      priority: 0,
      origin: null,
      recording: { title: 'Home' },
      requestedAt: 'then',
    });
  });

  it('says so in all that became of it', () => {
    const subject = { kind: 'recording', recordingId: 'r1' };
    const flat = { title: 'Home', artists: [], album: null, durationMs: null, isrc: null, uri: null };
    const holdsOffer = ['TransferChosen', 'FileArrived', 'TransferFinished'];
    for (const type of holdsOffer) expect(read(type, { acquisitionId: 'r1', offer, recording: flat })).toMatchObject({ subject });
    expect(read('OffersRanked', { acquisitionId: 'r1', accepted: [] })).toMatchObject({ subject });
    const bare = [
      ...['SearchPerformed', 'TransferQueued', 'TransferFailed', 'OfferRefused', 'AcquisitionWished', 'WishRetried', 'WishIgnored'],
      ...['AcquisitionAbandoned', 'AcquisitionCancelled', 'AcquisitionFulfilled', 'TransferCancelled', 'SearchCancelled'],
    ];
    for (const type of bare) expect(read(type, { acquisitionId: 'r1', at: 'then' })).toEqual({ acquisitionId: 'r1', subject, at: 'then' });
  });
});
