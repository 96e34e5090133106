// Texts that a schema of strings takes, the one that reads best first: known formats, words that fit the pattern, then what
// the pattern says itself.

import { isOfFormat } from '../../apiserver/customResources/formats.ts';
import { matchesPattern } from '../../apiserver/customResources/validate.ts';
import { type Draft, numberAt, stringAt } from '../../apiserver/draft.ts';
import { matchingText } from './matchingText.ts';

/** By format, without dashes. */
const ofFormat: Readonly<Record<string, string>> = {
  bsonobjectid: '507f1f77bcf86cd799439011',
  byte: 'ZXhhbXBsZQ==',
  cidr: '10.0.0.0/16',
  date: '2026-01-01',
  datetime: '2026-01-01T00:00:00Z',
  duration: '1h',
  email: 'someone@example.com',
  hexcolor: '#0055ff',
  hostname: 'example.com',
  ipv4: '10.0.0.1',
  ipv6: '2001:db8::1',
  isbn: '9780306406157',
  isbn10: '0306406152',
  isbn13: '9780306406157',
  mac: '00:00:5e:00:53:01',
  rgbcolor: 'rgb(0,0,0)',
  ssn: '111-11-1111',
  uri: 'https://example.com',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
};

/** Words that many patterns are made for. */
const common = [
  'example',
  'example.com',
  'https://example.com',
  'http://example.com',
  '1h',
  '1',
  '1Gi',
  '100m',
  '10%',
  '/example',
  '10.0.0.0/16',
  '10.0.0.1',
  '0 0 * * *',
  'v1',
  '1.0.0',
  'EXAMPLE',
  'Example',
  'example/example',
  'oci://example.com/example',
  's3://example/example',
  'file:///example',
];

const mostWays = 4;

/** @param name of the field, which is what people would write in the absence of better. Never empty. */
export function sampleTexts(schema: Draft, name: string): readonly string[] {
  const pattern = stringAt(schema, 'pattern');
  const format = stringAt(schema, 'format').replaceAll('-', '');
  const said = [schema['example'], schema['default']].filter((value) => typeof value === 'string');
  const read = pattern === '' ? [] : Array.from({ length: mostWays }, (_, way) => matchingText(pattern, way) ?? '');
  const all = [
    ...said,
    ofFormat[format] ?? '',
    dashed(name),
    ...common,
    ...read,
    ...read.map((one) => fitted(schema, one)),
  ];
  const fitting = [...new Set(all.filter((one) => one !== ''))].filter((one) => fits(schema, one));
  return fitting.length > 0 ? fitting : [fitted(schema, 'example')];
}

/** `secretName` reads as one to be replaced, and every naming rule takes it, as `secret-name`. */
function dashed(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(words) ? words : 'example';
}

/** As long as the schema wants it. */
function fitted(schema: Draft, text: string): string {
  const most = numberAt(schema, 'maxLength') ?? Number.POSITIVE_INFINITY;
  const least = Math.min(numberAt(schema, 'minLength') ?? 0, longest);
  return text.padEnd(least, text.slice(-1) || 'a').slice(0, most);
}

const longest = 1000;

function fits(schema: Draft, text: string): boolean {
  const length = [...text].length;
  if (length > (numberAt(schema, 'maxLength') ?? length) || length < (numberAt(schema, 'minLength') ?? 0)) return false;
  const format = stringAt(schema, 'format');
  if (format !== '' && !isOfFormat(format, text)) return false;
  const pattern = stringAt(schema, 'pattern');
  return pattern === '' || matchesPattern(pattern, text);
}
