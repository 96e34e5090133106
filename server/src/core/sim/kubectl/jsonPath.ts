// The part of kubectl's JSONPath that people use: fields, indexes, wildcards, filters by equality, literals, range/end.
// Source: client-go/util/jsonpath (v1.36). Values print as kubectl prints them: joined by blanks, objects as JSON.
import { isJsonObject, type JsonValue } from '../../apiserver/types.ts';

/** The values that one path like `{.spec.replicas}`, `.spec.replicas` or `spec.replicas` finds. */
export function valuesAt(path: string, root: JsonValue): readonly JsonValue[] {
  const inner = path.replace(/^\{|\}$/g, '');
  return select(/^[.[$@]/.test(inner) ? inner : `.${inner}`, root, root);
}

export function evaluateJsonPath(template: string, root: JsonValue): string {
  const parts = template.split(/(\{[^{}]*\})/).filter((part) => part !== '');
  return run(parts, 0, parts.length, root, root);
}

function run(parts: readonly string[], from: number, to: number, root: JsonValue, current: JsonValue): string {
  let out = '';
  for (let index = from; index < to; index++) {
    const part = parts[index] ?? '';
    if (!part.startsWith('{')) out += part;
    else if (part.startsWith('{range ')) {
      const end = endOfRange(parts, index, to);
      for (const value of select(part.slice(7, -1).trim(), root, current))
        out += run(parts, index + 1, end, root, value);
      index = end;
    } else if (part !== '{end}')
      out += literal(part.slice(1, -1)) ?? select(part.slice(1, -1).trim(), root, current).map(written).join(' ');
  }
  return out;
}

function endOfRange(parts: readonly string[], from: number, to: number): number {
  let depth = 0;
  for (let index = from; index < to; index++) {
    if (parts[index]?.startsWith('{range ')) depth++;
    else if (parts[index] === '{end}' && --depth === 0) return index;
  }
  return to;
}

function literal(expression: string): string | undefined {
  const quoted = /^\s*(["'])(.*)\1\s*$/s.exec(expression);
  return quoted?.[2]?.replace(/\\n/g, '\n').replace(/\\t/g, '\t');
}

const written = (value: JsonValue): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

const step =
  /\.\.([\w-]+)|\.((?:[\w-]|\\\.)+)|\.\*|\[\?\(([^)]*)\)\]|\[(['"])(.*?)\4\]|\[(\*|-?\d*(?::-?\d*)?)\]|@|\$/y;

function select(path: string, root: JsonValue, current: JsonValue): readonly JsonValue[] {
  let values: readonly JsonValue[] = [path.startsWith('$') ? root : current];
  step.lastIndex = 0;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return [];
    const [whole, deep, field, filter, , quoted, index] = match;
    if (deep !== undefined) values = values.flatMap((value) => descendants(value, deep));
    else if (field !== undefined || quoted !== undefined)
      values = values.flatMap((value) => child(value, (field ?? quoted ?? '').replace(/\\\./g, '.')));
    else if (filter !== undefined)
      values = values.flatMap((value) => elements(value).filter((element) => holds(filter, root, element)));
    else if (whole === '.*' || index === '*') values = values.flatMap(elements);
    else if (index !== undefined) values = values.flatMap((value) => slice(value, index));
  }
  return values;
}

function child(value: JsonValue, key: string): readonly JsonValue[] {
  const found = isJsonObject(value) ? value[key] : undefined;
  return found === undefined ? [] : [found];
}

function elements(value: JsonValue): readonly JsonValue[] {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? Object.values(value).filter((entry) => entry !== undefined) : [];
}

function descendants(value: JsonValue, key: string): readonly JsonValue[] {
  return [...child(value, key), ...elements(value).flatMap((entry) => descendants(entry, key))];
}

function slice(value: JsonValue, index: string): readonly JsonValue[] {
  if (!Array.isArray(value)) return [];
  const all: readonly JsonValue[] = value;
  const [from = '', to] = index.split(':');
  if (to !== undefined) return all.slice(Number(from || 0), to === '' ? undefined : Number(to));
  const found = all.at(Number(from));
  return found === undefined ? [] : [found];
}

function holds(filter: string, root: JsonValue, element: JsonValue): boolean {
  const compared = /^(.*?)\s*(==|!=)\s*(.*)$/s.exec(filter.trim());
  if (!compared) return select(filter.trim().replace(/^@/, ''), root, element).length > 0;
  const [, left = '', operator, right = ''] = compared;
  const value = select(left.trim().replace(/^@/, ''), root, element)[0];
  const wanted = literal(right) ?? right.trim();
  return (value !== undefined && String(value) === wanted) === (operator === '==');
}
