import { brotliCompress, constants, gzip } from 'node:zlib';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';

const kinds = new Set(['.js', '.css', '.svg', '.json']);
/** What is smaller fits into one packet as it is. */
const FROM_BYTES = 1_400;
const [asBrotli, asGzip] = [promisify(brotliCompress), promisify(gzip)];

/** Leaves a compressed file beside each that gains by it, for the gateway to send: made once, instead of at each request. */
export const compressed = () => {
  let folder = '';
  return {
    name: 'soulsync-compressed',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(root, build.outDir);
    },
    async closeBundle() {
      const files = await readdir(folder, { recursive: true, withFileTypes: true });
      for (const file of files.filter((one) => one.isFile() && kinds.has(extname(one.name)))) {
        const path = join(file.parentPath, file.name);
        const bytes = await readFile(path);
        if (bytes.length < FROM_BYTES) continue;
        await writeFile(`${path}.gz`, await asGzip(bytes, { level: 9 }));
        await writeFile(`${path}.br`, await asBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
      }
    },
  };
};
