// `node:url` in a browser: names are URIs already.
import { addressOf } from './files.ts';

export function fileURLToPath(uri: string): string {
  return uri;
}

export function pathToFileURL(name: string): { readonly href: string } {
  return { href: addressOf(name) };
}
