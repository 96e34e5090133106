// The rules and the other findings as a page of Markdown: what each means, why it matters, what to do, and which checks
// of other tools it answers. server/RULES.md is this page; nothing in it is written by hand.
import { catalogue } from '../rules/catalogue.ts';
import { peerChecks } from '../rules/peerChecks.data.ts';
import type { Peer, Profile, Rule } from '../rules/rule.ts';
import { profiles } from '../rules/settings.ts';
import { type Locale, pick, type Text, text } from '../text.ts';
import { codeFacts } from './findings/codes.data.ts';

/** The whole page, ending with a line break. Each code has a heading of its own name, so `#latest-tag` leads to it. */
export function rulesDocument(locale: Locale): string {
  const say = (words: Text) => pick(words, locale);
  const parts = [
    `# ${say(words.title)}`,
    say(words.about(catalogue.length)),
    `## ${say(words.profiles)}`,
    table([say(words.profile), say(words.holds)], profiles.map(profileRow(say))),
    `## ${say(words.rules)}`,
    ...catalogue.map((rule) => ruleSection(rule, say)),
    `## ${say(words.others)}`,
    say(words.aboutOthers),
    ...codeFacts.map(({ code, summary }) => `### ${code}\n\n${sentence(say(summary))}`),
    `## ${say(words.coverage)}`,
    say(words.aboutCoverage),
    ...(Object.keys(peerNames) as Peer[]).map((peer) => coverage(peer, say)),
  ];
  return `${parts.join('\n\n')}\n`;
}

const words = {
  title: text('Rules', '规则'),
  about: (count: number) =>
    text(
      `${count} rules of good practice, beside what the schema and the API server say. Most are off or hints; profiles and single levels turn them on, in \`.kpod.yaml\`, in the editor’s settings, or with \`kpod check --profile NAME --rule ID=LEVEL\`. A rule is silenced by the comment \`# kpod-ignore: ID\` at the end of a line or above it, by \`# kpod-ignore-file: ID\`, and for an object by the annotation \`kpod/ignore: ID\`; the annotations of kube-linter, kube-score and Polaris count too. This page is generated from the rules (\`kpod rules --format markdown\`).`,
      `除 schema 与 API server 的结论外，另有 ${count} 条良好实践规则。多数默认关闭或仅为提示；可在 \`.kpod.yaml\`、编辑器设置中，或用 \`kpod check --profile NAME --rule ID=LEVEL\` 以配置集或单个级别启用。行尾或上一行的注释 \`# kpod-ignore: ID\`、\`# kpod-ignore-file: ID\`，或对象注解 \`kpod/ignore: ID\` 可使规则静默；kube-linter、kube-score、Polaris 的注解同样有效。本页由规则生成（\`kpod rules --format markdown --locale zh-cn\`）。`,
    ),
  profiles: text('Profiles', '配置集'),
  profile: text('profile', '配置集'),
  holds: text('what it holds', '内容'),
  rules: text('The rules', '规则列表'),
  others: text('The other findings', '其他发现'),
  aboutOthers: text(
    'These come of the schema, the API server and the workspace, and are always on; a level can be set for them too.',
    '它们来自 schema、API server 与工作区，始终开启；同样可以设置级别。',
  ),
  coverage: text('What other tools check', '其他工具的检查'),
  aboutCoverage: text(
    'Every check of the tools that people come from, and what answers it here.',
    '这些工具的每一项检查，以及此处由什么给出。',
  ),
  level: text('level', '级别'),
  why: text('Why', '原因'),
  remedy: text('What to do', '做法'),
  finds: text('Found', '会报告'),
  isFine: text('Fine', '正确'),
  same: text('Elsewhere', '对应'),
  check: text('check', '检查'),
  answer: text('answered by', '由何给出'),
  byDefault: text('on by default there', '在该工具中默认开启'),
} as const;

const profileTexts: Readonly<Record<Profile, Text>> = {
  recommended: text('the levels below; the default', '下列各规则自身的级别；默认'),
  strict: text('good practice that most would agree with, as warnings', '多数人认同的良好实践，作为警告'),
  'pss-baseline': text(
    'the Pod Security Standard “baseline”, as the chosen Kubernetes version checks it',
    'Pod 安全标准 “baseline”，按所选 Kubernetes 版本检查',
  ),
  'pss-restricted': text(
    'the Pod Security Standard “restricted”, as the chosen Kubernetes version checks it',
    'Pod 安全标准 “restricted”，按所选 Kubernetes 版本检查',
  ),
  'kube-linter': text(
    'what kube-linter checks by default, as warnings; what it checks when asked, as hints',
    'kube-linter 默认检查的内容作为警告；需启用才检查的作为提示',
  ),
  'kube-score': text(
    'what kube-score checks by default, as warnings; what it checks when asked, as hints',
    'kube-score 默认检查的内容作为警告；需启用才检查的作为提示',
  ),
};

const peerNames: Readonly<Record<Peer, string>> = {
  'kube-linter': 'kube-linter',
  'kube-score': 'kube-score',
  polaris: 'Polaris',
  datree: 'Datree',
  monokle: 'Monokle',
  kubevious: 'Kubevious',
  'pod-security': 'Pod Security admission',
};

type Say = (words: Text) => string;

function profileRow(say: Say): (profile: Profile) => readonly string[] {
  return (profile) => [`\`${profile}\``, say(profileTexts[profile])];
}

function ruleSection(rule: Rule, say: Say): string {
  const levels = [
    `${say(words.level)}: ${rule.level}`,
    ...Object.entries(rule.profiles ?? {}).map(([name, level]) => `${name}: ${level}`),
  ];
  const peers = (Object.entries(rule.peers ?? {}) as [Peer, readonly string[]][])
    .map(([peer, ids]) => `${peerNames[peer]} ${ids.map((id) => `\`${id}\``).join(', ')}`)
    .join('; ');
  return [
    `### ${rule.id}`,
    `${sentence(say(rule.summary))} *(${levels.join(', ')})*`,
    `**${say(words.why)}:** ${say(rule.why)}.  \n**${say(words.remedy)}:** ${say(rule.remedy)}.${peers === '' ? '' : `  \n**${say(words.same)}:** ${peers}.`}`,
    example(say(words.finds), rule.bad),
    example(say(words.isFine), rule.good),
  ].join('\n\n');
}

function example(title: string, manifest: string): string {
  return `${title}:\n\n\`\`\`yaml\n${manifest.trim()}\n\`\`\``;
}

function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}${/[\p{Script=Han}）]$/u.test(phrase) ? '。' : '.'}`;
}

function coverage(peer: Peer, say: Say): string {
  const rows = peerChecks[peer].map(({ id, byDefault, instead }) => [
    `\`${id}\``,
    byDefault ? '✓' : '',
    answers(peer, id, instead, say),
  ]);
  return `### ${peerNames[peer]}\n\n${table([say(words.check), say(words.byDefault), say(words.answer)], rows)}`;
}

function answers(peer: Peer, id: string, instead: Text | undefined, say: Say): string {
  const rules = catalogue.filter((rule) => rule.peers?.[peer]?.includes(id)).map((rule) => `[${rule.id}](#${rule.id})`);
  return [...rules, ...(instead ? [say(instead)] : [])].join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
