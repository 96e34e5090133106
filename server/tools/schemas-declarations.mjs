// Reads the comments out of TypeScript declaration files as tsc prints them: one text for each interface, class or type,
// one for each member. It knows the layout of tsc's output, nothing of Kubernetes.

/** Yields `{ path: [namespace…, name], text, members: Map<name, text> }` for each documented type of a file. */
export function* declarationsOf(file) {
  const namespaces = [];
  let comment = '';
  let current;
  for (const line of logicalLines(file)) {
    if (typeof line !== 'string') {
      comment = line.comment;
      continue;
    }
    const indent = line.length - line.trimStart().length;
    if (current) {
      if (line.startsWith('}', current.indent)) {
        yield current.type;
        current = undefined;
      } else if (indent === current.indent + 4) addMember(current.type, line, comment);
    } else {
      const opened = opening.exec(line);
      if (opened?.[1] === 'namespace') namespaces.push({ name: opened[2], indent });
      else if (opened) {
        const type = { path: [...namespaces.map(({ name }) => name), opened[2]], text: comment, members: new Map() };
        if (line.endsWith('{')) current = { type, indent };
        else yield type;
      } else if (line.trim() === '}' && namespaces.at(-1)?.indent === indent) namespaces.pop();
    }
    comment = '';
  }
}

const opening = /^\s*(?:export )?(?:declare )?(namespace|interface|class|type) (\w+)/;
const member = /^\s*(?:readonly )?(?:"([^"]+)"|'([^']+)'|([\w$]+))\??: /;

function addMember(type, line, comment) {
  const match = member.exec(line);
  if (match && comment) type.members.set(match[1] ?? match[2] ?? match[3], comment);
}

/** Lines of code, and `{ comment }` for each documentation comment, its stars taken off. */
function* logicalLines(file) {
  let inside;
  for (const line of file.split('\n')) {
    if (inside) {
      const end = line.endsWith('*/');
      inside.push(line.replace(/^\s*\*\/?[ ]?/, '').replace(/\s*\*\/$/, ''));
      if (end) yield { comment: readable(inside) };
      if (end) inside = undefined;
    } else if (/^\s*\/\*\*$/.test(line)) inside = [];
    else if (/^\s*\/\*\* .* \*\/$/.test(line)) yield { comment: readable([line.replace(/^\s*\/\*\* | \*\/$/g, '')]) };
    else if (line.trim() !== '') yield line;
  }
}

/** Undoes what keeps a text inside a comment, each generator in its own way. */
function readable(lines) {
  return lines
    .filter((line) => !/^@\w/.test(line))
    .join('\n')
    .replaceAll('&#47;', '/')
    .replaceAll('*\\/', '*/')
    .replace(/\\([*"'`])/g, '$1')
    .trim();
}
