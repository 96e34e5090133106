// A document of several to a file of its own, named after its object. Kustomizations that build the file build the new one too.
import type { TextEdit } from '../../finding.ts';
import { graphOf, keyOf } from '../../kustomize/graph.ts';
import { text } from '../../text.ts';
import { kindOf, treeOf } from '../../workspace/document.ts';
import { fileIn } from '../../workspace/workspace.ts';
import { appendAt } from '../../yaml/edits.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';
import { onHead, type Refactoring, type RefactoringPlace } from './refactoring.ts';
import { inSteps } from './steps.ts';

export const moveDocument: Refactoring = {
  id: 'move-document',
  menu: 'move',
  offer: (place) => {
    const { file, document, resource, workspace } = place;
    const others = file.documents.filter((other) => other !== document && kindOf(other) !== 'empty');
    if (!resource?.name || resource.path.length > 0 || others.length === 0 || !onHead(place)) return [];
    const fileName = `${resource.kind}-${resource.name}`.toLowerCase().replace(/[^a-z0-9.-]/g, '-');
    const uri = `${file.uri.slice(0, file.uri.lastIndexOf('/') + 1)}${fileName}.yaml`;
    if (fileIn(workspace, uri)) return [];
    const content = `${document.text.replace(/^---[ \t]*\r?\n/, '').trimEnd()}\n`;
    return [
      {
        title: text(
          `Move ${resource.kind}/${resource.name} to a file "${fileName}.yaml"`,
          `将 ${resource.kind}/${resource.name} 移到文件 "${fileName}.yaml"`,
        ),
        edits: [
          { span: { start: 0, end: document.text.length }, newText: '' },
          ...alsoBuilt(place, `${fileName}.yaml`),
        ],
        createFile: { uri, content },
      },
    ];
  },
};

function alsoBuilt({ workspace, file }: RefactoringPlace, fileName: string): readonly TextEdit[] {
  const uses = graphOf(workspace).uses.get(keyOf(file.uri)) ?? [];
  return uses.flatMap(({ by, role, span }) => {
    const builder = fileIn(workspace, by.uri);
    const start = builder?.starts[builder.documents.indexOf(by.document)];
    const { root } = treeOf(by.document);
    if (role !== 'resource' || start === undefined || resolved(nodeAt(root, ['resources']))?.type !== 'sequence')
      return [];
    const path = by.document.text.slice(span.start, span.end).replace(/[^/]*$/, fileName);
    const edits = inSteps(by.document.text, [(document) => appendAt(document, ['resources'], path)]);
    return edits.map(({ span: own, newText }) => ({
      uri: by.uri,
      newText,
      span: { start: start + own.start, end: start + own.end },
    }));
  });
}
