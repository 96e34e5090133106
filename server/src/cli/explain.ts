// `kpod explain deployment.spec.strategy`: a field's type, facts and description, as kubectl explain, without a cluster.

import { didYouMean } from '../core/schema/didYouMean.ts';
import { fieldAt } from '../core/schema/lookup.ts';
import type { Definition, Field, KindInfo, Schema } from '../core/schema/schema.ts';
import { typeName } from '../core/schema/typeName.ts';
import { descriptions, schemaOf } from '../lsp/schemas.ts';
import { lastValue, readArguments } from './arguments.ts';

export async function explain(args: readonly string[]): Promise<number> {
  const given = readArguments(args, {
    values: ['kubernetes-version', 'api-version', 'locale'],
    flags: ['recursive'],
  });
  const [words] = 'problem' in given ? [] : given.rest;
  if ('problem' in given || words === undefined) {
    const problem = 'problem' in given ? `${given.problem}; ` : '';
    process.stderr.write(`kpod explain: ${problem}name a kind or a field, such as deployment.spec.strategy\n`);
    return 2;
  }
  const schema = schemaOf(lastValue(given, 'kubernetes-version') ?? 'latest');
  const [name = '', ...path] = words.split('.').map((word) => word.replace(/\[\d*\*?\]$/, ''));
  const kind = kindNamed(schema, name, lastValue(given, 'api-version'));
  if (!kind) return failed(`no kind "${name}" in Kubernetes ${schema.version}${meant(name, kindNames(schema))}`);
  const page = pageOf(schema, kind, path, given.flags.has('recursive'));
  if (page === undefined) {
    const lost = `${kind.kind} has no field "${path.join('.')}" in Kubernetes ${schema.version}`;
    return failed(`${lost}${meant(path.at(-1) ?? '', siblingNames(schema, kind, path))}`);
  }
  process.stdout.write(page);
  return 0;
}

function failed(words: string): number {
  process.stderr.write(`kpod explain: ${words}\n`);
  return 1;
}

/** By kind, plural or short name; of several versions the one served and most stable comes first in the schema's list. */
function kindNamed(schema: Schema, name: string, apiVersion: string | undefined): KindInfo | undefined {
  const wanted = name.toLowerCase();
  const found = schema
    .kinds()
    .filter((kind) => apiVersion === undefined || kind.apiVersion === apiVersion)
    .filter(({ kind, plural, shortNames }) => [kind.toLowerCase(), plural, ...shortNames].includes(wanted));
  return found.sort((a, b) => stability(b) - stability(a))[0];
}

function stability({ version, served, group }: KindInfo): number {
  const stable = /^v\d+$/.test(version) ? 4 : version.includes('beta') ? 2 : 0;
  const number = Number(/^v(\d+)/.exec(version)?.[1] ?? 0) / 100;
  return stable + number + (served ? 8 : 0) + (group === 'events.k8s.io' || group === 'extensions' ? -1 : 0);
}

function meant(word: string, known: Iterable<string>): string {
  const [near] = didYouMean(word, known);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

function kindNames(schema: Schema): ReadonlySet<string> {
  return new Set(schema.kinds().map(({ kind }) => kind.toLowerCase()));
}

/** The fields beside the first one on the path that does not exist. */
function siblingNames(schema: Schema, kind: KindInfo, path: readonly string[]): readonly string[] {
  const above = path.slice(0, -1);
  const place = fieldAt(schema, kind, above.length === 0 ? [] : throughLists(schema, kind, above));
  const holder = place && (innerDefinition(schema, place.field) ?? place.definition);
  return [...(holder?.fields.keys() ?? [])];
}

function pageOf(schema: Schema, kind: KindInfo, path: readonly string[], recursive: boolean): string | undefined {
  const place = fieldAt(schema, kind, path.length === 0 ? [] : throughLists(schema, kind, path));
  if (!place) return undefined;
  const { field, owner, definition } = place;
  const head = `KIND:     ${kind.kind}\nVERSION:  ${kind.apiVersion} (Kubernetes ${schema.version})\n`;
  const about = field && owner ? fieldFacts(schema, owner, field) : '';
  const words =
    field && owner ? descriptions().field(owner.name, field.name) : descriptions().definition(kind.definition);
  const below = innerDefinition(schema, field) ?? definition;
  return `${head}${about}\n${wrapped(words ?? '', '  ')}${below ? (recursive ? fieldTree(schema, below) : fieldList(schema, below)) : ''}`;
}

/** `containers.image` means `containers[0].image`: kubectl writes no indexes. */
function throughLists(schema: Schema, kind: KindInfo, path: readonly string[]): (string | number)[] {
  const full: (string | number)[] = [];
  for (const segment of path) {
    if (fieldAt(schema, kind, full)?.type.is === 'list') full.push(0);
    full.push(segment);
  }
  return full;
}

function innerDefinition(schema: Schema, field: Field | undefined): Definition | undefined {
  let type = field?.type;
  while (type?.is === 'list' || type?.is === 'map') type = type.of;
  return type?.is === 'definition' ? schema.definition(type.name) : undefined;
}

function fieldFacts(schema: Schema, owner: Definition, field: Field): string {
  const facts = [
    `FIELD:    ${field.name} <${typeName(schema, field.type)}>${owner.required.includes(field.name) ? ' required' : ''}`,
    ...(field.enum ? [`ENUM:     ${field.enum.join(', ')}`] : []),
    ...(field.default !== undefined && !field.zeroDefault ? [`DEFAULT:  ${JSON.stringify(field.default)}`] : []),
    ...(field.since ? [`SINCE:    ${field.since}`] : []),
    ...(field.hints ? [`NOTE:     ${field.hints.join(', ')}`] : []),
  ];
  return `${facts.join('\n')}\n`;
}

function fieldList(schema: Schema, definition: Definition): string {
  if (definition.fields.size === 0) return '';
  const rows = [...definition.fields.values()].map((field) => {
    const required = definition.required.includes(field.name) ? ' required' : '';
    const words = descriptions().field(definition.name, field.name) ?? '';
    return `  ${field.name} <${typeName(schema, field.type)}>${required}\n${wrapped(words.split(/(?<=\.)\s/)[0] ?? '', '    ')}`;
  });
  return `\nFIELDS:\n${rows.join('')}`;
}

/** Names and types of all fields below, indented; a type within itself is not opened again. */
function fieldTree(schema: Schema, definition: Definition): string {
  const lines: string[] = [];
  const walk = (at: Definition, indent: string, above: readonly string[]): void => {
    for (const field of at.fields.values()) {
      const required = at.required.includes(field.name) ? ' required' : '';
      lines.push(`${indent}${field.name} <${typeName(schema, field.type)}>${required}\n`);
      const inner = innerDefinition(schema, field);
      if (inner && !above.includes(inner.name)) walk(inner, `${indent}  `, [...above, inner.name]);
    }
  };
  walk(definition, '  ', [definition.name]);
  return lines.length === 0 ? '' : `\nFIELDS:\n${lines.join('')}`;
}

const width = 100;

function wrapped(words: string, indent: string): string {
  const lines: string[] = [];
  for (const paragraph of words.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      if (line !== '' && line.length + word.length >= width) {
        lines.push(line);
        line = '';
      }
      line += line === '' ? word : ` ${word}`;
    }
    if (line !== '') lines.push(line);
  }
  return lines.map((line) => `${indent}${line}\n`).join('');
}
