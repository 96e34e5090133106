// The schema bundle that lies beside the built server, read when it is first needed and once.
import fs from 'node:fs';
import path from 'node:path';
import { type Bundle, loadBundle } from '../core/schema/bundle.ts';
import { type Descriptions, loadDescriptions, noDescriptions } from '../core/schema/descriptions.ts';

const folder = path.join(__dirname, 'schemas');
let bundle: Bundle | undefined;
let descriptions: Descriptions | undefined;

/** The structure of every version. @throws when the server was built without it */
export function schemaBundle(): Bundle {
  bundle ??= loadBundle(fs.readFileSync(path.join(folder, 'kubernetes.txt'), 'utf8'));
  return bundle;
}

/** The sentences; none where the build had none. */
export function schemaDescriptions(): Descriptions {
  if (!descriptions) {
    const file = path.join(folder, 'descriptions.json');
    descriptions = fs.existsSync(file) ? loadDescriptions(fs.readFileSync(file, 'utf8')) : noDescriptions;
  }
  return descriptions;
}
