// Whether what the options of `kpod check` name exists: profiles, rules, levels, versions. A misspelled one must not pass
// for a clean result in CI.
import { otherCodes } from '../core/features/findings/codes.data.ts';
import { catalogue } from '../core/rules/catalogue.ts';
import { levels, profiles } from '../core/rules/settings.ts';
import { didYouMean } from '../core/schema/didYouMean.ts';
import { type Text, text } from '../core/text.ts';
import { type Arguments, lastValue } from './arguments.ts';

/** What is wrong, for people; undefined when nothing is. */
export function problemOfOptions(given: Arguments): Text | undefined {
  for (const name of given.values.get('profile') ?? []) {
    if (!isOneOf(name, profiles)) return unknown('profile', '配置', name, profiles);
  }
  const ids = [...catalogue.map(({ id }) => id), ...otherCodes];
  for (const words of given.values.get('rule') ?? []) {
    const [id = '', level] = words.split('=', 2);
    if (!isOneOf(id, ids)) return unknown('rule', '规则', id, ids);
    if (level !== undefined && !isOneOf(level, levels)) return unknown('level', '级别', level, levels);
  }
  const version = lastValue(given, 'kubernetes-version');
  const isVersion = version === undefined || /^(latest|v?1\.\d+(\.\d+)?)$/.test(version);
  if (isVersion) return undefined;
  return text(
    `"${version}" is no Kubernetes version; write one such as 1.36, or latest`,
    `"${version}" 不是 Kubernetes 版本；请写成 1.36 这样的版本，或 latest`,
  );
}

function isOneOf(word: string, known: readonly string[]): boolean {
  return known.includes(word);
}

function unknown(what: string, zhWhat: string, word: string, known: readonly string[]): Text {
  const [near] = didYouMean(word, known);
  const list = known.join(', ');
  const hint =
    near !== undefined
      ? text(`did you mean "${near}"?`, `是否想写 "${near}"？`)
      : known.length > 20
        ? text('kpod rules lists them', 'kpod rules 会列出全部')
        : text(`there are ${list}`, `可用：${list}`);
  return text(`no ${what} "${word}"; ${hint.en}`, `不存在${zhWhat} "${word}"；${hint.zh}`);
}
