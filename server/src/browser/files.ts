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

const files = {
  existsSync: (name: string): boolean =>
    texts.has(name) || [...texts.keys()].some((known) => known.startsWith(`${name}/`)),
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
