// One fixture file = one test (architecture §8). Reads its parts; what they mean is the runner's business:
//   #! version: 1.30          an option of the test
//   #- service.yaml           a file starts; without one, the whole fixture is `manifest.yaml`
//   #    ^^^^ error: words    marks the line above (the comment is no part of the file); `#^^^` marks from column 0
//   $0                        the cursor
//   #= hover                  a golden part starts; UPDATE=1 rewrites it
import fs from 'node:fs';
import path from 'node:path';

export interface Mark {
  /** Offsets in the file's text. */
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

export interface FixtureFile {
  readonly path: string;
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly cursor?: number;
}

export interface Fixture {
  readonly name: string;
  readonly source: string;
  readonly options: ReadonlyMap<string, string>;
  readonly files: readonly FixtureFile[];
  /** By the words behind `#= `. */
  readonly golden: ReadonlyMap<string, string>;
}

/** The fixtures of a folder below test/fixtures, by name. */
export function fixturesIn(folder: string): readonly Fixture[] {
  const dir = path.join('test/fixtures', folder);
  const names = fs
    .readdirSync(dir, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => readFixture(path.join(dir, name)));
}

export function readFixture(source: string): Fixture {
  return parseFixture(source, fs.readFileSync(source, 'utf8'));
}

export function parseFixture(source: string, content: string): Fixture {
  const [manifest = '', ...goldens] = content.split(/^#= /m);
  const options = new Map<string, string>();
  for (const [, key = '', value = ''] of manifest.matchAll(/^#! ([\w-]+): ?(.*)\n/gm)) options.set(key, value);
  const body = manifest.replace(/^#! .*\n/gm, '');
  const parts = body.split(/^#- (.*)\n/m);
  const files: FixtureFile[] = [];
  if (parts.length === 1) files.push(fileOf('manifest.yaml', body));
  for (let i = 1; i < parts.length; i += 2) files.push(fileOf(parts[i] ?? '', parts[i + 1] ?? ''));
  const golden = new Map(goldens.map((part) => splitLine(part)));
  return { name: path.basename(source, '.yaml'), source, options, files, golden };
}

function splitLine(part: string): [string, string] {
  const newline = part.indexOf('\n');
  return newline < 0 ? [part, ''] : [part.slice(0, newline), part.slice(newline + 1)];
}

const markLine = /^#([ ]*)(\^+) ?(.*)$/;

function fileOf(name: string, content: string): FixtureFile {
  const marks: Mark[] = [];
  let text = '';
  let lineStart = 0;
  for (const line of content.split(/(?<=\n)/)) {
    const match = markLine.exec(line.trimEnd());
    if (match) {
      const [, blanks = '', carets = '', words = ''] = match;
      const start = lineStart + (blanks === '' ? 0 : blanks.length + 1);
      marks.push({ start, end: lineStart + 1 + blanks.length + carets.length, words });
    } else {
      lineStart = text.length;
      text += line;
    }
  }
  const cursor = text.indexOf('$0');
  if (cursor < 0) return { path: name, text, marks };
  const without = (offset: number): number => (offset > cursor ? offset - 2 : offset);
  const moved = marks.map(({ start, end, words }) => ({ start: without(start), end: without(end), words }));
  return { path: name, text: text.slice(0, cursor) + text.slice(cursor + 2), marks: moved, cursor };
}

export const updating = process.env['UPDATE'] === '1';

/** Writes golden parts back into the fixture's file. */
export function rewriteGolden(fixture: Fixture, golden: ReadonlyMap<string, string>): void {
  const [manifest = ''] = fs.readFileSync(fixture.source, 'utf8').split(/^#= /m);
  const parts = [...golden].map(([name, value]) => `#= ${name}\n${value.replace(/\n*$/, '\n')}`);
  fs.writeFileSync(fixture.source, `${manifest}${parts.join('')}`);
}
