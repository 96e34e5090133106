// What can be done about a place that does not fit the schema: rename, remove, convert, quote, complete. Edits keep the
// file's style; they are made when an editor asks for them, not at every keystroke.
import type { Fix, TextEdit } from '../../finding.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import type { Definition, Schema, TypeRef } from '../../schema/schema.ts';
import type { StructureProblem } from '../../schema/structure.ts';
import { type Text, text } from '../../text.ts';
import { type Editable, quoteAt, removeAt, renameKeyAt, setAt } from '../../yaml/edits.ts';
import type { MappingNode, Node, Path, ScalarNode, SequenceNode } from '../../yaml/nodes.ts';
import { keyOf, nodeAt, resolved } from '../../yaml/path.ts';
import { isPlainObject, type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import { readPlain } from '../../yaml/scalar.ts';
import { placeBelow } from './placeBelow.ts';
import { meantQuantities } from './quantityFix.ts';
import { skeletonOf } from './skeleton.ts';

type Problem<F extends StructureProblem['fault']> = Extract<StructureProblem, { fault: F }>;

/** The fixes of one problem, the likeliest first; none when there is no obvious one. */
export function fixesOf(schema: Schema, document: Editable, problem: StructureProblem): readonly Fix[] {
  const fixes = made(schema, document, problem).filter((fix) => fix.edits.length > 0);
  const [first, ...rest] = fixes;
  return first && isSure(problem, fixes.length) ? [{ ...first, preferred: true }, ...rest] : fixes;
}

/** Whether the first fix is the one, so that "fix all" may take it. */
function isSure(problem: StructureProblem, count: number): boolean {
  switch (problem.fault) {
    case 'read-only':
    case 'misread-key':
    case 'missing-required':
      return true;
    case 'gated-field':
      return false;
    case 'wrong-type':
      return count === 1;
    case 'unknown-field':
      return count === 2;
    case 'bad-enum':
    case 'bad-format':
      return count === 1;
  }
}

function made(schema: Schema, document: Editable, problem: StructureProblem): readonly Fix[] {
  switch (problem.fault) {
    case 'unknown-field':
      return unknownField(schema, document, problem);
    case 'wrong-type':
      return wrongType(schema, document, problem);
    case 'bad-format':
      return badFormat(document, problem);
    case 'bad-enum':
      return badEnum(document, problem);
    case 'missing-required':
      return missingRequired(schema, document, problem);
    case 'misread-key':
      return [quoteKey(problem)];
    case 'gated-field':
    case 'read-only':
      return [removal(document, problem.path)];
  }
}

function fix(title: Text, edits: readonly TextEdit[]): Fix {
  return { title, edits };
}

function removal(document: Editable, path: Path): Fix {
  const name = String(path.at(-1));
  return fix(text(`remove "${name}"`, `删除 "${name}"`), removeAt(document, path));
}

function changeTo(document: Editable, path: Path, value: PlainValue): Fix {
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return fix(text(`change to "${shown}"`, `改为 "${shown}"`), setAt(document, path, value));
}

function unknownField(schema: Schema, document: Editable, { path, pair, owner }: Problem<'unknown-field'>): Fix[] {
  const parent = resolved(nodeAt(document.root, path.slice(0, -1)));
  const present = parent?.type === 'mapping' ? parent.pairs.map(keyOf) : [];
  const free = [...owner.fields.keys()].filter((name) => !present.includes(name));
  const renames = didYouMean(pair.key.source, free).map((name) =>
    fix(text(`rename to "${name}"`, `重命名为 "${name}"`), renameKeyAt(document, path, name)),
  );
  const moves = renames.length > 0 ? [] : moved(schema, document, path, owner);
  return [...renames, ...moves, removal(document, path)];
}

/** `containers` of a Deployment's spec goes where it belongs, unless something is there, or comments would be lost. */
function moved(schema: Schema, document: Editable, path: Path, owner: Definition): Fix[] {
  const name = String(path.at(-1));
  const place = placeBelow(schema, owner, name);
  const node = nodeAt(document.root, path);
  if (!place || !node || document.text.slice(node.start, node.end).includes('#')) return [];
  const target = [...path.slice(0, -1), ...place, name];
  if (nodeAt(document.root, target)) return [];
  const edits = [...removeAt(document, path), ...setAt(document, target, toPlain(node).value)];
  const words = place.join('.');
  return edits.length === 2 ? [fix(text(`move into "${words}"`, `移到 "${words}" 中`), edits)] : [];
}

/** `y:` becomes `"y":`. */
function quoteKey({ pair }: Problem<'misread-key'>): Fix {
  const { start, end, source } = pair.key;
  const quoted = JSON.stringify(source);
  return fix(text(`quote the key: ${quoted}`, `给键加引号：${quoted}`), [{ span: { start, end }, newText: quoted }]);
}

function badFormat(document: Editable, { path, node, format }: Problem<'bad-format'>): Fix[] {
  if (format !== 'quantity') return [];
  return meantQuantities(node.source).map((quantity) => changeTo(document, path, quantity));
}

const fewValues = 4;

function badEnum(document: Editable, { path, node, allowed }: Problem<'bad-enum'>): Fix[] {
  const near = didYouMean(node.source, allowed);
  const offered = near.length > 0 ? near : allowed.length <= fewValues ? allowed : [];
  return offered.map((value) => changeTo(document, path, value));
}

function missingRequired(schema: Schema, document: Editable, problem: Problem<'missing-required'>): Fix[] {
  const { path, name, owner } = problem;
  const field = owner.fields.get(name);
  if (!field) return [];
  const value = selectorOfTemplate(document, path, owner.fields.get(name)?.type) ?? skeletonOf(schema, field);
  return [fix(text(`add "${name}"`, `添加 "${name}"`), setAt(document, path, value))];
}

/** A workload's selector is best made of the labels that its pod template already has. */
function selectorOfTemplate(document: Editable, path: Path, type: TypeRef | undefined): PlainValue | undefined {
  if (type?.is !== 'definition' || !type.name.endsWith('.LabelSelector')) return undefined;
  const labels = toPlain(nodeAt(document.root, [...path.slice(0, -1), 'template', 'metadata', 'labels'])).value;
  return isPlainObject(labels) ? { matchLabels: labels } : undefined;
}

function wrongType(schema: Schema, document: Editable, problem: Problem<'wrong-type'>): Fix[] {
  const { path, wanted } = problem;
  const node = resolved(problem.node);
  if (!node) return [];
  if (wanted.is === 'list') return asList(schema, document, path, wanted.of, node);
  if (wanted.is === 'map') return node.type === 'sequence' ? asMap(document, path, node) : [];
  if (node.type === 'sequence') return onlyItem(document, path, node);
  if (node.type !== 'scalar') return [];
  if (wanted.is === 'string' || isStringScalar(schema, wanted)) return quoting(document, path, node);
  return plainScalar(schema, document, path, wanted, node);
}

/** `image: [nginx]` means the one that is listed. */
function onlyItem(document: Editable, path: Path, { items }: SequenceNode): Fix[] {
  const [item] = items;
  const node = resolved(item?.value);
  return items.length === 1 && node?.type === 'scalar' ? [changeTo(document, path, node.value)] : [];
}

function isStringScalar(schema: Schema, wanted: TypeRef): boolean {
  return wanted.is === 'definition' && schema.definition(wanted.name)?.scalar?.type === 'string';
}

function quoting(document: Editable, path: Path, node: ScalarNode): Fix[] {
  if (typeof node.value === 'string') return [];
  const quoted = JSON.stringify(node.source);
  return [fix(text(`quote: ${quoted}`, `加引号：${quoted}`), quoteAt(document, path))];
}

/** `"80"` becomes 80 where a number is wanted, `"true"` becomes true. */
function plainScalar(schema: Schema, document: Editable, path: Path, wanted: TypeRef, node: ScalarNode): Fix[] {
  if (typeof node.value !== 'string') return [];
  const value = readPlain(node.source.trim());
  if (wanted.is === 'boolean') return typeof value === 'boolean' ? [changeTo(document, path, value)] : [];
  const isNumber = wanted.is === 'integer' || wanted.is === 'number' || isIntOrString(schema, wanted);
  if (!isNumber || typeof value !== 'number') return [];
  const fits = wanted.is === 'number' || Number.isInteger(value);
  return fits ? [changeTo(document, path, value)] : [];
}

function isIntOrString(schema: Schema, wanted: TypeRef): boolean {
  return wanted.is === 'definition' && schema.definition(wanted.name)?.scalar?.format === 'int-or-string';
}

type Known = Exclude<Node, { type: 'alias' }>;

/** A single value becomes a list of it; `FOO: bar` in a list of names and values becomes `- name: FOO`. */
function asList(schema: Schema, document: Editable, path: Path, of: TypeRef, node: Known): Fix[] {
  const definition = of.is === 'definition' ? schema.definition(of.name) : undefined;
  if (node.type === 'mapping' && definition?.fields.has('name') && definition.fields.has('value')) {
    if (node.pairs.every((pair) => resolved(pair.value)?.type === 'scalar')) return [namedValues(document, path, node)];
  }
  const single = node.type === 'scalar' ? of.is === 'string' : node.type === 'mapping' && definition !== undefined;
  if (!single) return [];
  const value = node.type === 'scalar' ? node.source : toPlain(node).value;
  return [fix(text('make it a list', '改为列表'), setAt(document, path, [value]))];
}

function namedValues(document: Editable, path: Path, node: MappingNode): Fix {
  const items = node.pairs.map((pair) => {
    const value = resolved(pair.value);
    return { name: keyOf(pair), value: value?.type === 'scalar' ? value.source : '' };
  });
  return fix(text('make it a list of names and values', '改为 name/value 列表'), setAt(document, path, items));
}

/** `- app: web` under labels becomes `app: web`. */
function asMap(document: Editable, path: Path, node: SequenceNode): Fix[] {
  const map: PlainObject = {};
  for (const item of node.items) {
    const mapping = resolved(item.value);
    if (mapping?.type !== 'mapping') return [];
    const plain = toPlain(mapping).value;
    if (isPlainObject(plain)) Object.assign(map, plain);
  }
  return [fix(text('make it a mapping', '改为映射'), setAt(document, path, map))];
}
