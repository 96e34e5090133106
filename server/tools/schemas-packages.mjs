// The npm packages whose type declarations carry Kubernetes' sentences: packed by the user's own npm, never installed,
// checked against the integrity in schemas-packages.json, kept in .build/schemas. It knows tar, not what is in it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { root, run, step } from './steps.mjs';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const cache = path.join(root, '.build/schemas');

/** Name, version, licence and integrity of each. */
export function packages() {
  return JSON.parse(fs.readFileSync(path.join(root, 'server/tools/schemas-packages.json'), 'utf8'));
}

/**
 * The files of a package, path → text, fetched when they are not in the cache.
 * @throws when it cannot be fetched or is not the package that was pinned
 */
export function filesOf(pinned) {
  const tarball = path.join(cache, `${pinned.name.replace('@', '').replace('/', '-')}-${pinned.version}.tgz`);
  if (!fs.existsSync(tarball)) fetchPackage(pinned);
  const packed = fs.readFileSync(tarball);
  const integrity = `sha512-${createHash('sha512').update(packed).digest('base64')}`;
  if (integrity !== pinned.integrity) {
    fs.rmSync(tarball);
    throw new Error(`${pinned.name}@${pinned.version} is not what was pinned (${integrity}); fetch it again`);
  }
  return untar(gunzipSync(packed));
}

function fetchPackage({ name, version }) {
  step(`fetching ${name}@${version} for the descriptions (npm pack)`);
  fs.mkdirSync(cache, { recursive: true });
  const args = ['pack', `${name}@${version}`, '--pack-destination', cache, '--ignore-scripts', '--silent'];
  const status = run(npm, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    throw new Error(
      `cannot fetch ${name}@${version}: hovers take their texts from it; connect to the npm registry once, or copy its packed file into .build/schemas`,
    );
  }
}

const block = 512;

/** Path (without the leading folder) → text of the declaration files and licences in a tar archive. */
function untar(tar) {
  const files = new Map();
  let longName;
  for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
    const field = (from, length) => tar.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12), 8);
    const type = field(156, 1);
    const body = () => tar.toString('utf8', at + block, at + block + size);
    if (type === 'x') longName = /\d+ path=(.*)\n/.exec(body())?.[1];
    else {
      const prefix = field(345, 155);
      const name = longName ?? (prefix ? `${prefix}/${field(0, 100)}` : field(0, 100));
      if (/\.d\.ts$|\/LICENSE$/.test(name)) files.set(name.slice(name.indexOf('/') + 1), body());
      longName = undefined;
    }
    at += block + Math.ceil(size / block) * block;
  }
  return files;
}
