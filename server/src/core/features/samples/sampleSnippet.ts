// Snippets for kinds that no template is written for: custom resources. A whole object in an empty document, for each kind
// that the workspace defines; what is left to write where apiVersion and kind stand already, for those of the catalogue too.

import { wordAt } from '../../kubernetes/resource.ts';
import type { Schema } from '../../schema/schema.ts';
import { text } from '../../text.ts';
import { type ManifestDocument, treeOf } from '../../workspace/document.ts';
import { onShelf } from '../../workspace/shelf.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { keyOf } from '../../yaml/path.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import { usualStyle } from '../../yaml/style.ts';
import { writeLines } from '../../yaml/write.ts';
import { schemaWithCustomKinds } from '../customSchema.ts';
import { defined, definitionsIn, definitionsOfGroups, definitionType } from '../findings/customKinds.ts';
import { skeletonOf } from '../findings/skeleton.ts';
import type { Snippet } from '../snippets.ts';
import { sampleObjectOf } from './sampleObject.ts';

/** More definitions than these are hardly one's own, and making a sample of each takes a while. */
const mostDefinitions = 40;

/** Those that fit the document as it stands; none as soon as more than apiVersion and kind is written. */
export function customSnippets(
  workspace: Workspace,
  schema: Schema,
  uri: string,
  document: ManifestDocument,
): readonly Snippet[] {
  if (document.text.length > longestHead) return [];
  const { root } = treeOf(document);
  if (root && root.type !== 'mapping') return root.type === 'scalar' ? wholeObjects(workspace, schema) : [];
  const [apiVersion, kind] = [wordAt(root, ['apiVersion']), wordAt(root, ['kind'])];
  if (apiVersion === undefined && kind === undefined) return root ? [] : wholeObjects(workspace, schema);
  const isMore = root?.pairs.some((pair) => !/^(?:apiVersion|kind)$/.test(keyOf(pair) ?? '') && pair.value);
  if (!root || apiVersion === undefined || kind === undefined || isMore) return [];
  const object = restOf(workspace, schema, uri, apiVersion, kind);
  return object ? [snippetOf(kind, { at: 'rest' }, object)] : [];
}

/** With comments above. */
const longestHead = 4000;

function wholeObjects(workspace: Workspace, schema: Schema): readonly Snippet[] {
  const entries = onShelf(workspace.index.types, definitionType) ?? [];
  if (entries.length > mostDefinitions) return [];
  const all = [...new Set(entries.map(({ document }) => document))].flatMap(definitionsIn);
  return all.flatMap((definition) => {
    const sample = sampleObjectOf(schema, definition);
    const kind = sample?.['kind'];
    return sample && typeof kind === 'string' ? [snippetOf(kind, { at: 'document' }, sample)] : [];
  });
}

function restOf(
  workspace: Workspace,
  schema: Schema,
  uri: string,
  apiVersion: string,
  kind: string,
): PlainObject | undefined {
  const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
  if (group === '' || schema.kind(apiVersion, kind)) return undefined;
  const entries = definitionsOfGroups(workspace, uri, [group]);
  const definitions = [...new Set(entries.map(({ document }) => document))].flatMap(definitionsIn);
  const definition = definitions.find((one) => defined([one], apiVersion, kind));
  const whole = definition
    ? sampleObjectOf(schema, definition, apiVersion)
    : cataloguedSample(workspace, schema, apiVersion, kind);
  if (!whole) return undefined;
  const { apiVersion: _, kind: __, ...rest } = whole;
  return rest;
}

function cataloguedSample(
  workspace: Workspace,
  schema: Schema,
  apiVersion: string,
  kind: string,
): PlainObject | undefined {
  const known = schemaWithCustomKinds(workspace, schema);
  const found = known.kind(apiVersion, kind);
  const spec = found && known.definition(found.definition)?.fields.get('spec');
  if (!found) return undefined;
  return { metadata: { name: 'example' }, ...(spec && { spec: skeletonOf(known, spec) }) };
}

function snippetOf(kind: string, place: Snippet['place'], object: PlainObject): Snippet {
  const prefix = `k${kind.toLowerCase()}`;
  return {
    id: prefix,
    prefix,
    summary: text(`${kind} with what its definition requires`, `${kind}，含其定义要求的字段`),
    place,
    body: snippetBody(object),
  };
}

/** The object's lines, with a place to stop at each value that is one's own to choose. */
export function snippetBody(object: PlainObject): string {
  let stops = 0;
  return writeLines(object, usualStyle)
    .map((line) => line.replaceAll('$', '\\$'))
    .map((line) => {
      const [, head, value] = /^(\s*(?:- )*(?:[\w./-]+: )?)(\S.*)$/.exec(line) ?? [];
      if (head === undefined || value === undefined || /^(?:apiVersion|kind): /.test(line)) return line;
      if (value.endsWith(':')) return line;
      if (value === '{}') return `${head.trimEnd()}\n${' '.repeat(head.search(/\S/) + 2)}$${++stops}`;
      return /[\\}$|]/.test(value) ? line : `${head}\${${++stops}:${value}}`;
    })
    .join('\n');
}
