// What changes between two versions, as a page to read: Markdown, in either language.
import { type Locale, pick, text } from '../text.ts';
import type { Site } from '../workspace/site.ts';
import type { FieldChange, FoundAt, VersionChanges } from './versionChanges.ts';

type Section = readonly [title: string, lines: readonly string[]];

/** @param linkTo a place as Markdown, as whoever shows the page can open it */
export function versionChangesPage(changes: VersionChanges, locale: Locale, linkTo: (site: Site) => string): string {
  const { from, to, come, already, go, fields } = changes;
  const say = (en: string, zh: string) => pick(text(en, zh), locale);
  const isApi = ({ finding }: FoundAt) => finding.code === 'removed-api' || finding.code === 'deprecated-api';
  const found = (list: readonly FoundAt[]) =>
    list.map(({ finding, site }) => `- ${linkTo(site)}: ${pick(finding.message, locale)}`);
  const fieldLines = (what: readonly FieldChange['what'][]) =>
    fields.filter((field) => what.includes(field.what)).map((field) => `- ${fieldLine(field, locale)}`);
  const sections: readonly Section[] = [
    [say('APIs that are removed or deprecated', '被移除或弃用的 API'), found(come.filter(isApi))],
    [say('What else would be wrong', '其他将出现的问题'), found(come.filter((one) => !isApi(one)))],
    [say('What would be right', '将不再存在的问题'), found(go)],
    [say('Fields that are gone', '已消失的字段'), fieldLines(['gone'])],
    [say('Fields with another default or other values', '默认值或取值有变化的字段'), fieldLines(['default', 'values'])],
    [say('New fields of the types in use', '所用类型的新字段'), fieldLines(['new'])],
  ];
  const title = say(`From Kubernetes ${from} to ${to}`, `从 Kubernetes ${from} 到 ${to}`);
  const before: Section = [
    say('APIs that were removed or deprecated before', '此前已被移除或弃用的 API'),
    found(already),
  ];
  const isNothing = sections.every(([, lines]) => lines.length === 0);
  const nothing = say('Nothing changes for the manifests of this workspace.', '对此工作区的清单没有影响。');
  const written = [...sections, before].filter(([, lines]) => lines.length > 0);
  const body = written.map(([name, lines]) => `## ${name}\n\n${lines.join('\n')}\n`);
  return `# ${title}\n\n${[...(isNothing ? [`${nothing}\n`] : []), ...body].join('\n')}`;
}

function fieldLine({ kind, path, what, before = '', after = '', gates }: FieldChange, locale: Locale): string {
  const gate =
    gates.length === 0 ? '' : pick(text(` (gate ${gates.join(', ')})`, `（特性门控 ${gates.join('、')}）`), locale);
  const name = `${kind} \`${path}\``;
  const none = pick(text('none', '无'), locale);
  const shown = (words: string) => (words === '' ? none : `\`${words}\``);
  switch (what) {
    case 'new':
    case 'gone':
      return `${name}${gate}`;
    case 'default':
      return pick(
        text(
          `${name}: default ${shown(before)} → ${shown(after)}`,
          `${name}：默认值 ${shown(before)} → ${shown(after)}`,
        ),
        locale,
      );
    case 'values':
      return pick(
        text(`${name}: ${shown(before)} → ${shown(after)}`, `${name}：${shown(before)} → ${shown(after)}`),
        locale,
      );
  }
}
