// The schemas and snippets that lie beside the built server, each read when it is first needed and once.
import fs from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parseSnippet, type Snippet } from '../core/features/snippets.ts';
import { type Bundle, loadBundle } from '../core/schema/bundle.ts';
import { type Catalogue, loadCatalogue } from '../core/schema/catalogue.ts';
import { type Descriptions, loadDescriptions, noDescriptions } from '../core/schema/descriptions.ts';
import type { Schema } from '../core/schema/schema.ts';
import { schemaFor } from '../core/schema/versions.ts';

const schemaFolder = path.join(__dirname, 'schemas');
const snippetFolder = path.join(__dirname, '..', '..', 'snippets');

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The structure of every version. @throws when the server was built without it */
export const schemaBundle: () => Bundle = once(() =>
  loadBundle(fs.readFileSync(path.join(schemaFolder, 'kubernetes.txt'), 'utf8')),
);

/** `latest`, a minor, or the nearest that is known. */
export function schemaOf(version: string): Schema {
  return schemaFor(schemaBundle(), version);
}

let known: { readonly catalogue: Catalogue | undefined } | undefined;

/** Popular custom resources; undefined where the build had none. The same value until it grows. */
export function catalogue(): Catalogue | undefined {
  known ??= { catalogue: readCatalogue() };
  return known.catalogue;
}

function readCatalogue(): Catalogue | undefined {
  const folder = path.join(schemaFolder, 'catalogue');
  const index = path.join(folder, 'index.json');
  if (!fs.existsSync(index)) return undefined;
  return loadCatalogue(fs.readFileSync(index, 'utf8'), (file) => {
    const name = path.join(folder, file);
    const isHere = fs.existsSync(name);
    return isHere ? gunzipSync(fs.readFileSync(name), { maxOutputLength: mostCatalogued }).toString() : undefined;
  });
}

const mostCatalogued = 16 * 1024 * 1024;
const growthListeners: (() => void)[] = [];

/** Called when more of the catalogue is there than before, where its files come one by one. */
export function onCatalogueGrown(listener: () => void): void {
  growthListeners.push(listener);
}

export function catalogueGrew(): void {
  known = undefined;
  for (const listener of growthListeners) listener();
}

/** The sentences; none where the build had none. */
export const descriptions: () => Descriptions = once(() => {
  const file = path.join(schemaFolder, 'descriptions.json.br');
  if (!fs.existsSync(file)) return noDescriptions;
  return loadDescriptions(brotliDecompressSync(fs.readFileSync(file)).toString('utf8'));
});

/** In the order of their prefixes; none where the folder is not there. */
export const snippets: () => readonly Snippet[] = once(() => {
  if (!fs.existsSync(snippetFolder)) return [];
  return fs
    .readdirSync(snippetFolder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) =>
      parseSnippet(name.slice(0, -'.yaml'.length), fs.readFileSync(path.join(snippetFolder, name), 'utf8')),
    );
});
