// `node:path` in a browser, where a name is a URI (`vscode-vfs://github/o/r/a.yaml`) or a path of the extension (`/dist/…`).
// Names below a URI are kept as URIs have them.

const head = /^[a-z][\w+.-]*:(?:\/\/[^/]*|(?=\/))/i;

function split(name: string): readonly [root: string, parts: readonly string[]] {
  const root = head.exec(name)?.[0] ?? '';
  const parts: string[] = [];
  for (const part of name.slice(root.length).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return [root, parts];
}

function join(first: string, ...rest: readonly string[]): string {
  const [root, parts] = split([first, ...rest].join('/'));
  return `${root}/${parts.join('/')}`;
}

function resolve(first: string, ...rest: readonly string[]): string {
  return rest.reduce((from, to) => (head.test(to) || to.startsWith('/') ? join(to) : join(from, to)), join(first));
}

function dirname(name: string): string {
  return join(name, '..');
}

function basename(name: string): string {
  return split(name)[1].at(-1) ?? '';
}

/** Of a name that lies below. */
function relative(from: string, to: string): string {
  return split(to)[1].slice(split(from)[1].length).join('/');
}

const paths = { join, resolve, dirname, basename, relative, sep: '/' };

// biome-ignore lint/style/noDefaultExport: Node’s module has one
export { paths as default };
