// Hover in files that are no manifests: what a key is for, its type and values, and what a rule is about.
import type { FileFormat } from '../../formats/format.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { fieldAt } from '../../schema/lookup.ts';
import { typeName } from '../../schema/typeName.ts';
import { type Locale, pick } from '../../text.ts';
import { type ManifestDocument, treeOf } from '../../workspace/document.ts';
import { pathAt } from '../../yaml/cursor.ts';
import type { Hover } from './hover.ts';
import { words } from './words.ts';

/** What to show at an offset; undefined where there is nothing to say. */
export function formatHover(
  document: ManifestDocument,
  offset: number,
  format: FileFormat,
  locale: Locale,
): Hover | undefined {
  const at = pathAt(treeOf(document).root, offset);
  if (!at || at.on === 'between') return undefined;
  const place = fieldAt(format.schema, format.kind, at.path);
  const { start, end } = (at.on === 'key' ? at.pair?.key : at.node) ?? at.node ?? { start: offset, end: offset };
  const rule = catalogue.find(({ id }) => id === document.text.slice(start, end));
  if (rule) {
    const lines = [`**${rule.id}**`, pick(rule.summary, locale), pick(rule.why, locale), pick(rule.remedy, locale)];
    return { span: { start, end }, markdown: lines.join('\n\n') };
  }
  const { field, owner } = place ?? {};
  const about = field && owner && format.describe(owner.name, field.name);
  if (!place || !field || !about) return undefined;
  const values = field.enum?.map((value) => `\`${value}\``).join(', ');
  const sections = [
    `**${field.name}** \`${typeName(format.schema, field.type)}\``,
    pick(about, locale),
    values ? `- ${pick(words.allowed, locale)}${pick(words.colon, locale)}${values}` : '',
  ];
  return { span: { start, end }, markdown: sections.filter(Boolean).join('\n\n') };
}
