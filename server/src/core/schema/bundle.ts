// The bundle of server/schemas/kubernetes.txt: sections of lines that are parsed when they are first asked for, since one
// session reads a small part of ten versions. It knows the file's form, not what a field means.

/** From this minor (`28`) on this body; -1 is absent. */
export type Runs = readonly (readonly [from: number, body: number])[];

export interface RawKind {
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  readonly def: string;
  readonly short?: readonly string[];
  readonly categories?: readonly string[];
  readonly sub?: readonly string[];
  readonly verbs?: readonly string[];
  readonly served: boolean;
}

export interface RawDefinition {
  readonly p?: Readonly<Record<string, number>>;
  readonly r?: readonly string[];
  readonly mt?: 'atomic' | 'granular';
  readonly u?: readonly {
    readonly discriminator?: string;
    readonly 'fields-to-discriminateBy'?: Record<string, string>;
  }[];
  readonly m?: readonly string[];
  readonly t?: string;
  readonly f?: string;
}

export interface RawField {
  readonly t: string;
  readonly f?: string;
  readonly e?: readonly string[];
  readonly k?: readonly string[];
  readonly d?: unknown;
  readonly z?: 1;
  readonly lt?: 'atomic' | 'map' | 'set';
  readonly lk?: readonly string[];
  readonly mt?: 'atomic' | 'granular';
  readonly ps?: string;
  readonly pk?: string;
  readonly g?: readonly string[];
  readonly h?: readonly ('immutable' | 'readOnly')[];
  readonly m?: readonly string[];
}

/** Introduced, deprecated, removed, replacement (`apps/v1/Deployment`); empty where not known. */
export type RawLifecycle = readonly string[];
export type RawGate = readonly (readonly [from: number, state: string])[];

export interface Bundle {
  /** Oldest first: `1.28`. */
  readonly versions: readonly string[];
  readonly kinds: Section<Runs>;
  readonly kindBodies: Rows<RawKind>;
  readonly definitions: Section<Runs>;
  readonly bodies: Rows<RawDefinition>;
  readonly fields: Rows<RawField>;
  readonly lifecycle: Section<RawLifecycle>;
  readonly gates: Section<RawGate>;
  readonly wellKnown: Section<unknown>;
}

export interface Section<T> {
  get(key: string): T | undefined;
  keys(): readonly string[];
}

export interface Rows<T> {
  at(index: number): T;
}

/**
 * Reads the text of server/schemas/kubernetes.txt.
 * @throws when it is of another form: the file is generated, so a broken one is our mistake
 */
export function loadBundle(file: string): Bundle {
  if (!file.startsWith('format 1\n')) throw new Error('the schema bundle has another format; run "npm run schemas"');
  const section = <T>(name: string): Section<T> => recordSection(sectionText(file, name));
  const rows = <T>(name: string): Rows<T> => listSection(sectionText(file, name));
  return {
    versions: section('minors').keys(),
    kinds: section('kinds'),
    kindBodies: rows('kindBodies'),
    definitions: section('definitions'),
    bodies: rows('bodies'),
    fields: rows('fields'),
    lifecycle: section('lifecycle'),
    gates: section('gates'),
    wellKnown: section('wellKnown'),
  };
}

function sectionText(file: string, name: string): string {
  const head = `\n= ${name}\n`;
  const start = file.indexOf(head);
  if (start < 0) throw new Error(`the schema bundle has no section "${name}"; run "npm run schemas"`);
  const end = file.indexOf('\n= ', start + head.length);
  return file.slice(start + head.length, end < 0 ? file.length : end).trimEnd();
}

function recordSection<T>(text: string): Section<T> {
  let lines: ReadonlyMap<string, string> | undefined;
  const parsed = new Map<string, T>();
  const all = (): ReadonlyMap<string, string> => {
    lines ??= new Map(text.split('\n').map((line) => splitAtBlank(line)));
    return lines;
  };
  return {
    get(key) {
      const known = parsed.get(key);
      if (known !== undefined) return known;
      const json = all().get(key);
      if (json === undefined) return undefined;
      const value: T = JSON.parse(json);
      parsed.set(key, value);
      return value;
    },
    keys: () => [...all().keys()],
  };
}

function splitAtBlank(line: string): [string, string] {
  const blank = line.indexOf(' ');
  return [line.slice(0, blank), line.slice(blank + 1)];
}

function listSection<T>(text: string): Rows<T> {
  let lines: readonly string[] | undefined;
  return {
    at(index) {
      lines ??= text.split('\n');
      const json = lines[index];
      if (json === undefined) throw new Error(`the schema bundle has no row ${index}; run "npm run schemas"`);
      return JSON.parse(json);
    },
  };
}
