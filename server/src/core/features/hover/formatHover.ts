// Hover in files that are no manifests: what a key is for, its type and values, and what a rule is about.
import type { FileFormat } from '../../formats/format.ts';
import { flags as flagFacts } from '../../kubernetes/kubectl/flags.data.ts';
import { readLine } from '../../kubernetes/kubectl/readLine.ts';
import { type Verb, verbNamed, verbs } from '../../kubernetes/kubectl/verbs.data.ts';
import type { Word } from '../../kubernetes/kubectl/words.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { fieldAt } from '../../schema/lookup.ts';
import { typeName } from '../../schema/typeName.ts';
import { type Locale, pick } from '../../text.ts';
import { type ManifestDocument, treeOf } from '../../workspace/document.ts';
import { pathAt } from '../../yaml/cursor.ts';
import type { Node } from '../../yaml/nodes.ts';
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
  const command =
    at.on === 'key' || field?.markers?.[0] !== 'command' ? undefined : commandHover(document, at.node, offset);
  if (command) return { span: command.span, markdown: `**${command.word}**\n\n${pick(command.about, locale)}` };
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

/** In a kubectl line: the verb or flag under the pointer. */
function commandHover(document: ManifestDocument, node: Node | undefined, offset: number) {
  if (node?.type !== 'scalar') return undefined;
  const written = document.text.slice(node.start, node.end);
  const start = node.start + Math.max(0, written.indexOf(node.source));
  const within = ({ start: from, end }: Word): boolean => start + from <= offset && offset <= start + end;
  const { verbWords, flags: given } = readLine(node.source);
  const at = verbWords.findIndex(within);
  const [verb] = verbWords.slice(0, at + 1).reduce<readonly [Verb | undefined, Verb['below']]>(
    ([, below = verbs], { text }) => {
      const found = verbNamed(below, text);
      return [found, found?.below ?? {}];
    },
    [undefined, verbs],
  );
  const flag = given.find(({ word }) => within(word));
  const about = at >= 0 ? verb?.about : flag && flagFacts[flag.name]?.about;
  const word = at >= 0 ? verbWords[at] : flag?.word;
  if (!about || !word) return undefined;
  return { word: word.text, about, span: { start: start + word.start, end: start + word.end } };
}
