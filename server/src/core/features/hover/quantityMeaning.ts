// A quantity in plain units: cpu in cores, memory and storage in bytes; and units that are legal but hardly meant.
import { parseQuantity, quantityNumber, quantityValue } from '../../kubernetes/quantity.ts';
import { text } from '../../text.ts';
import type { Path } from '../../yaml/nodes.ts';
import type { Meaning } from './meanings.ts';
import { grouped } from './numbers.ts';

export const quantityMeaning: Meaning = ({ node, path, place }) => {
  if (place.type.is !== 'definition' || !place.type.name.endsWith('.Quantity')) return undefined;
  const parsed = parseQuantity(node.source);
  if ('error' in parsed) return undefined;
  const amount = quantityNumber(parsed.quantity);
  switch (unitOf(path)) {
    case 'cores':
      return cores(node.source, amount);
    case 'bytes':
      return bytes(node.source, amount, quantityValue(parsed.quantity));
    case 'count':
      return text(`\`${node.source}\` = ${plain(amount)}`, `\`${node.source}\` = ${plain(amount)}`);
  }
};

/** By the name of the resource: `requests.cpu` of a quota counts cores as `cpu` does. */
function unitOf(path: Path): 'cores' | 'bytes' | 'count' {
  const name = String(path.at(-1));
  if (/(^|\.)cpu$/.test(name)) return 'cores';
  if (/(^|\.)(memory|storage|ephemeral-storage|hugepages-.*)$|requests\.storage$|^sizeLimit$|apacity$/.test(name))
    return 'bytes';
  return 'count';
}

function cores(source: string, amount: number) {
  const odd = amount >= 1024;
  const milli = source.endsWith('m') ? '' : ` (${plain(amount * 1000)}m)`;
  return text(
    `\`${source}\` = ${plain(amount)} CPU ${amount === 1 ? 'core' : 'cores'}${milli}${odd ? '; no machine has as many: the unit is hardly meant' : ''}`,
    `\`${source}\` = ${plain(amount)} 个 CPU 核${milli}${odd ? '；没有这么多核的机器，单位可能写错了' : ''}`,
  );
}

function bytes(source: string, amount: number, rounded: bigint) {
  const odd = amount > 0 && amount < 1;
  const size = binary(amount);
  return text(
    `\`${source}\` = ${odd ? plain(amount) : grouped(rounded)} bytes${size}${odd ? '; less than a byte: the unit `m` is hardly meant' : ''}`,
    `\`${source}\` = ${odd ? plain(amount) : grouped(rounded)} 字节${size}${odd ? '；不到一个字节，单位 `m` 可能写错了' : ''}`,
  );
}

const sizes = ['', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

function binary(amount: number): string {
  const step = Math.min(Math.floor(Math.log2(Math.max(amount, 1)) / 10), sizes.length - 1);
  return step > 0 ? ` (${Number((amount / 1024 ** step).toFixed(2))} ${sizes[step]})` : '';
}

function plain(amount: number): string {
  return Number.isInteger(amount) ? grouped(amount) : String(Number(amount.toPrecision(12)));
}
