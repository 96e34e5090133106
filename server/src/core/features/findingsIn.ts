// Everything that is found in one document of a file, for the editor and the command line alike.
import type { Finding } from '../finding.ts';
import { kindOf, perDocument, treeOf } from '../workspace/document.ts';
import { documentAt, type ManifestFile } from '../workspace/file.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The findings of the file's document number `index`; the same values as before while nothing they depend on changes. */
export function findingsIn(_workspace: Workspace, file: ManifestFile, index: number): readonly Finding[] {
  return yamlFindings(documentAt(file, index));
}

const yamlFindings = perDocument((document): readonly Finding[] => {
  const kind = kindOf(document);
  return kind === 'manifest' || kind === 'started' || kind === 'kustomization' ? treeOf(document).problems : [];
});
