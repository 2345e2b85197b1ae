import { describe, expect, it } from '@jest/globals';
import { announcementIn } from './gdm.js';

const reply = (change: Readonly<Record<string, string | null>> = {}, start = 'HTTP/1.0 200 OK', end = '\r\n') => {
  const headers = {
    'Content-Type': 'plex/media-server',
    Host: '0a1b2c3d4e5f60718293a4b5c6d7e8f9.plex.direct',
    Name: 'Attic NAS',
    Port: '32400',
    'Resource-Identifier': 'c0ffee00112233445566778899aabbccddeeff00',
    ...change,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
  return Buffer.from([start, ...lines, '', ''].join(end));
};
const heard = (datagram: Buffer) => announcementIn(datagram, '192.168.1.9');
const server = { address: '192.168.1.9', port: 32_400, serverId: 'c0ffee00112233445566778899aabbccddeeff00', name: 'Attic NAS' };

describe('a reply of a Plex server', () => {
  it('tells id, port and name; the address is the one it came from', () => {
    expect(heard(reply())).toEqual(server);
    expect(heard(reply({ Host: '198.51.100.7', 'Content-Type': 'Plex/Media-Server' }))).toEqual(server);
  });

  it('may be an announcement, and may end its lines the short way', () => {
    expect(heard(reply({}, 'HELLO * HTTP/1.0'))).toEqual(server);
    expect(heard(reply({}, 'HTTP/1.1 200 OK', '\n'))).toEqual(server);
  });

  it('keeps a colon in a name, and the first of two headers', () => {
    expect(heard(reply({ Name: 'NAS: attic' }))).toMatchObject({ name: 'NAS: attic' });
    expect(heard(Buffer.concat([reply().subarray(0, -2), Buffer.from('Port: 22\r\n\r\n')]))).toMatchObject({ port: 32_400 });
  });

  it('shows a hostile name as one plain line of bounded length', () => {
    expect(heard(reply({ Name: 'A\u202Egnp.exe\u0000\u0007\u200B B' }))).toMatchObject({ name: 'A gnp.exe B' });
    expect(heard(reply({ Name: '😀'.repeat(300) }))?.name).toBe('😀'.repeat(80));
    expect(heard(reply({ Name: '\u200B' }))).toMatchObject({ name: null });
    expect(heard(reply({ Name: '<img src=x onerror=alert(1)>' }))).toMatchObject({ name: '<img src=x onerror=alert(1)>' }); // text; whoever shows it escapes
  });
});

describe('a datagram that is no Plex server', () => {
  it.each([
    ['a player', reply({ 'Content-Type': 'plex/media-player' })],
    ['of no type', reply({ 'Content-Type': null })],
    ['our own call', Buffer.from('M-SEARCH * HTTP/1.1\r\n\r\n')],
    ['a refusal', reply({}, 'HTTP/1.0 500 Oops')],
    ['without an id', reply({ 'Resource-Identifier': null })],
    ['with an id of other signs', reply({ 'Resource-Identifier': '../../etc' })],
    ['with an endless id', reply({ 'Resource-Identifier': 'a'.repeat(129) })],
    ['without a port', reply({ Port: null })],
    ['with port 0', reply({ Port: '0' })],
    ['with a port beyond ports', reply({ Port: '65536' })],
    ['with a port that is more than one', reply({ Port: '80@192.0.2.1' })],
    ['too large', reply({ Padding: 'x'.repeat(2_048) })],
    ['empty', Buffer.alloc(0)],
    ['noise', Buffer.from(Array.from({ length: 1_500 }, (_, at) => (at * 89) % 256))],
    ['colons', Buffer.from('HTTP/1.0 200 OK\r\n:\r\n::::\r\n')],
  ])('is left aside: %s', (_what, datagram) => {
    expect(heard(datagram)).toBeNull();
  });
});
