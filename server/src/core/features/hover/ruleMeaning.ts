// What a rule of a role speaks of: the kind behind a resource's name, a subresource, the core group behind `""`.
import { text, verbatim } from '../../text.ts';
import { nodeAt } from '../../yaml/path.ts';
import { toPlain } from '../../yaml/plain.ts';
import type { Meaning } from './meanings.ts';

export const ruleMeaning: Meaning = ({ node, path, place, root }, { schema }) => {
  if (place.owner?.typeName !== 'PolicyRule') return undefined;
  if (place.field?.name === 'apiGroups' && node.source === '') {
    return text(
      'the core group: pods, services, configmaps, secrets…',
      '核心组：pods、services、configmaps、secrets 等',
    );
  }
  if (place.field?.name !== 'resources') return undefined;
  if (node.source === '*')
    return text('every resource of these groups, those of the future too', '这些组的全部资源，包括将来新增的');
  const [resource = '', subresource] = node.source.split('/');
  const groups = toPlain(nodeAt(root, [...path.slice(0, -2), 'apiGroups'])).value;
  const isOfRule = (group: string) => !Array.isArray(groups) || groups.includes(group) || groups.includes('*');
  const kind = schema.kinds().find(({ plural, group }) => plural === resource && isOfRule(group));
  if (!kind) return undefined;
  const named = `**${kind.kind}** \`${kind.apiVersion}\``;
  return subresource === undefined
    ? verbatim(named)
    : text(`\`${subresource}\` of ${named}`, `${named} 的 \`${subresource}\``);
};
