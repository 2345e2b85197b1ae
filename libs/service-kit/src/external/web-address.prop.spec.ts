import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { forbiddenAddress, forbiddenHost, webAddressProblem } from './web-address.js';

const byte = fc.integer({ min: 0, max: 255 });
const linkLocal = fc.tuple(byte, byte).map(([c, d]) => [169, 254, c, d] as const);
const atHome = fc.oneof(
  fc.tuple(byte, byte, byte).map(([b, c, d]) => [10, b, c, d] as const),
  fc.tuple(byte, byte).map(([c, d]) => [192, 168, c, d] as const),
  fc.tuple(byte, byte, byte).map(([b, c, d]) => [127, b, c, d] as const),
);
type Bytes = readonly [number, number, number, number];
const whole = ([a, b, c, d]: Bytes) => ((a * 256 + b) * 256 + c) * 256 + d;
const hex = (value: number) => value.toString(16);

/** Each way in which a URL may write one IPv4 address. */
const spellings = (bytes: Bytes): readonly string[] => {
  const [a, b, c, d] = bytes;
  const [high, low] = [hex(a * 256 + b), hex(c * 256 + d)];
  return [
    `${a}.${b}.${c}.${d}`,
    `${a}.${b}.${c}.${d}.`,
    String(whole(bytes)),
    `0x${hex(whole(bytes))}`,
    `0x${hex(a)}.0x${hex(b)}.0x${hex(c)}.0x${hex(d)}`,
    `0${a.toString(8)}.0${b.toString(8)}.0${c.toString(8)}.0${d.toString(8)}`,
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    `[::ffff:${a}.${b}.${c}.${d}]`,
    `[::ffff:${high}:${low}]`,
    `[0:0:0:0:0:ffff:${high}:${low}]`,
    `[64:ff9b::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
  ];
};

describe('the address of an external system', () => {
  it('may be at home or on this machine, in whichever way it is written', () => {
    fc.assert(
      fc.property(atHome, fc.integer({ min: 1, max: 65_535 }), (bytes, port) => {
        for (const host of spellings(bytes)) expect(webAddressProblem(`http://${host}:${port}/base`)).toBeNull();
      }),
    );
  });

  it('is never link-local, in whichever way it is written', () => {
    fc.assert(
      fc.property(linkLocal, fc.constantFrom('http', 'https', 'HTTP'), (bytes, scheme) => {
        for (const host of spellings(bytes)) expect(webAddressProblem(`${scheme}://${host}:80/latest/meta-data`)).not.toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0xfe80, max: 0xfebf }), fc.integer({ min: 0, max: 0xffff }), (first, last) => {
        expect(forbiddenAddress(`${hex(first)}::${hex(last)}`)).toBe('a link-local address');
        expect(forbiddenAddress(`${hex(first)}::${hex(last)}%eth0`)).toBe('a link-local address');
        expect(webAddressProblem(`http://[${hex(first)}::${hex(last)}]`)).not.toBeNull();
      }),
    );
  });

  it.each([
    ['http://169.254.169.254/', 'metadata service'],
    ['http://metadata.google.internal/', 'metadata service'],
    ['http://METADATA.google.internal./', 'metadata service'],
    ['http://[fd00:ec2::254]/', 'metadata service'],
    ['http://100.100.100.200/', 'metadata service'],
    ['http://0.0.0.0:5030', 'unspecified'],
    ['http://0/', 'unspecified'],
    ['http://[::]:5030', 'unspecified'],
    ['http://224.0.0.251', 'multicast'],
    ['http://255.255.255.255', 'multicast or broadcast'],
    ['http://[ff02::1]', 'multicast'],
    ['http://user:word@nas.lan', 'user name or password'],
    ['ftp://nas.lan', 'http://host:port'],
    ['file:///etc/passwd', 'http://host:port'],
    ['javascript:alert(1)', 'http://host:port'],
    ['http:nas.lan', 'http://host:port'],
    ['http:///nas.lan', 'http://host:port'],
    ['http://nas.lan\n', 'http://host:port'],
    ['', 'http://host:port'],
  ])('%j is refused in words that print no part of it', (text, words) => {
    const problem = webAddressProblem(text) ?? '';
    expect(problem).toContain(words);
    if (text.length > 20) expect(problem).not.toContain(text);
  });

  it.each([
    'http://127.0.0.1:5030',
    'http://[::1]:32400',
    'http://localhost',
    'http://slskd_1:5030/base',
    'https://nas.lan',
    'http://[fd12:3456::1]:8096',
  ])('%s is taken', (text) => expect(webAddressProblem(text)).toBeNull());

  it('that is a name is judged once it is resolved', () => {
    expect(forbiddenHost('nas.lan')).toBeNull();
    expect(forbiddenAddress('nas.lan')).toBeNull();
  });
});
