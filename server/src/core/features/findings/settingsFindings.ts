// What is wrong in `.kpod.yaml` beyond its form: rules, levels and kinds that nobody knows.
import type { Finding, Fix, Span } from '../../finding.ts';
import { catalogue } from '../../rules/catalogue.ts';
import { levels } from '../../rules/settings.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import type { Schema } from '../../schema/schema.ts';
import { text } from '../../text.ts';
import { type ManifestDocument, perDocument, treeOf } from '../../workspace/document.ts';
import { matchesOf, patternOf, wordOf, wordPairs } from '../../workspace/pattern.ts';
import { nodeAt } from '../../yaml/path.ts';
import { otherCodes } from './codes.data.ts';

/** Ids that may stand in the settings: rules, and the codes of what the server and the schema say. */
const ids: ReadonlySet<string> = new Set([...catalogue.map(({ id }) => id), ...otherCodes]);

/** In the order of the text; the same value for the same document. */
export const settingsFindings: (document: ManifestDocument) => readonly Finding[] = perDocument((document) => {
  const { root } = treeOf(document);
  const pairs = wordPairs(nodeAt(root, ['rules']), document.text);
  const named = matchesOf(root, patternOf('suppress[*].rules[*]')).flatMap((node) => wordOf(node, document.text) ?? []);
  return [
    ...pairs.flatMap(({ key, keySpan }) => unknownRule(key, keySpan)),
    ...pairs.flatMap(({ key, value, valueSpan }) => unknownLevel(key, value, valueSpan)),
    ...named.flatMap(({ word, span }) => unknownRule(word, span)),
  ];
});

function unknownRule(id: string, span: Span): readonly Finding[] {
  if (ids.has(id)) return [];
  const near = didYouMean(id, ids);
  const hint = near[0] === undefined ? text('', '') : text(`; did you mean "${near[0]}"?`, `；是否想写 "${near[0]}"？`);
  const message = text(
    `no rule "${id}", so this has no effect${hint.en || '; kpod rules lists them'}`,
    `不存在规则 "${id}"，此行不起作用${hint.zh || '；kpod rules 会列出所有规则'}`,
  );
  return [{ code: 'unknown-rule', severity: 'error', span, message, fixes: changes(near, span) }];
}

function unknownLevel(rule: string, level: string, span: Span): readonly Finding[] {
  if (levels.some((known) => known === level)) return [];
  const near = didYouMean(level, levels);
  const message = text(
    `"${level}" is no level for "${rule}"; write ${levels.join(', ')}`,
    `"${level}" 不是 "${rule}" 的级别；可写 ${levels.join('、')}`,
  );
  return [{ code: 'unknown-level', severity: 'error', span, message, fixes: changes(near, span) }];
}

/** Kinds that are held completely, as far as one is misspelled: kinds of custom resources are anybody's. */
export function completeKinds(document: ManifestDocument, schema: Schema): readonly Finding[] {
  const known = kindFindings.get(document);
  if (known?.schema === schema) return known.findings;
  const findings = misspelledKinds(document, schema);
  kindFindings.set(document, { schema, findings });
  return findings;
}

const kindFindings = new WeakMap<
  ManifestDocument,
  { readonly schema: Schema; readonly findings: readonly Finding[] }
>();

function misspelledKinds(document: ManifestDocument, schema: Schema): readonly Finding[] {
  const known = new Set(schema.kinds().map(({ kind }) => kind));
  return matchesOf(treeOf(document).root, patternOf('complete.kinds[*]')).flatMap((node) => {
    const word = wordOf(node, document.text);
    const near = word && !known.has(word.word) ? didYouMean(word.word, known) : [];
    if (!word || near.length === 0) return [];
    const message = text(
      `no kind "${word.word}"; did you mean "${near[0]}"?`,
      `不存在类型 "${word.word}"；是否想写 "${near[0]}"？`,
    );
    return [{ code: 'unknown-kind', severity: 'error', span: word.span, message, fixes: changes(near, word.span) }];
  });
}

function changes(near: readonly string[], span: Span): readonly Fix[] {
  return near.map((word) => ({
    title: text(`change to "${word}"`, `改为 "${word}"`),
    edits: [{ span, newText: word }],
    ...(near.length === 1 ? { preferred: true } : {}),
  }));
}
