// `kubectl describe` of a kind without a description of its own: its fields by name.
// Source: kubectl/pkg/describe/describe.go genericDescriber, printUnstructuredContent (v1.36).
import { isJsonObject, type JsonObject, type JsonValue } from '../../../apiserver/types.ts';
import { record, sortedKeys, text } from '../read.ts';
import { annotationLines, eventLines, labelLines } from './sections.ts';
import type { DescribeContext, Writer } from './writer.ts';

const skipped = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
]);

export function generic(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  w.field(0, 'Namespace', text(object, 'metadata', 'namespace'));
  labelLines(w, 'Labels', record(object, 'metadata', 'labels'));
  annotationLines(w, 'Annotations', record(object, 'metadata', 'annotations'));
  contentLines(w, 0, object, '');
  eventLines(w, object, context);
}

function contentLines(w: Writer, level: number, content: JsonObject, path: string): void {
  for (const key of sortedKeys(content)) {
    const value = content[key];
    const here = `${path}.${key}`;
    if (skipped.has(here) || value === undefined) continue;
    if (isJsonObject(value)) {
      w.line(level, `${titled(key)}:`);
      contentLines(w, level + 1, value, here);
    } else if (Array.isArray(value)) {
      w.line(level, `${titled(key)}:`);
      for (const child of value as readonly JsonValue[]) {
        if (isJsonObject(child)) contentLines(w, level + 1, child, here);
        else w.line(level + 1, String(child));
      }
    } else w.line(level, `${titled(key)}:\t${value === null ? '<nil>' : String(value)}`);
  }
}

const acronyms = new Set(['API', 'URL', 'UID', 'GUID']);

/** `smartLabelFor`: words of a field name; names with more than letters and hyphens stay as they are. */
function titled(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  return camelWords(field)
    .map((word) => {
      if (acronyms.has(word.toUpperCase())) return word.toUpperCase();
      return word === word.toLowerCase() ? (word[0] ?? '').toUpperCase() + word.slice(1) : word;
    })
    .join(' ');
}

/** `camelcase.Split`, with capitals and the word behind them joined again: `URLs`. */
function camelWords(field: string): readonly string[] {
  const parts = field.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{L}|[^\p{L}]+/gu) ?? [field];
  const words: string[] = [];
  for (let index = 0; index < parts.length; index++) {
    const [part = '', next = ''] = parts.slice(index, index + 2);
    const joins = part.length >= 2 && part === part.toUpperCase() && /^\p{Lu}/u.test(next);
    words.push(joins ? part + next : part);
    if (joins) index++;
  }
  return words;
}
