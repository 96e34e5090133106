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

/** `smartLabelFor`: words of the field name, abbreviations in capitals. */
function titled(field: string): string {
  const words = field.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^A-Za-z\d]+/g) ?? [field];
  const abbreviations = new Set(['API', 'IP', 'UID', 'OSB', 'GUID']);
  return words
    .filter((word) => /[A-Za-z\d]/.test(word))
    .map((word) =>
      abbreviations.has(word.toUpperCase()) ? word.toUpperCase() : (word[0] ?? '').toUpperCase() + word.slice(1),
    )
    .join(' ');
}
