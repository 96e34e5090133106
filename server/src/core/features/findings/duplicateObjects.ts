// An object that a file holds twice: applied, the later one replaces the earlier, which nobody writes on purpose. Two files
// may well hold one object, as a base and its overlay do; of that nothing is said.
import type { Finding } from '../../finding.ts';
import { text } from '../../text.ts';
import { factsOf, type ObjectFact } from '../../workspace/facts.ts';
import type { ManifestFile } from '../../workspace/file.ts';
import { objectsNamed } from '../../workspace/resolve.ts';
import type { Workspace } from '../../workspace/workspace.ts';

const none: readonly Finding[] = [];

/** The findings of the file's document number `index`: those of its objects that stand before it in the file, too. */
export function duplicateFindings(workspace: Workspace, file: ManifestFile, index: number): readonly Finding[] {
  const document = file.documents[index];
  const objects = document ? factsOf(document).objects : [];
  const found = objects.flatMap((object, at) => {
    const earlier = earlierIn(workspace, file, { index, at }, object);
    return earlier ? [duplicate(file, object, earlier)] : [];
  });
  return found.length === 0 ? none : found;
}

interface Placed {
  readonly object: ObjectFact;
  readonly index: number;
}

/** From the index of names, so that a keystroke in a file of thousands of documents looks at none but its namesakes. */
function earlierIn(
  workspace: Workspace,
  file: ManifestFile,
  here: { readonly index: number; readonly at: number },
  object: ObjectFact,
): Placed | undefined {
  const identity = identityOf(object);
  if (identity === '') return undefined;
  const [first] = objectsNamed(workspace, object.type, object.name)
    .filter(({ uri, fact }) => uri === file.uri && fact !== object && identityOf(fact) === identity)
    .map(({ document, fact }) => ({ object: fact, index: file.documents.indexOf(document), document }))
    .filter(({ object: other, index, document }) => {
      if (index !== here.index) return index >= 0 && index < here.index;
      return factsOf(document).objects.indexOf(other) < here.at;
    })
    .sort((a, b) => a.index - b.index);
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
