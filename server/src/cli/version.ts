// The version of the product, from the package that this file was built into.
import fs from 'node:fs';
import path from 'node:path';

export function version(): string {
  const file = path.join(__dirname, '..', '..', 'package.json');
  const { version: found }: { version?: unknown } = JSON.parse(fs.readFileSync(file, 'utf8'));
  return String(found);
}
