// Whether what the options of `kpod check` name exists: profiles, rules, levels, versions. A misspelled one must not pass
// for a clean result in CI.
import { otherCodes } from '../core/features/findings/codes.data.ts';
import { catalogue } from '../core/rules/catalogue.ts';
import { levels, profiles } from '../core/rules/settings.ts';
import { didYouMean } from '../core/schema/didYouMean.ts';
import { type Arguments, lastValue } from './arguments.ts';

/** What is wrong, for people; undefined when nothing is. */
export function problemOfOptions(given: Arguments): string | undefined {
  for (const name of given.values.get('profile') ?? []) {
    if (!isOneOf(name, profiles)) return `no profile "${name}"${meant(name, profiles)}`;
  }
  const ids = [...catalogue.map(({ id }) => id), ...otherCodes];
  for (const words of given.values.get('rule') ?? []) {
    const [id = '', level] = words.split('=', 2);
    if (!isOneOf(id, ids)) return `no rule "${id}"${meant(id, ids)}`;
    if (level !== undefined && !isOneOf(level, levels)) return `no level "${level}"${meant(level, levels)}`;
  }
  const version = lastValue(given, 'kubernetes-version');
  const isVersion = version === undefined || /^(latest|v?1\.\d+(\.\d+)?)$/.test(version);
  return isVersion ? undefined : `"${version}" is no Kubernetes version; write one such as 1.36, or latest`;
}

function isOneOf(word: string, known: readonly string[]): boolean {
  return known.includes(word);
}

function meant(word: string, known: readonly string[]): string {
  const [near] = didYouMean(word, known);
  if (near !== undefined) return `; did you mean "${near}"?`;
  return known.length > 20 ? '; kpod rules lists them' : `; there are ${known.join(', ')}`;
}
