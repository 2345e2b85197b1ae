/** Bytes of a text in a code page: Node writes none of them, but reads them all. */
export function encodedAs(text: string, name: string): Buffer {
  switch (name) {
    case 'utf-8':
    case 'utf8':
      return Buffer.from(text, 'utf8');
    case 'latin1':
      return Buffer.from(text, 'latin1');
    case 'utf-16':
    case 'utf16':
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
    case 'utf-16-le':
      return Buffer.from(text, 'utf16le');
    default:
      return Buffer.concat([...text].map((sign) => bytesOf(sign, name)));
  }
}

const tables = new Map<string, ReadonlyMap<string, Buffer>>();

function bytesOf(sign: string, name: string): Buffer {
  let table = tables.get(name);
  if (!table) tables.set(name, (table = tableOf(labels[name] ?? name)));
  const bytes = table.get(sign);
  if (!bytes) throw new Error(`${name} has no ${sign}`);
  return bytes;
}

const labels: Readonly<Record<string, string>> = { cp1251: 'windows-1251', cp1252: 'windows-1252', shift_jis: 'shift_jis', gbk: 'gbk' };

/** Every sign of one or two bytes. */
function tableOf(label: string): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder(label);
  const table = new Map<string, Buffer>();
  const learn = (...bytes: readonly number[]) => {
    const sign = decoder.decode(Uint8Array.from(bytes));
    if ([...sign].length === 1 && sign !== '\ufffd' && !table.has(sign)) table.set(sign, Buffer.from(bytes));
  };
  for (let byte = 0; byte < 256; byte += 1) learn(byte);
  for (let first = 0x81; first < 0xff; first += 1) for (let second = 0x40; second < 0xff; second += 1) learn(first, second);
  return table;
}
