// `node:zlib` in a browser: the client hands over what is packed with Brotli unpacked; archives of charts are unpacked here.
import { gunzipSync as unzip } from 'fflate';

export function brotliDecompressSync(text: string): string {
  return text;
}

/** @throws when it is no gzip, or larger than said */
export function gunzipSync(
  bytes: Uint8Array | string,
  { maxOutputLength }: { readonly maxOutputLength: number },
): Uint8Array | string {
  if (typeof bytes === 'string') return bytes; // handed over unpacked
  const unpacked = unzip(bytes);
  if (unpacked.length > maxOutputLength) throw new Error('larger than an archive may be');
  return Object.assign(unpacked, { toString: () => new TextDecoder().decode(unpacked) });
}
