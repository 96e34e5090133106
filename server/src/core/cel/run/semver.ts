// Semantic versions as Kubernetes' CEL library reads them: github.com/blang/semver/v4 and, if normalized, shortened and
// prefixed forms (apiserver/pkg/cel/library/semverlib.go, v1.36).

export interface Semver {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly pre: readonly string[];
}

/** The version, or blang/semver's words. */
export function parseSemver(text: string, normalized: boolean): Semver | { readonly error: string } {
  const whole = normalized ? normalize(text) : text;
  if (whole === undefined) return { error: 'short version cannot contain PreRelease/Build meta data' };
  if (whole === '') return { error: 'Version string empty' };
  const parts = whole.split('.');
  if (parts.length < 3) return { error: 'No Major.Minor.Patch elements found' };
  const rest = parts.slice(2).join('.');
  const [, patch = '', pre, build] = /^([^-+]*)(?:-([^+]*))?(?:\+([\s\S]*))?$/.exec(rest) ?? [];
  for (const [name, number] of [
    ['major', parts[0]],
    ['minor', parts[1]],
    ['patch', patch],
  ] as const) {
    const wrong = numberError(name, number ?? '');
    if (wrong) return { error: wrong };
  }
  const wrong = [...(pre?.split('.') ?? []).map(preError), ...(build?.split('.') ?? []).map(buildError)].find(Boolean);
  if (wrong) return { error: wrong };
  return {
    major: BigInt(parts[0] ?? 0),
    minor: BigInt(parts[1] ?? 0),
    patch: BigInt(patch),
    pre: pre?.split('.') ?? [],
  };
}

const NAMES = { major: 'Major', minor: 'Minor', patch: 'Patch' } as const;

function numberError(name: keyof typeof NAMES, text: string): string | undefined {
  if (!/^[0-9]+$/.test(text)) return `Invalid character(s) found in ${name} number ${JSON.stringify(text)}`;
  if (text.length > 1 && text.startsWith('0')) {
    return `${NAMES[name]} number must not contain leading zeroes ${JSON.stringify(text)}`;
  }
  return undefined;
}

function preError(part: string): string | undefined {
  if (part === '') return 'Prerelease is empty';
  if (!/^[0-9A-Za-z-]+$/.test(part)) return `Invalid character(s) found in prerelease ${JSON.stringify(part)}`;
  if (/^0[0-9]+$/.test(part))
    return `Numeric PreRelease version must not contain leading zeroes ${JSON.stringify(part)}`;
  return undefined;
}

function buildError(part: string): string | undefined {
  if (part === '') return 'Build meta data is empty';
  return /^[0-9A-Za-z-]+$/.test(part)
    ? undefined
    : `Invalid character(s) found in build meta data ${JSON.stringify(part)}`;
}

function normalize(text: string): string | undefined {
  const parts = text.replace(/^v/, '').split('.');
  const head = [...parts.slice(0, 2), ...(parts.length > 2 ? [parts.slice(2).join('.')] : [])];
  const bare = head.map((part) => (part.length > 1 ? part.replace(/^0+/, '').replace(/^(?![0-9])/, '0') : part));
  if (bare.length < 3 && /[+-]/.test(bare[bare.length - 1] ?? '')) return undefined;
  return [...bare, '0', '0'].slice(0, 3).join('.');
}

/** -1, 0 or 1; build data do not count. */
export function compareSemvers(one: Semver, other: Semver): number {
  for (const part of ['major', 'minor', 'patch'] as const) {
    if (one[part] !== other[part]) return one[part] < other[part] ? -1 : 1;
  }
  if (one.pre.length === 0 || other.pre.length === 0) return Math.sign(other.pre.length - one.pre.length) * 1;
  for (const [index, part] of one.pre.entries()) {
    const against = other.pre[index];
    if (against === undefined) return 1;
    if (part !== against) return comparePre(part, against);
  }
  return one.pre.length < other.pre.length ? -1 : 0;
}

function comparePre(one: string, other: string): number {
  const [left, right] = [/^[0-9]+$/.test(one), /^[0-9]+$/.test(other)];
  if (left !== right) return left ? -1 : 1;
  if (left) return BigInt(one) < BigInt(other) ? -1 : 1;
  return one < other ? -1 : 1;
}
