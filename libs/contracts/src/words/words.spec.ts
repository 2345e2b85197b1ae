import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '../envelope.js';
import { timelineItem, timelineTypes } from '../timeline.js';
import { en } from './en/index.js';
import { reasonInWords, timelineInWords } from './index.js';

/** Answers something else for each name, and writes down which were asked for. */
function watched(asked: Set<string>): object {
  const value = (name: string): unknown =>
    ({
      artist: 'the artist',
      count: 3,
      confidence: 0.5,
      refreshEveryMinutes: 30,
      reasons: ['too-short'],
      settings: ['url'],
      rejections: { 'other-title': 2 },
      accepted: 4,
      by: 'person:ann',
      nextAttemptAt: '2026-11-30T12:00:00.000Z',
      origin: 'person',
      cause: 'by-person',
      remains: 'part',
      root: 'music',
    })[name] ?? `the ${name}`;
  return new Proxy({}, { get: (_target, name) => (asked.add(String(name)), value(String(name))), ownKeys: () => [] });
}

const sentences = Object.entries(en.timeline) as readonly (readonly [string, (params: object) => string])[];

describe('the words of a timeline', () => {
  it('are there for every published event', () => {
    expect(Object.keys(en.timeline).sort()).toEqual([...timelineTypes].sort());
  });

  it.each(sentences)('of %s are a sentence that shows its parameters', (_type, say) => {
    const asked = new Set<string>();
    const said = say(watched(asked));
    expect(said).toMatch(/^[\p{Lu}““\dta]/u);
    expect(said).not.toMatch(/undefined|NaN|\[object|\.$/);
    for (const name of ['name', 'title', 'path', 'peer', 'file', 'query', 'section', 'server', 'address'])
      if (asked.has(name)) expect(said).toContain(`the ${name}`);
    for (const [name, shown] of [
      ['count', '3'],
      ['confidence', '50 %'],
      ['by', 'ann'],
      ['accepted', '4'],
    ] as const)
      if (asked.has(name)) expect(said).toContain(shown);
  });

  it('are read by number', () => {
    const added = (count: number) => timelineInWords({ type: 'EntriesAdded', params: { count } });
    expect([added(1), added(2)]).toEqual(['1 track was added to the playlist', '2 tracks were added to the playlist']);
  });

  it('give the figures of a refused file, and do without where an older log has none', () => {
    const said = (reason: object) =>
      timelineInWords(timelineItem({ time: '', type: 'FileRefused', data: { reasons: [reason] } } as unknown as EventEnvelope)); // what is read of one
    expect(said({ code: 'too-short', params: { durationMs: 30_000, expectedMs: 200_000 } })).toBe(
      'The file failed its checks: it is too short (30.0 s instead of 200.0 s)',
    );
    expect(said({ code: 'too-short', detail: '30.0 s instead of 200.0 s' })).toBe('The file failed its checks: it is too short');
  });

  it('are made of its type for an event that this version does not know', () => {
    expect(timelineInWords({ type: 'PeerPraised', params: {} })).toBe('Peer praised');
    expect(timelineInWords({ type: 'toString', params: {} })).toBe('To string');
  });
});

describe('the words of reasons', () => {
  it.each(Object.entries(en.reasons))('of kind %s are there, without a full stop and without the code itself', (_kind, words) => {
    for (const [code, said] of Object.entries(words)) {
      expect(said).toMatch(/^\S.*[^\s.]$/);
      if (code.includes('-')) expect(said).not.toContain(code);
    }
  });

  it('do without dashes for a code that this version does not know', () => {
    expect(reasonInWords('entry', 'sent-by-pigeon')).toBe('sent by pigeon');
    expect(reasonInWords('entry', 'constructor')).toBe('constructor');
  });
});
