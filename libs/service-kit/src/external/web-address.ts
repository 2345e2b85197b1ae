import { BlockList, isIP } from 'node:net';
import { ValidateBy } from 'class-validator';
import type { ValidationArguments } from 'class-validator';

/**
 * Where no configured address may lead: nothing of a household lives there, and cloud machines hand out their own credentials at some
 * of them. Private networks and this machine itself stay allowed: that is where slskd and Plex are.
 */
const forbidden: readonly { readonly kind: string; readonly ipv4: readonly string[]; readonly ipv6: readonly string[] }[] = [
  // 100.100.100.200, 168.63.129.16 and 192.0.0.192 are those of Alibaba, Azure and Oracle; fd00:ec2::254 and fd20:ce::254 of AWS and Google.
  {
    kind: 'the metadata service of a cloud machine',
    ipv4: ['169.254.169.254/32', '169.254.170.2/32', '100.100.100.200/32', '168.63.129.16/32', '192.0.0.192/32'],
    ipv6: ['fd00:ec2::/32', 'fd20:ce::254/128'],
  },
  { kind: 'a link-local address', ipv4: ['169.254.0.0/16'], ipv6: ['fe80::/10'] },
  { kind: 'the unspecified address', ipv4: ['0.0.0.0/8'], ipv6: ['::/128'] },
  { kind: 'a multicast or broadcast address', ipv4: ['224.0.0.0/4', '240.0.0.0/4'], ipv6: ['ff00::/8'] },
];

const metadataNames = new Set(['metadata.google.internal', 'metadata.goog', 'metadata', 'instance-data', 'instance-data.ec2.internal']);

const rules = forbidden.map(({ kind, ipv4, ipv6 }) => {
  const addresses = new BlockList();
  const add = (network: string, family: 'ipv4' | 'ipv6') => {
    const [first = '', prefix] = network.split('/');
    addresses.addSubnet(first, Number(prefix), family);
  };
  for (const network of ipv4) {
    add(network, 'ipv4'); // also as ::ffff:a.b.c.d, which BlockList compares with the rules for IPv4
    for (const [first, bits] of ipv6FormsOf(network)) add(`${first}/${bits}`, 'ipv6');
  }
  for (const network of ipv6) add(network, 'ipv6');
  return { kind, addresses };
});

/** The IPv6 addresses that translators (RFC 6052, RFC 3056) and old stacks (RFC 4291 2.5.5.1) read as this IPv4 network. */
function ipv6FormsOf(network: string): readonly (readonly [string, number])[] {
  const [first = '', prefix] = network.split('/');
  const [a = 0, b = 0, c = 0, d = 0] = first.split('.').map(Number);
  const [high, low] = [(a * 256 + b).toString(16), (c * 256 + d).toString(16)];
  const embedded = Number(prefix) + 96;
  return [
    [`64:ff9b::${high}:${low}`, embedded],
    [`2002:${high}:${low}::`, Number(prefix) + 16],
    ...(a === 0 ? [] : [[`::${high}:${low}`, embedded] as const]), // ::1 is this machine
  ];
}

/** What is wrong with going to this IP address, as words to follow "leads to"; null: nothing. */
export function forbiddenAddress(address: string): string | null {
  const [plain = ''] = address.split('%'); // without a zone
  const family = isIP(plain);
  if (family === 0) return null;
  return rules.find(({ addresses }) => addresses.check(plain, family === 4 ? 'ipv4' : 'ipv6'))?.kind ?? null;
}

/** The same for what stands as host in a URL: an address in brackets or not, or a name. What a name resolves to is judged when it is used. */
export function forbiddenHost(host: string): string | null {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '');
  if (metadataNames.has(name)) return 'the metadata service of a cloud machine';
  return forbiddenAddress(name);
}

/** Why nothing is asked at this address, as words to follow its name; they print no part of it. null: it may be asked. */
export function webAddressProblem(text: string): string | null {
  if (!/^https?:\/\/[^/]/i.test(text) || /[\s\\\p{Cc}]/u.test(text) || !URL.canParse(text))
    return 'must be an address like http://host:port';
  const url = new URL(text); // decimal, octal and hexadecimal forms of IPv4 come out as four numbers
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password; they have settings of their own';
  const kind = forbiddenHost(url.hostname);
  return kind === null ? null : `must not lead to ${kind}`;
}

/** Name of the check below among the validators of a class. */
export const IS_WEB_ADDRESS = 'isWebAddress';

/** A property of a configuration that holds the address of an external system. */
export const IsWebAddress = (): PropertyDecorator =>
  ValidateBy({
    name: IS_WEB_ADDRESS,
    validator: {
      validate: (value: unknown) => typeof value === 'string' && webAddressProblem(value) === null,
      defaultMessage: (asked?: ValidationArguments) => webAddressProblem(String(asked?.value)) ?? 'must be an address',
    },
  });

/** A property that holds hosts separated by commas, with `*.` for any name below. */
export const IsHostList = (): PropertyDecorator =>
  ValidateBy({
    name: 'isHostList',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && hostListProblem(value) === null,
      defaultMessage: (asked?: ValidationArguments) => hostListProblem(String(asked?.value)) ?? 'must be a list of hosts',
    },
  });

function hostListProblem(text: string): string | null {
  for (const host of text.split(',').map((one) => one.trim())) {
    const kind = URL.canParse(`http://${host.replace(/^\*\./, '')}`)
      ? forbiddenHost(new URL(`http://${host.replace(/^\*\./, '')}`).hostname)
      : null;
    if (kind !== null) return `must not name ${kind}`;
  }
  return null;
}
