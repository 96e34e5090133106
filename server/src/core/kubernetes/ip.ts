// IP addresses and CIDR ranges as Kubernetes reads them: the lenient reading of k8s.io/utils/net (leading zeros allowed),
// whether Go's strict netip would take the text too, and the canonical text. Mirrors Go's net and netip (v1.36 era).

export interface IpAddress {
  /** 16 bytes; IPv4 stands in the last four, as `::ffff:a.b.c.d`. */
  readonly bytes: readonly number[];
  /** An IPv4 address, however it was written. */
  readonly is4: boolean;
  /** Written as IPv6 but holding an IPv4 address. */
  readonly mapped: boolean;
  /** Whether the strict reading takes it as well. */
  readonly strict: boolean;
}

export interface IpRange {
  readonly address: IpAddress;
  /** Prefix length as written, out of 32 or 128. */
  readonly bits: number;
  readonly strict: boolean;
  /** Bits beyond the prefix are set. */
  readonly hostBits: boolean;
}

const MAPPED_PREFIX: readonly number[] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255];

/** `netutils.ParseIPSloppy`. */
export function parseIp(text: string): IpAddress | undefined {
  const dot = text.indexOf('.');
  const colon = text.indexOf(':');
  if (dot >= 0 && (colon < 0 || dot < colon)) {
    const four = parseIpv4(text);
    return four && { bytes: [...MAPPED_PREFIX, ...four.bytes], is4: true, mapped: false, strict: four.strict };
  }
  return colon >= 0 ? parseIpv6(text) : undefined;
}

function parseIpv4(text: string): { readonly bytes: number[]; readonly strict: boolean } | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^[0-9]+$/.test(part) && Number(part) <= 255)) return undefined;
  return { bytes: parts.map(Number), strict: parts.every((part) => part === '0' || !part.startsWith('0')) };
}

function parseIpv6(text: string): IpAddress | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? groups(halves[1] ?? '', true) : { bytes: [], strict: true };
  if (!head || !tail) return undefined;
  const missing = 16 - head.bytes.length - tail.bytes.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  const bytes = [...head.bytes, ...new Array<number>(missing).fill(0), ...tail.bytes];
  const mapped = MAPPED_PREFIX.every((byte, at) => bytes[at] === byte);
  return { bytes, is4: mapped, mapped, strict: head.strict && tail.strict };
}

function groups(
  text: string,
  mayEndInIpv4: boolean,
): { readonly bytes: number[]; readonly strict: boolean } | undefined {
  if (text === '') return { bytes: [], strict: true };
  const bytes: number[] = [];
  let strict = true;
  const parts = text.split(':');
  for (const [at, part] of parts.entries()) {
    if (mayEndInIpv4 && at === parts.length - 1 && part.includes('.')) {
      const four = parseIpv4(part);
      if (!four) return undefined;
      bytes.push(...four.bytes);
      strict = strict && four.strict;
      continue;
    }
    if (!/^[0-9a-fA-F]+$/.test(part)) return undefined;
    const value = Number.parseInt(part, 16);
    if (value > 0xffff) return undefined;
    strict = strict && part.length <= 4;
    bytes.push(value >> 8, value & 255);
  }
  return { bytes, strict };
}

/** `net.IP.String()`: dotted for IPv4, RFC 5952 for IPv6. */
export function ipText(address: IpAddress): string {
  return bytesText(address.bytes, address.is4);
}

/** `netip.Addr.String()` of the address as written: a mapped one stays `::ffff:a.b.c.d`. */
export function addrText(address: IpAddress): string {
  return address.mapped ? `::ffff:${bytesText(address.bytes, true)}` : ipText(address);
}

function bytesText(bytes: readonly number[], is4: boolean): string {
  if (is4) return bytes.slice(12).join('.');
  const words = Array.from({ length: 8 }, (_, at) => ((bytes[at * 2] ?? 0) << 8) | (bytes[at * 2 + 1] ?? 0));
  const { start, length } = longestZeros(words);
  const hex = (part: readonly number[]): string => part.map((word) => word.toString(16)).join(':');
  if (length < 2) return hex(words);
  return `${hex(words.slice(0, start))}::${hex(words.slice(start + length))}`;
}

function longestZeros(words: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < words.length; start++) {
    let end = start;
    while (end < words.length && words[end] === 0) end++;
    if (end - start > best.length) best = { start, length: end - start };
  }
  return best;
}

/** `netutils.ParseCIDRSloppy`. */
export function parseCidr(text: string): IpRange | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const address = parseIp(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (!address || !/^[0-9]+$/.test(length)) return undefined;
  const bits = Number(length);
  if (bits > (writtenAs4(address) ? 32 : 128)) return undefined;
  const strict = address.strict && (length === '0' || !length.startsWith('0'));
  return { address, bits, strict, hostBits: !masked(address, bits).every((byte, at) => byte === address.bytes[at]) };
}

const writtenAs4 = (address: IpAddress): boolean => address.is4 && !address.mapped;

function masked(address: IpAddress, bits: number): number[] {
  const kept = writtenAs4(address) ? bits + 96 : bits;
  return address.bytes.map((byte, at) => byte & (0xff00 >> Math.min(8, Math.max(0, kept - at * 8))) & 255);
}

/** `net.IPNet.String()`: the range's first address and its length. */
export function cidrText(range: IpRange): string {
  const bytes = masked(range.address, range.bits);
  const is4 = MAPPED_PREFIX.every((byte, at) => bytes[at] === byte);
  const bits = is4 && range.address.mapped ? range.bits - 96 : range.bits;
  return `${bytesText(bytes, is4)}/${bits}`;
}

/** `netip.Prefix.String()`: the address as written, in canonical form. */
export function prefixText(range: IpRange): string {
  return `${addrText(range.address)}/${range.bits}`;
}

/** Whether the address lies in the range; families do not mix. */
export function cidrContains(range: IpRange, address: IpAddress): boolean {
  if (range.address.is4 !== address.is4) return false;
  const network = masked(range.address, range.bits);
  const kept = writtenAs4(range.address) ? range.bits + 96 : range.bits;
  const own = address.bytes.map((byte, at) => byte & (0xff00 >> Math.min(8, Math.max(0, kept - at * 8))) & 255);
  return network.every((byte, at) => byte === own[at]);
}

export function isUnspecified(address: IpAddress): boolean {
  const bytes = address.is4 ? address.bytes.slice(12) : address.bytes;
  return bytes.every((byte) => byte === 0);
}

export function isLoopback(address: IpAddress): boolean {
  if (address.is4) return address.bytes[12] === 127;
  return address.bytes.slice(0, 15).every((byte) => byte === 0) && address.bytes[15] === 1;
}

export function isLinkLocalUnicast(address: IpAddress): boolean {
  const [a, b] = address.bytes;
  if (address.is4) return address.bytes[12] === 169 && address.bytes[13] === 254;
  return a === 0xfe && ((b ?? 0) & 0xc0) === 0x80;
}

export function isLinkLocalMulticast(address: IpAddress): boolean {
  const [a, b] = address.bytes;
  if (address.is4) return address.bytes[12] === 224 && address.bytes[13] === 0 && address.bytes[14] === 0;
  return a === 0xff && ((b ?? 0) & 0x0f) === 0x02;
}
