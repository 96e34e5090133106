// An object of the kind that a CustomResourceDefinition defines, in a file of its own beside it: both in one file would be
// applied at once, before the cluster knows the kind.
import { customResourcesOf } from '../../apiserver/customResources/definitions.ts';
import { text } from '../../text.ts';
import { fileIn } from '../../workspace/workspace.ts';
import type { PlainObject } from '../../yaml/plain.ts';
import { usualStyle } from '../../yaml/style.ts';
import { writeLines } from '../../yaml/write.ts';
import { definitionsIn, definitionType } from '../findings/customKinds.ts';
import { sampleObjectOf } from '../samples/sampleObject.ts';
import { onHead, type Refactoring, type RefactoringPlace } from './refactoring.ts';

export const generateCustomObject: Refactoring = {
  id: 'generate-custom-object',
  menu: 'generate',
  offer: (place) => {
    const { resource, workspace, document } = place;
    const { schema } = workspace;
    if (!schema || !resource || `${resource.group}/${resource.kind}` !== definitionType || !onHead(place)) return [];
    const definition = definitionsIn(document).find((one) => nameOf(one) === resource.name);
    const versions = definition ? customResourcesOf(definition).filter(({ warning }) => warning === undefined) : [];
    return versions.slice(0, mostVersions).flatMap(({ kind: { apiVersion, kind } }) => {
      const object = definition && sampleObjectOf(schema, definition, apiVersion);
      if (!object) return [];
      const which = versions.length > 1 ? ` (${apiVersion})` : '';
      const title = text(`New ${kind} from this definition${which}`, `按此定义新建 ${kind}${which}`);
      return [{ title, edits: [], createFile: { uri: freeUri(place, kind), content: contentOf(object) } }];
    });
  },
};

const mostVersions = 3;

function nameOf({ metadata }: Readonly<Record<string, unknown>>): unknown {
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata ? metadata.name : undefined;
}

function contentOf(object: PlainObject): string {
  return `${writeLines(object, usualStyle).join('\n')}\n`;
}

/** Beside the definition, by the kind's name, and not the name of a file that is there. */
function freeUri({ workspace, file }: RefactoringPlace, kind: string): string {
  const stem = `${file.uri.slice(0, file.uri.lastIndexOf('/') + 1)}${kind.toLowerCase()}`;
  for (let number = 1; ; number++) {
    const uri = number === 1 ? `${stem}.yaml` : `${stem}-${number}.yaml`;
    if (!fileIn(workspace, uri)) return uri;
  }
}
