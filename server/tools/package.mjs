// npm run package: the .vsix, a zip of exactly what the extension needs at run time, and its size against the bar.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildReady, npm } from './ready.mjs';
import { root, step } from './steps.mjs';

const barBytes = 3 * 1024 * 1024;
/** Builds and writes kpod-VERSION.vsix into the root. Gives its path. */
export async function packageExtension({ build = true } = {}) {
  if (build) buildReady();
  const { zipSync } = await import('fflate');
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const names = JSON.parse(fs.readFileSync(path.join(root, 'package.nls.json'), 'utf8'));
  const files = shippedFiles();
  const parts = Object.fromEntries(files.map((file) => [`extension/${file}`, fs.readFileSync(path.join(root, file))]));
  const encode = (words) => new TextEncoder().encode(words);
  parts['extension.vsixmanifest'] = encode(vsixManifest(manifest, names, files));
  parts['[Content_Types].xml'] = encode(contentTypes(files));
  const zip = zipSync(parts, { level: 9 });
  const vsix = path.join(root, `${manifest.name}-${manifest.version}.vsix`);
  fs.writeFileSync(vsix, zip);
  step(`${path.basename(vsix)}: ${files.length} files, ${(zip.length / 1024).toFixed(0)} KB of ${barBytes / 1024} KB`);
  if (zip.length > barBytes) throw new Error(`${path.basename(vsix)} is larger than 3 MB; see what dist/ carries`);
  return vsix;
}

/** What only the npm package carries: the command line. */
const notInTheEditor = new Set(['dist/server/kpod.js', 'dist/server/commands.js']);

/** What package.json's `files` names, as npm itself reads it: the one list for npm and, but for that, for the .vsix. */
function shippedFiles() {
  const listing = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
  const { status, stdout, stderr } = spawnSync(npm, listing, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm pack did not list the files: ${stderr}`);
  const [pack] = Object.values(JSON.parse(stdout));
  return pack.files.map((file) => file.path).filter((file) => !notInTheEditor.has(file));
}

function vsixManifest(manifest, names, files) {
  const say = (words) => escapeXml(String(words).replace(/^%(.*)%$/, (_, key) => names[key] ?? key));
  const asset = (type, file) =>
    files.includes(file)
      ? `<Asset Type="Microsoft.VisualStudio.${type}" Path="extension/${file}" Addressable="true"/>`
      : '';
  const property = (id, value) => `<Property Id="Microsoft.VisualStudio.${id}" Value="${escapeXml(value)}"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
<Metadata>
<Identity Language="en-US" Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}"/>
<DisplayName>${say(manifest.displayName)}</DisplayName>
<Description xml:space="preserve">${say(manifest.description)}</Description>
<Tags>${escapeXml([...(manifest.keywords ?? []), '__ext_yaml', '__web_extension'].join(','))}</Tags>
<Categories>${escapeXml((manifest.categories ?? []).join(','))}</Categories>
<GalleryFlags>Public</GalleryFlags>
<Properties>${property('Code.Engine', manifest.engines.vscode)}${property('Code.ExtensionKind', 'workspace,web')}${property('Code.LocalizedLanguages', 'zh-cn')}</Properties>
${files.includes('LICENSE') ? '<License>extension/LICENSE</License>' : ''}
${manifest.icon ? `<Icon>extension/${manifest.icon}</Icon>` : ''}
</Metadata>
<Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
<Dependencies/>
<Assets>
${asset('Code.Manifest', 'package.json')}
${asset('Services.Content.Details', 'README.md')}
${asset('Services.Content.Changelog', 'CHANGELOG.md')}
${asset('Services.Content.License', 'LICENSE')}
${manifest.icon ? asset('Services.Icons.Default', manifest.icon) : ''}
</Assets>
</PackageManifest>
`;
}

/** Open Packaging Conventions: each extension in the zip needs a type; what one is matters to nobody. */
function contentTypes(files) {
  const known = {
    '.json': 'application/json',
    '.md': 'text/markdown',
    '.png': 'image/png',
    '.css': 'text/css',
    '.js': 'text/javascript',
  };
  const extensions = new Set([...files.map((file) => path.extname(file)).filter(Boolean), '.vsixmanifest']);
  const defaults = [...extensions].map(
    (ext) => `<Default Extension="${ext}" ContentType="${known[ext] ?? 'application/octet-stream'}"/>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${defaults.join('')}</Types>
`;
}

function escapeXml(words) {
  return String(words).replace(/[<>&"]/g, (c) => `&#${c.charCodeAt(0)};`);
}

if (import.meta.url === `file://${process.argv[1]}`) await packageExtension();
