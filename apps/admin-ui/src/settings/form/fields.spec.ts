import { describe, expect, it } from '@jest/globals';
import { applied, candidateOf, defaultInWords, entered, formFields, shown } from './fields.js';
import type { FormField } from './fields.js';
import { address, onOff, property, secret, section, text, transfers, whole } from './form.stories.js';
import { entryUnit, fromEntry } from './units.js';

const fields = formFields(transfers);
const named = (name: string, of: readonly FormField[] = fields) => of.find((one) => one.name === name) as FormField;
const stall = named('stallMs');

describe('a form made of a section', () => {
  it('has a field for each setting, of the kind that its schema says', () => {
    const kinds = formFields(
      section('acquire-svc.all', 'All', [
        property('a', text),
        property('b', address),
        property('c', secret, { isSecret: true }),
        property('d', whole(1, 9)),
        property('e', onOff),
        property('f', { ...text, enum: ['copy', 'move'] }),
      ]),
    ).map(({ name, kind }) => `${name} ${kind}`);
    expect(kinds).toEqual(['a text', 'b address', 'c secret', 'd number', 'e switch', 'f choice']);
  });

  it.each([
    [60_000, 90_000, 'minutes', 1],
    [86_400_000, 86_400_000 * 7, 'days', 1],
    [6_000, null, 'seconds', 1_000],
    [250, 1_000, 'milliseconds', 1],
    [null, null, 'seconds', 1],
    [0, 0, 'seconds', 1],
    [60_000, 61_234, 'seconds', 1],
  ])('lets a time of %p ms, by default %p, be entered in %s', (value, fallback, word, _sizeMs) => {
    expect(entryUnit({ unit: 'ms', value, default: fallback })?.word).toBe(word);
  });

  it('takes numbers as people write them', () => {
    const unit = { word: 'seconds', size: 1_000 };
    expect(['1.5', '1,5', ' 12 ', '-1', '.5', 'six', '', '1e3', '0x10'].map((entry) => fromEntry(entry, unit))).toEqual([
      1_500,
      1_500,
      12_000,
      -1_000,
      500,
      null,
      null,
      null,
      null,
    ]);
  });

  it('shows what is in force in people’s units, and the default', () => {
    expect([shown(stall, {}), stall.unit?.word, defaultInWords(stall)]).toEqual(['1.5', 'minutes', '1 minute']);
    expect(defaultInWords(named('removeLeftovers'))).toBe('on');
    expect(shown(named('removeLeftovers'), {})).toBe(true);
  });
});

describe('a draft', () => {
  it('holds what differs, and nothing that is as it was', () => {
    const changed = entered(stall, {}, '2');
    expect(changed).toEqual({ stallMs: '2' });
    expect(entered(stall, changed, '1.5')).toEqual({});
    expect(entered(named('parallel'), {}, null)).toEqual({});
  });

  it('is sent in the setting’s own unit; null takes it back to its default', () => {
    const draft = { stallMs: '2.5', parallel: '', removeLeftovers: false };
    expect(candidateOf(fields, draft)).toEqual({
      values: { stallMs: 150_000, parallel: null, removeLeftovers: false },
      secrets: {},
      problems: {},
    });
    expect(candidateOf(fields, { stallMs: null }).values).toEqual({ stallMs: null });
    expect(shown(stall, { stallMs: null })).toBe('1');
  });

  it('says at the field what can not be, in the unit it is entered in', () => {
    expect(candidateOf(fields, { stallMs: '90', parallel: '1.5' }).problems).toEqual({
      stallMs: 'must be at most 60 minutes',
      parallel: 'must be a whole number',
    });
    expect(candidateOf(fields, { parallel: 'a few' }).problems).toEqual({ parallel: 'must be a number' });
    expect(candidateOf(fields, { parallel: '0' }).problems).toEqual({ parallel: 'must be at least 1' });
  });

  it('never sends what the environment sets, nor an empty secret', () => {
    const slskd = formFields(
      section('acquire-svc.slskd', 'slskd', [property('url', address, { isLocked: true }), property('apiKey', secret, { isSecret: true })]),
    );
    expect(candidateOf(slskd, { url: 'http://x', apiKey: '  ' })).toEqual({ values: {}, secrets: {}, problems: {} });
    expect(candidateOf(slskd, { apiKey: ' abc \n' }).secrets).toEqual({ apiKey: 'abc' });
  });

  it('takes the values of a fix, in people’s units', () => {
    expect(applied(fields, {}, { stallMs: 120_000, peerQueueMs: 1, unknown: 'x' })).toEqual({ stallMs: '2' });
  });
});
