// The texts in a `.tgz` archive, which is how Helm keeps the charts below a chart: gzip around tar (POSIX ustar, with
// GNU's and pax's long names). Broken archives throw.
import { gunzipSync } from 'node:zlib';

const block = 512;
const mostBytes = 32 * 1024 * 1024;

export function textsOfArchive(bytes: Buffer): readonly (readonly [string, string])[] {
  const tar = gunzipSync(bytes, { maxOutputLength: mostBytes });
  const found: [string, string][] = [];
  let longName: string | undefined;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const header = tar.subarray(at, at + block);
    const size = Number.parseInt(word(header, 124, 12), 8) || 0;
    const content = tar.subarray(at + block, at + block + size);
    at += block + Math.ceil(size / block) * block;
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'L') longName = word(content, 0, size);
    else if (type === 'x') longName = /(?:^|\n)\d+ path=([^\n]+)\n/.exec(content.toString('utf8'))?.[1] ?? longName;
    else {
      const name = longName ?? nameOf(header);
      longName = undefined;
      const isFile = type === '0' || type === '\0';
      if (isFile && !name.split('/').includes('..') && !content.includes(0))
        found.push([name, content.toString('utf8')]);
    }
  }
  return found;
}

function nameOf(header: Buffer): string {
  const prefix = word(header, 257, 5) === 'ustar' ? word(header, 345, 155) : '';
  const name = word(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Up to the first zero. */
function word(bytes: Buffer, start: number, length: number): string {
  const part = bytes.subarray(start, start + length);
  const end = part.indexOf(0);
  return part.toString('utf8', 0, end < 0 ? part.length : end).trim();
}
