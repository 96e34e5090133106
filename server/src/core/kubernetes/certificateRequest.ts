// A certificate request (PKCS#10) as far as its frame: the nested elements of DER, in Go's words where they are broken.
// Mirrors encoding/asn1 and crypto/x509.ParseCertificateRequest of Go 1.26. Names and keys inside are not read, and the
// signature is not verified: that takes cryptography.

interface Element {
  readonly from: number;
  readonly end: number;
}

interface Header {
  readonly class: number;
  readonly tag: number;
  readonly length: number;
  readonly isCompound: boolean;
  /** Where the content begins. */
  readonly from: number;
}

const SEQUENCE = 16;
const BIT_STRING = 3;

/** What Go says of bytes that are no request; undefined where the frame is whole. */
export function certificateRequestError(bytes: readonly number[]): string | undefined {
  const outer = elementAt(bytes, 0, bytes.length, SEQUENCE, 'certificateRequest');
  if (typeof outer === 'string') return `asn1: ${outer}`;
  let at = outer.from;
  for (const { tag, type } of PARTS) {
    const part = elementAt(bytes, at, outer.end, tag, type);
    if (typeof part === 'string') return `asn1: ${part}`;
    at = part.end;
  }
  return outer.end < bytes.length ? 'asn1: syntax error: trailing data' : undefined;
}

const PARTS = [
  { tag: SEQUENCE, type: 'tbsCertificateRequest' },
  { tag: SEQUENCE, type: 'AlgorithmIdentifier' },
  { tag: BIT_STRING, type: 'BitString' },
];

function elementAt(bytes: readonly number[], at: number, end: number, tag: number, type: string): Element | string {
  if (at >= end) return 'syntax error: sequence truncated';
  const header = headerAt(bytes, at, end);
  if (typeof header === 'string') return header;
  if (header.class !== 0 || header.tag !== tag || header.isCompound !== (tag === SEQUENCE)) {
    return mismatch(header, tag, type, header.from - (type === 'certificateRequest' ? 0 : at));
  }
  if (header.from + header.length > end) return 'syntax error: data truncated';
  return { from: header.from, end: header.from + header.length };
}

function mismatch(header: Header, tag: number, type: string, at: number): string {
  const { class: kind, tag: found, length, isCompound } = header;
  const shown = `{class:${kind} tag:${found} length:${length} isCompound:${isCompound}}`;
  const parameters =
    '{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false}';
  return `structure error: tags don't match (${tag} vs ${shown}) ${parameters} ${type} @${at}`;
}

/** `parseTagAndLength`; tags of more than one byte are not told apart. */
function headerAt(bytes: readonly number[], start: number, end: number): Header | string {
  const first = bytes[start] ?? 0;
  let at = start + 1;
  if (at >= end) return 'syntax error: truncated tag or length';
  const short = bytes[at++] ?? 0;
  const shape = { class: first >> 6, tag: first & 0x1f, isCompound: (first & 0x20) !== 0 };
  if (short < 0x80) return { ...shape, length: short, from: at };
  const count = short & 0x7f;
  if (count === 0) return 'syntax error: indefinite length found (not DER)';
  let length = 0;
  for (let i = 0; i < count; i++) {
    if (at >= end) return 'syntax error: truncated tag or length';
    if (length >= 1 << 23) return 'structure error: length too large';
    length = length * 256 + (bytes[at++] ?? 0);
    if (length === 0) return 'structure error: superfluous leading zeros in length';
  }
  return length < 0x80 ? 'structure error: non-minimal length' : { ...shape, length, from: at };
}
