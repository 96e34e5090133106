// Versions and constraints as charts compare them (Masterminds/semver v3.5: version.go, constraints.go).
import { NotRendered, TemplateFault } from '../engine/value.ts';

export interface Version {
  readonly numbers: readonly [number, number, number];
  readonly prerelease: string;
  readonly metadata: string;
  readonly original: string;
}

const written =
  /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/;

/** Undefined for what is no version. */
export function versionOf(words: string): Version | undefined {
  const match = written.exec(words);
  if (!match) return undefined;
  const [, major = '0', minor = '0', patch = '0', prerelease = '', metadata = ''] = match;
  return { numbers: [Number(major), Number(minor), Number(patch)], prerelease, metadata, original: words };
}

export function compareVersions(one: Version, other: Version): number {
  for (const at of [0, 1, 2] as const) {
    const difference = one.numbers[at] - other.numbers[at];
    if (difference !== 0) return difference;
  }
  return comparePrereleases(one.prerelease, other.prerelease);
}

function comparePrereleases(one: string, other: string): number {
  if (one === other) return 0;
  if (one === '') return 1;
  if (other === '') return -1;
  const [a, b] = [one.split('.'), other.split('.')];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const [x, y] = [a[at], b[at]];
    if (x === undefined) return -1;
    if (y === undefined) return 1;
    if (x === y) continue;
    const numeric = [x, y].map((part) => /^\d+$/.test(part));
    if (numeric[0] && numeric[1]) return Number(x) - Number(y);
    if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return 0;
}

const part = '[0-9]+|[xX*]';
const operand = new RegExp(
  `(=|!=|>=|=>|<=|=<|>|<|~>|~|\\^)?\\s*(v?(?:${part})(?:\\.(?:${part}))?(?:\\.(?:${part}))?(?:-[0-9A-Za-z.-]+)?(?:\\+[0-9A-Za-z.-]+)?)`,
  'y',
);

/** @returns whether the version meets the constraint, as `semverCompare` says */
export function satisfies(constraint: string, words: string): boolean {
  const version = versionOf(words);
  const alternatives = constraint.split('||').map(bounds);
  if (!version) throw new TemplateFault('error calling semverCompare: Invalid Semantic Version');
  return alternatives.some((all) => {
    // A version before its release meets only constraints that name such a version.
    const isMeant = version.prerelease === '' || all.some(({ at }) => at.prerelease !== '');
    return isMeant && all.every((bound) => meets(bound, version));
  });
}

interface Bound {
  readonly operator: string;
  readonly at: Version;
  /** How many numbers are written: `1.2` means any patch. */
  readonly given: number;
}

function bounds(words: string): readonly Bound[] {
  // `1.2 - 1.4` means from one to the other.
  const text = words.replace(/(\S+)\s+-\s+(\S+)/g, '>=$1 <=$2').trim();
  const found: Bound[] = [];
  for (let at = 0; at < text.length; ) {
    operand.lastIndex = at;
    const match = operand.exec(text);
    if (!match) throw new TemplateFault(`error calling semverCompare: improper constraint: ${words}`);
    found.push(boundOf(match[1] ?? '', match[2] ?? ''));
    at += match[0].length;
    at += /^[\s,]*/.exec(text.slice(at))?.[0].length ?? 0;
  }
  if (found.length === 0) throw new TemplateFault(`error calling semverCompare: improper constraint: ${words}`);
  return found;
}

function boundOf(operator: string, words: string): Bound {
  const [core = '', ...tail] = words.replace(/^v/, '').split(/(?=[-+])/);
  const numbers = core.split('.');
  const wild = numbers.findIndex((number) => /^[xX*]$/.test(number));
  const given = wild < 0 ? numbers.length : wild;
  const filled = [0, 1, 2].map((at) => (at < given ? (numbers[at] ?? '0') : '0')).join('.');
  const at = versionOf(filled + tail.join(''));
  if (!at) throw new NotRendered(`the version constraint "${operator}${words}" is not read here`);
  return { operator, at, given };
}

function meets({ operator, at, given }: Bound, version: Version): boolean {
  const order = compareVersions(version, at);
  const [major, minor] = version.numbers;
  const sameMajor = major === at.numbers[0];
  const sameMinor = sameMajor && minor === at.numbers[1];
  const within = given === 0 || (given === 1 ? sameMajor : given === 2 ? sameMinor : order === 0);
  switch (operator) {
    case '':
    case '=':
      return given < 3 ? within && order >= 0 : order === 0;
    case '!=':
      return given < 3 ? !within : order !== 0;
    case '>':
      return given < 3 ? order > 0 && !within : order > 0;
    case '>=':
    case '=>':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
    case '=<':
      return order <= 0 || (given < 3 && within);
    case '~':
    case '~>':
      return given === 0 || (order >= 0 && (given === 1 ? sameMajor : sameMinor));
    default:
      return caret(at, given, version, order);
  }
}

/** `^`: nothing may change left of the first number that is not zero. */
function caret(at: Version, given: number, version: Version, order: number): boolean {
  if (order < 0) return false;
  const [major, minor, patch] = at.numbers;
  const [a, b, c] = version.numbers;
  if (major > 0 || given < 2) return a === major || given === 0;
  if (a !== 0) return false;
  if (minor > 0 || given < 3) return b === minor;
  return b === 0 && c === patch;
}
