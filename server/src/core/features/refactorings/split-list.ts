// The objects of a `kind: List` as documents of their own.

import { text } from '../../text.ts';
import { kindOf } from '../../workspace/document.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';
import { styleOf } from '../../yaml/style.ts';
import { blockText } from './blockText.ts';
import type { Refactoring } from './refactoring.ts';
import { differenceOf } from './steps.ts';

export const splitList: Refactoring = {
  id: 'split-list',
  menu: 'rewrite',
  offer: ({ document, text: before, root, path }) => {
    const [head] = path;
    const list = resolved(nodeAt(root, ['items']));
    const kind = nodeAt(root, ['kind']);
    if (kindOf(document) !== 'manifest' || kind?.type !== 'scalar' || kind.source !== 'List') return [];
    if (list?.type !== 'sequence' || list.flow || list.items.length === 0 || (head === 'items' && path.length > 1))
      return [];
    const { eol } = styleOf(before, root);
    const objects = list.items.map(({ value }) => (value ? blockText(before, value) : ['{}']));
    const first = before.startsWith('---') ? ['---'] : [];
    const lines = objects.flatMap((object, index) => [...(index === 0 ? first : ['---']), ...object]);
    return [
      {
        title: text('Split the List into documents', '将 List 拆分为多个文档'),
        edits: differenceOf(before, lines.join(eol) + eol),
      },
    ];
  },
};
