// What a reference leads to, at a glance: the object's file, its labels, what its pods run, what others may name in it,
// whether something is found in it. Which of its fields count is data by type.
import { kindFacts } from '../../kubernetes/kinds/catalogue.ts';
import { type Resource, resourcesOf } from '../../kubernetes/resource.ts';
import { type Locale, pick, type Text, text } from '../../text.ts';
import { treeToRead } from '../../workspace/document.ts';
import type { ObjectFact } from '../../workspace/facts.ts';
import type { Entry } from '../../workspace/index.ts';
import { joined, matchesOf, patternOf, wordOf } from '../../workspace/pattern.ts';
import { membersOf, siteOf } from '../../workspace/resolve.ts';
import { fileIn, type Workspace } from '../../workspace/workspace.ts';
import type { Node } from '../../yaml/nodes.ts';
import { nodeAt } from '../../yaml/path.ts';
import { findingsIn } from '../findingsIn.ts';
import { usersOf } from '../relations.ts';
import { link } from './sites.ts';
import { summaryFields } from './summaryFields.data.ts';

/** Markdown of a few lines about an object of the workspace. */
export function objectSummary(workspace: Workspace, entry: Entry<ObjectFact>, locale: Locale): string {
  const { fact, document } = entry;
  const place = link(workspace, siteOf(workspace, entry, fact.nameSpan));
  const where = fact.namespace === undefined ? '' : ` · \`${fact.namespace}\``;
  const resource = resourcesOf(treeToRead(document).root).find(({ node }) => node.start === fact.span.start);
  const lines = [
    ...(resource ? fieldLines(resource, fact, document.text) : []),
    ...(resource ? containerLines(resource, document.text) : []),
    ...memberLine(workspace, entry),
    ...pairsLine('labels', fact.labels),
  ];
  const state = [usesText(workspace, entry), ...stateOf(workspace, entry)].map((words) => pick(words, locale));
  return [`**${fact.kind}/${fact.name}**${where} · ${place}`, [...lines, `- ${state.join(' · ')}`].join('\n')].join(
    '\n\n',
  );
}

const mostWords = 6;

function code(words: readonly string[]): string {
  const shown = words.slice(0, mostWords).map((word) => `\`${word}\``);
  return `${shown.join(', ')}${words.length > mostWords ? ` … +${words.length - mostWords}` : ''}`;
}

/** `- replicas: 3`, for each of the fields that is written. */
function fieldLines({ node }: Resource, { type }: ObjectFact, whole: string): readonly string[] {
  return (summaryFields[type] ?? []).flatMap((path) => {
    const words = [...new Set(wordsAt(node, path, whole))];
    const name = path.replaceAll('[*]', '').split('.').at(-1) ?? '';
    return words.length === 0 ? [] : [`- ${name}: ${code(words)}`];
  });
}

/** `- app: ghcr.io/acme/web:1.4`, for each container of its pods. */
function containerLines({ node, group, kind }: Resource, whole: string): readonly string[] {
  const template = kindFacts(group, kind)?.podTemplate;
  if (template === undefined) return [];
  return ['initContainers', 'containers'].flatMap((list) =>
    matchesOf(node, patternOf(joined(template, `spec.${list}[*]`))).flatMap((container) => {
      const [name] = wordsAt(container, 'name', whole);
      const [image] = wordsAt(container, 'image', whole);
      return name === undefined || image === undefined ? [] : [`- ${name}: \`${image}\``];
    }),
  );
}

function wordsAt(node: Node, path: string, whole: string): readonly string[] {
  const found = path.includes('[*]') ? matchesOf(node, patternOf(path)) : [nodeAt(node, path.split('.'))];
  return found.flatMap((one) => wordOf(one, whole)?.word.split('\n')[0] ?? []);
}

function memberLine(workspace: Workspace, entry: Entry<ObjectFact>): readonly string[] {
  const names = [...new Set(membersOf(workspace, entry).map(({ name }) => name))];
  const isKeyed = kindFacts(groupOf(entry.fact), entry.fact.kind)?.members?.some(({ by }) => by === 'key') ?? true;
  return names.length === 0 || !isKeyed ? [] : [`- keys: ${code(names)}`];
}

function groupOf({ apiVersion }: ObjectFact): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function pairsLine(title: string, pairs: Readonly<Record<string, string>>): readonly string[] {
  const words = Object.entries(pairs).map(([key, value]) => `${key}=${value}`);
  return words.length === 0 ? [] : [`- ${title}: ${code(words)}`];
}

function usesText(workspace: Workspace, entry: Entry<ObjectFact>): Text {
  const count = usersOf(workspace, entry).length;
  return text(`used by ${count} ${count === 1 ? 'object' : 'objects'}`, `被 ${count} 个对象使用`);
}

/** How many findings its document has; nothing where all is well. */
function stateOf(workspace: Workspace, { uri, document }: Entry<ObjectFact>): readonly Text[] {
  const file = fileIn(workspace, uri);
  const index = file?.documents.indexOf(document) ?? -1;
  const found = file && index >= 0 ? findingsIn(workspace, file, index) : [];
  const count = (severity: string) => found.filter((finding) => finding.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  return [
    ...(errors > 0 ? [text(`${errors} ${errors === 1 ? 'error' : 'errors'}`, `${errors} 个错误`)] : []),
    ...(warnings > 0 ? [text(`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`, `${warnings} 个警告`)] : []),
  ];
}
