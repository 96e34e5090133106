// `kpod rules`: the catalogue in a line each, or one rule with its reason, remedy and examples.
import { catalogue } from '../core/rules/catalogue.ts';
import type { Rule } from '../core/rules/rule.ts';

export async function rules([id]: readonly string[]): Promise<number> {
  if (id === undefined) {
    for (const rule of catalogue)
      process.stdout.write(`${rule.id.padEnd(36)} ${rule.level.padEnd(8)} ${rule.summary.en}\n`);
    return 0;
  }
  const rule = catalogue.find((candidate) => candidate.id === id);
  if (!rule) {
    process.stderr.write(`kpod rules: no rule "${id}"; kpod rules lists them\n`);
    return 2;
  }
  process.stdout.write(described(rule));
  return 0;
}

function described({ id, level, summary, why, remedy, bad, good }: Rule): string {
  const example = (words: string) => words.trim().replace(/^/gm, '    ');
  return `${id} (${level})\n\n  ${summary.en}\n  why: ${why.en}\n  do: ${remedy.en}\n\n  bad:\n${example(bad)}\n\n  good:\n${example(good)}\n`;
}
