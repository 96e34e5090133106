// Between a Secret's `data`, in base64, and its `stringData`, in plain text: the same Secret, written for machines or for people.
import { decodeBase64, encodeBase64, utf8Bytes, utf8Text } from '../../kubernetes/base64.ts';
import { type Text, text } from '../../text.ts';
import { renameKeyAt, setAt } from '../../yaml/edits.ts';
import { nodeAt } from '../../yaml/path.ts';
import { isPlainObject, toPlain } from '../../yaml/plain.ts';
import { pathInObject, type Refactoring } from './refactoring.ts';
import { inSteps, type Step } from './steps.ts';

interface Direction {
  readonly from: string;
  readonly to: string;
  readonly title: Text;
  /** Undefined for a value that cannot be written the other way. */
  readonly convert: (value: string) => string | undefined;
}

export const secretDataToText = conversion('secret-data-to-text', {
  from: 'data',
  to: 'stringData',
  title: text('Write as stringData, in plain text', '改写为明文 stringData'),
  convert: (value) => {
    const decoded = decodeBase64(value);
    return 'bytes' in decoded ? utf8Text(decoded.bytes) : undefined;
  },
});

export const secretTextToData = conversion('secret-text-to-data', {
  from: 'stringData',
  to: 'data',
  title: text('Write as data, in base64', '改写为 base64 编码的 data'),
  convert: (value) => encodeBase64(utf8Bytes(value)),
});

/** Key by key in place, so that order and comments stay. Not where the Secret has both fields: they would have to be merged. */
function conversion(id: string, { from, to, title, convert }: Direction): Refactoring {
  return {
    id,
    menu: 'rewrite',
    kinds: ['Secret'],
    offer: (place) => {
      const { resource, root } = place;
      if (!resource || pathInObject(place)?.[0] !== from) return [];
      if (nodeAt(root, [...resource.path, to])) return [];
      const path = [...resource.path, from];
      const { value: data } = toPlain(nodeAt(root, path));
      const steps = isPlainObject(data)
        ? Object.entries(data).map(([key, value]) => converted([...path, key], value))
        : [];
      const known = steps.filter((step) => step !== undefined);
      if (known.length === 0 || known.length < steps.length) return [];
      const edits = inSteps(place.text, [...known, (document) => renameKeyAt(document, path, to)]);
      return [{ title, edits }];
    },
  };

  function converted(path: readonly (string | number)[], value: unknown): Step | undefined {
    const other = typeof value === 'string' ? convert(value) : undefined;
    return other === undefined ? undefined : (document) => setAt(document, path, other);
  }
}
