// Collections of manifests for properties that hold of all of them: our own fixtures and snippets, the collection that
// stands beside the repository where there is one, and any folder that COLLECTION names. One folder, one group of files; a
// folder that COLLECTION names with a slash at its end is one group with all that is below.
import fs from 'node:fs';
import path from 'node:path';
import { expandWithDefaults, parseSnippet } from '../../server/src/core/features/snippets.ts';
import { fixturesIn } from './fixture.ts';

export interface Group {
  readonly name: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

const beside = '../shared/corpus/seeds';
const mostBytes = 200_000;
const mostFilesInGroup = 40;

/** Says aloud what is not there. */
export function collections(): readonly Group[] {
  const fixtures = ['findings', 'acceptance', 'customResources'].flatMap((folder) =>
    fixturesIn(folder).map(({ source, files }) => ({ name: source, files })),
  );
  const snippets = fs.readdirSync('snippets').flatMap((name): Group[] => {
    const { body, place } = parseSnippet(name, fs.readFileSync(`snippets/${name}`, 'utf8'));
    return place.at === 'document'
      ? [{ name, files: [{ path: 'file:///w/a.yaml', text: `${expandWithDefaults(body)}\n` }] }]
      : [];
  });
  const others = [beside, ...(process.env['COLLECTION']?.split(':') ?? [])];
  return [...fixtures, ...snippets, ...others.flatMap(groupsBelow)];
}

function groupsBelow(root: string): readonly Group[] {
  if (!fs.existsSync(root)) {
    console.log(`skipped: there is no collection ${root}`);
    return [];
  }
  const byFolder = new Map<string, { path: string; text: string }[]>();
  for (const name of fs.readdirSync(root, { recursive: true }).map(String).sort()) {
    const file = path.join(root, name);
    if (!/\.ya?ml$/.test(name) || !fs.statSync(file).isFile() || fs.statSync(file).size > mostBytes) continue;
    const folder = root === beside ? name : root.endsWith('/') ? '' : path.dirname(name);
    const files = byFolder.get(folder) ?? [];
    byFolder.set(folder, files);
    if (files.length < mostFilesInGroup) files.push({ path: `file:///w/${name}`, text: fs.readFileSync(file, 'utf8') });
  }
  return [...byFolder].map(([folder, files]) => ({ name: path.join(root, folder), files }));
}
