import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventReader } from './server-sent-events.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (...chunks: readonly Uint8Array[]) => chunks.flatMap(eventReader());

describe('a stream of events', () => {
  it('is read line by line: kinds, several lines of data, comments, names without a value', () => {
    const text = ': hello\nevent: timeline\ndata: {"a":\ndata: 1}\nid: 7\n\ndata\n\nevent: ping\n\ndata:x\n\n';
    expect(read(bytes(text))).toEqual([
      { type: 'timeline', data: '{"a":\n1}' },
      { type: 'message', data: '' },
      { type: 'message', data: 'x' },
    ]);
  });

  it('knows all three ends of a line, also when a chunk ends between CR and LF', () => {
    expect(read(bytes('data: a\r'), bytes('\ndata: b\r\n\r'), bytes('\ndata: c\r\rdata: d\n\n'))).toEqual([
      { type: 'message', data: 'a\nb' },
      { type: 'message', data: 'c' },
      { type: 'message', data: 'd' },
    ]);
  });

  it('leaves out a byte order mark', () => {
    expect(read(new Uint8Array([0xef, 0xbb, 0xbf]), bytes('data: a\n\n'))).toEqual([{ type: 'message', data: 'a' }]);
  });

  it('says the same wherever its chunks are cut, inside lines and inside letters', () => {
    const text = 'event: timeline\r\ndata: {"title":"夜の灯台 – Ása 🎧"}\r\n\r\n: ping\n\ndata: x\ndata: y\n\n';
    const whole = bytes(text);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: whole.length })), (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), whole.length];
        const chunks = at.slice(1).map((end, n) => whole.slice(at[n], end));
        expect(read(...chunks)).toEqual(read(whole));
      }),
    );
  });

  it('of one event that never ends is given up', () => {
    const reader = eventReader();
    const chunk = bytes('x'.repeat(300_000));
    expect(() => {
      for (let n = 0; n < 10; n += 1) reader(chunk);
    }).toThrow('does not end');
  });
});
