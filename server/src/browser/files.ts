// `node:fs` in a browser: the files that belong to the extension, as the client handed them over at the start.
// What lies in workspaces is on the disk (disk.ts), which cannot be read at once.

let base = '';
let texts: ReadonlyMap<string, string> = new Map();

/** Takes the extension's files: by path from its folder, `home` as a URI. */
export function mount(home: string, files: Readonly<Record<string, string>>): void {
  base = home;
  texts = new Map(Object.entries(files));
}

/** Where a file of the extension is to be opened. */
export function addressOf(name: string): string {
  return texts.has(name) ? `${base}${name}` : name;
}

let fetchLate: ((name: string) => void) | undefined;
const asked = new Set<string>();

/** Some files are asked for when somebody first looks for them. */
export function fetchesLate(fetch: (name: string) => void): void {
  fetchLate = fetch;
}

/** One that came late, unpacked. */
export function mountLate(name: string, text: string): void {
  texts = new Map([...texts, [name, text]]);
}

/** Packages of the catalogue: a workspace needs few of them. */
function wish(name: string): void {
  if (!name.endsWith('.json.gz') || asked.has(name)) return;
  asked.add(name);
  fetchLate?.(name);
}

const files = {
  existsSync(name: string): boolean {
    const isThere = texts.has(name) || [...texts.keys()].some((known) => known.startsWith(`${name}/`));
    if (!isThere) wish(name);
    return isThere;
  },
  readdirSync: (folder: string): readonly string[] =>
    [...texts.keys()].filter((name) => name.startsWith(`${folder}/`)).map((name) => name.slice(folder.length + 1)),
  readFileSync(name: string): string {
    const text = texts.get(name);
    if (text === undefined) throw new Error(`no file ${name}`);
    return text;
  },
};

// biome-ignore lint/style/noDefaultExport: Node’s module has one
export { files as default };
