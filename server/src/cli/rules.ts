// `kpod rules`: the catalogue in a line each, or one rule with its reason, remedy and examples; as Markdown the page that
// server/RULES.md is, as JSON everything for other programs.
import { codeFacts } from '../core/features/findings/codes.data.ts';
import { rulesDocument } from '../core/features/rulesDocument.ts';
import { catalogue } from '../core/rules/catalogue.ts';
import type { Rule } from '../core/rules/rule.ts';
import { type Locale, pick } from '../core/text.ts';
import { lastValue, readArguments } from './arguments.ts';

const formats: Readonly<Record<string, (rules: readonly Rule[], locale: Locale) => string>> = {
  human: (rules, locale) => rules.map((rule) => line(rule, locale)).join(''),
  markdown: (_, locale) => rulesDocument(locale),
  json: (rules, locale) => `${JSON.stringify(facts(rules, locale), null, 2)}\n`,
};

export async function rules(args: readonly string[]): Promise<number> {
  const given = readArguments(args, { values: ['format', 'locale'], flags: [] });
  if ('problem' in given) return misused(given.problem);
  const locale: Locale = lastValue(given, 'locale') === 'zh-cn' ? 'zh-cn' : 'en';
  const name = lastValue(given, 'format') ?? 'human';
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (!format) return misused(`--format is one of ${Object.keys(formats).join(', ')}`);
  const [id] = given.rest;
  const chosen = id === undefined ? catalogue : catalogue.filter((rule) => rule.id === id);
  if (chosen.length === 0) return misused(`no rule "${id}"; kpod rules lists them`);
  const isOne = id !== undefined && name === 'human';
  process.stdout.write(isOne ? chosen.map((rule) => described(rule, locale)).join('') : format(chosen, locale));
  return 0;
}

function misused(problem: string): number {
  process.stderr.write(`kpod rules: ${problem}\n`);
  return 2;
}

function line({ id, level, summary }: Rule, locale: Locale): string {
  return `${id.padEnd(38)} ${level.padEnd(8)} ${pick(summary, locale)}\n`;
}

function described({ id, level, summary, why, remedy, bad, good }: Rule, locale: Locale): string {
  const example = (words: string) => words.trim().replace(/^/gm, '    ');
  const [reason, act] = [pick(why, locale), pick(remedy, locale)];
  return `${id} (${level})\n\n  ${pick(summary, locale)}\n  why: ${reason}\n  do: ${act}\n\n  bad:\n${example(bad)}\n\n  good:\n${example(good)}\n`;
}

function facts(rules: readonly Rule[], locale: Locale): object {
  return {
    rules: rules.map(({ id, level, profiles = {}, summary, why, remedy, peers = {}, bad, good }) => ({
      id,
      level,
      profiles,
      summary: pick(summary, locale),
      why: pick(why, locale),
      remedy: pick(remedy, locale),
      peers,
      bad: bad.trimStart(),
      good: good.trimStart(),
    })),
    otherFindings: codeFacts.map(({ code, summary }) => ({ id: code, summary: pick(summary, locale) })),
  };
}
