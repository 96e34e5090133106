// Reads the types out of TypeScript declaration files as tsc prints them: interfaces with their fields, comments and
// optional marks, aliases, what is imported from where. It knows the syntax that such files use, nothing of Kubernetes.

/**
 * @returns {{ imports: Map<string, { from: string, name: string }>, types: Map<string, object> }} by name the types that
 * the file declares: `{ text, is, … }`, where `is` is `object` (fields, parents), `list` (of), `map` (of), `union`
 * (members), `literal` (value), `word` (name: `string`, or another type's) or `any`
 */
export function typesOf(source) {
  const imports = new Map();
  for (const [, names, from] of source.matchAll(/^import (?:type )?\{ ([^}]+) \} from "([^"]+)";/gm)) {
    for (const name of names.split(', ')) {
      const [original, local = original] = name.replace(/^type /, '').split(' as ');
      imports.set(local, { from, name: original });
    }
  }
  const types = new Map();
  const opening =
    /^((?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)export (?:declare )?(?:interface (\w+)(?: extends ([^{]+))? (?=\{)|type (\w+) = )/gm;
  for (const match of source.matchAll(opening)) {
    const [whole, comment, name, parents, alias] = match;
    const reader = { source, at: match.index + whole.length };
    const type = readType(reader);
    const above = parents === undefined ? [] : parents.split(',').map((parent) => parent.trim());
    types.set(name ?? alias, { ...type, ...(type.is === 'object' ? { parents: above } : {}), text: wordsOf(comment) });
  }
  return { imports, types };
}

/** `A | B`, `A[]`, `(A | B)`: a union of one is what it holds. */
function readType(reader) {
  skip(reader);
  if (reader.source[reader.at] === '|') reader.at++;
  const members = [];
  do members.push(readBoth(reader));
  while (taken(reader, '|'));
  return members.length === 1 ? members[0] : { is: 'union', members };
}

/** `A & B`: where one is an object, the other only says which of its fields go together. */
function readBoth(reader) {
  const members = [readOne(reader)];
  while (taken(reader, '&')) members.push(readOne(reader));
  return members.find(({ is, fields }) => is === 'object' && fields.size > 0) ?? members[0];
}

function readOne(reader) {
  let type = readBare(reader);
  while (taken(reader, '[')) {
    if (taken(reader, ']')) type = { is: 'list', of: type };
    else {
      reader.at = reader.source.indexOf(']', reader.at) + 1; // IPod["metadata"]
      type = { is: 'any' };
    }
  }
  return type;
}

function readBare(reader) {
  skip(reader);
  const { source } = reader;
  if (taken(reader, '{')) return readObject(reader);
  if (taken(reader, '(')) {
    const type = readType(reader);
    taken(reader, ')');
    return type;
  }
  const literal = /"((?:[^"\\]|\\.)*)"|-?\d+(?:\.\d+)?/y;
  const word = /[\w.$]+(?:\([^)]*\)\.\w+)?/y;
  for (const pattern of [literal, word]) pattern.lastIndex = reader.at;
  const quoted = literal.exec(source);
  if (quoted) {
    reader.at = literal.lastIndex;
    return { is: 'literal', value: quoted[1] };
  }
  const name = word.exec(source)?.[0];
  if (name === undefined) throw new Error(`no type at ${source.slice(reader.at, reader.at + 40)}`);
  reader.at += name.length;
  if (!taken(reader, '<')) return { is: 'word', name };
  const given = [readType(reader)];
  while (taken(reader, ',')) given.push(readType(reader));
  taken(reader, '>');
  if (name === 'Array') return { is: 'list', of: given[0] };
  if (name === 'Record') return { is: 'map', of: given[1] };
  return { is: 'any' };
}

function readObject(reader) {
  const fields = new Map();
  let values;
  while (!taken(reader, '}')) {
    const comment = commentAt(reader);
    const key = /(?:readonly )?(?:"((?:[^"\\]|\\.)*)"|([\w$]+)|(\[\w+: \w+\]))(\?)?:/y;
    key.lastIndex = reader.at;
    const match = key.exec(reader.source);
    if (!match) throw new Error(`no field at ${reader.source.slice(reader.at, reader.at + 40)}`);
    reader.at = key.lastIndex;
    const type = readType(reader);
    taken(reader, ';');
    if (match[3]) values = type;
    else fields.set(match[1] ?? match[2], { type, required: match[4] === undefined, text: wordsOf(comment) });
  }
  return values && fields.size === 0 ? { is: 'map', of: values } : { is: 'object', fields, parents: [] };
}

function commentAt(reader) {
  while (/\s/.test(reader.source[reader.at] ?? '')) reader.at++;
  if (!reader.source.startsWith('/*', reader.at)) return '';
  const end = reader.source.indexOf('*/', reader.at) + 2;
  const comment = reader.source.slice(reader.at, end);
  reader.at = end;
  skip(reader);
  return comment;
}

function skip(reader) {
  while (/\s/.test(reader.source[reader.at] ?? '')) reader.at++;
}

function taken(reader, mark) {
  skip(reader);
  if (!reader.source.startsWith(mark, reader.at)) return false;
  reader.at += mark.length;
  return true;
}

function wordsOf(comment) {
  return comment
    .replace(/^\s*\/\*\*|\*\/\s*$/g, '')
    .replace(/^[ \t]*\* ?/gm, '')
    .replaceAll('*\\/', '*/')
    .trim();
}
