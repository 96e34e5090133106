// File modes: `0644` and 420 are the same, `rw-r--r--`.
import { text } from '../../text.ts';
import type { Meaning } from './meanings.ts';

export const modeMeaning: Meaning = ({ node, place }) => {
  const { field, type } = place;
  const isMode = type.is === 'integer' && (field?.name === 'mode' || field?.name === 'defaultMode');
  const mode = node.value;
  if (!isMode || typeof mode !== 'number' || mode < 0) return undefined;
  if (mode > 0o777) {
    return text(
      `\`${node.source}\` is ${mode} in decimal, above the highest mode 0777 (511); octal numbers begin with 0`,
      `\`${node.source}\` 是十进制 ${mode}，超过最大权限 0777（511）；八进制数以 0 开头`,
    );
  }
  const octal = `0${mode.toString(8)}`;
  const other = node.source === octal ? String(mode) : octal;
  const shown = `\`${node.source}\` = ${other} \`${permissions(mode)}\``;
  return text(shown, shown);
};

function permissions(mode: number): string {
  const letters = 'rwxrwxrwx';
  return [...letters].map((letter, index) => ((mode >> (8 - index)) & 1 ? letter : '-')).join('');
}
