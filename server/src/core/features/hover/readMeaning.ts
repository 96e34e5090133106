// What Kubernetes makes of an unquoted value that YAML 1.1 reads otherwise than it looks: `yes`, `0644`, `1_000`.
import { text } from '../../text.ts';
import type { Meaning } from './meanings.ts';
import { modeMeaning } from './modeMeaning.ts';

export const readMeaning: Meaning = (value, context) => {
  const { node } = value;
  if (node.style !== 'plain' || typeof node.value === 'string' || node.value === null) return undefined;
  const read = String(node.value);
  const isPlain =
    read === node.source ||
    (typeof node.value === 'number' && Number(node.source) === node.value && !/^0\d/.test(node.source));
  if (isPlain || modeMeaning(value, context)) return undefined;
  return text(
    `Kubernetes reads \`${node.source}\` as \`${read}\``,
    `Kubernetes 会把 \`${node.source}\` 读成 \`${read}\``,
  );
};
