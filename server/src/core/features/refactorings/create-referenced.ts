// The object that a reference names and the workspace does not have. Where the reference is a finding, that one offers
// it; here it is for the workspaces that hold no object of the type at all, about which nothing is said.
import { factsOf } from '../../workspace/facts.ts';
import { nodeAt } from '../../yaml/path.ts';
import { targetOf } from '../findings/missingTarget.ts';
import { createdObject } from '../findings/newObject.ts';
import type { Refactoring } from './refactoring.ts';

export const createReferenced: Refactoring = {
  id: 'create-referenced',
  menu: 'generate',
  offer: ({ workspace, file, document, root, path }) => {
    const node = nodeAt(root, path);
    if (node?.type !== 'scalar') return [];
    const { start, end } = node;
    const reference = factsOf(document).references.find(({ span, members }) =>
      [span, ...members.map((member) => member.span)].some((its) => its.start >= start && its.end <= end),
    );
    const target = reference && targetOf(workspace, file.uri, reference);
    if (!target || !('missing' in target) || target.missing.isTold) return [];
    const created = createdObject(file, reference);
    return created ? [created] : [];
  },
};
