// Base64 decoded: the text, or how many bytes of something else it is.
import { decodeBase64, utf8Text } from '../../kubernetes/base64.ts';
import { text } from '../../text.ts';
import type { Meaning } from './meanings.ts';

const mostLetters = 1000;

export const base64Meaning: Meaning = ({ node, place }) => {
  if (place.type.is !== 'string' || place.type.format !== 'byte' || node.source === '') return undefined;
  const decoded = decodeBase64(node.source);
  if ('error' in decoded) return undefined;
  const count = decoded.bytes.length;
  const words = utf8Text(decoded.bytes);
  if (words === undefined || /[\0-\x08\x0e-\x1f]/.test(words)) {
    return text(`Base64 of ${count} bytes that are no text`, `Base64 编码的 ${count} 字节二进制数据`);
  }
  const shown = words.length > mostLetters ? `${words.slice(0, mostLetters)}…` : words;
  const fence = shown.includes('```') ? '~~~~' : '```';
  const block = `${fence}\n${shown.replace(/\n$/, '')}\n${fence}`;
  return text(`Base64 of:\n${block}`, `Base64 解码：\n${block}`);
};
