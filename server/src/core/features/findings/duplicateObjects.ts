// An object that a file holds twice: applied, the later one replaces the earlier, which nobody writes on purpose. Two files
// may well hold one object, as a base and its overlay do; of that nothing is said.
import type { Finding } from '../../finding.ts';
import { text } from '../../text.ts';
import { factsOf, type ObjectFact } from '../../workspace/facts.ts';
import type { ManifestFile } from '../../workspace/file.ts';

const none: readonly Finding[] = [];

/** The findings of the file's document number `index`: those of its objects that a document before it has, too. */
export function duplicateFindings(file: ManifestFile, index: number): readonly Finding[] {
  const document = file.documents[index];
  const objects = document ? factsOf(document).objects : [];
  if (objects.length === 0) return none;
  const first = firstOf(file);
  const found = objects.flatMap((object) => {
    const earlier = first.get(identityOf(object));
    return earlier && earlier.object !== object ? [duplicate(file, object, earlier)] : [];
  });
  return found.length === 0 ? none : found;
}

interface Placed {
  readonly object: ObjectFact;
  readonly index: number;
}

const remembered = new WeakMap<ManifestFile, ReadonlyMap<string, Placed>>();

function firstOf(file: ManifestFile): ReadonlyMap<string, Placed> {
  const known = remembered.get(file);
  if (known) return known;
  const first = new Map<string, Placed>();
  for (const [index, document] of file.documents.entries()) {
    for (const object of factsOf(document).objects) {
      const identity = identityOf(object);
      if (identity !== '' && !first.has(identity)) first.set(identity, { object, index });
    }
  }
  remembered.set(file, first);
  return first;
}

/** Empty for objects whose name the server makes, or a template. */
function identityOf({ type, name, namespace = '' }: ObjectFact): string {
  return name === '' || /[{$]/.test(name + namespace) ? '' : `${type} ${namespace} ${name}`;
}

function duplicate(file: ManifestFile, { kind, name, nameSpan }: ObjectFact, earlier: Placed): Finding {
  const base = file.starts[earlier.index] ?? 0;
  const { start, end } = earlier.object.nameSpan;
  return {
    code: 'duplicate-object',
    severity: 'warning',
    span: { start: nameSpan.start, end: nameSpan.end },
    field: 'metadata.name',
    message: text(
      `${kind} "${name}" is in this file already; applied, this one replaces it: give it another name or remove one`,
      `此文件中已有 ${kind} "${name}"；应用时后者会替换前者：请改名或删除其一`,
    ),
    related: [
      {
        uri: file.uri,
        span: { start: base + start, end: base + end },
        message: text(`${kind} "${name}"`, `${kind} "${name}"`),
      },
    ],
  };
}
