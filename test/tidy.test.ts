// The rules of the house, as a test: who may import whom, what the core may not call, how long files and functions
// may be, what may not stand in the repository. Each message says the remedy. The table is architecture §3.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);
const sources = tracked.filter((file) => /\.(ts|tsx|mjs)$/.test(file) && fs.existsSync(file));

/** Room → rooms and packages it may import. Longest prefix wins. A room may always import itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'server/src/core/text.ts': [],
  'server/src/core/finding.ts': [],
  'server/src/core/yaml': ['yaml'],
  'server/src/core/schema': ['server/src/core/yaml', 'ajv'],
  'server/src/core/kubernetes': ['server/src/core/yaml'],
  'server/src/core/cel': ['server/src/core/kubernetes'],
  'server/src/core/apiserver': ['server/src/core/cel', 'server/src/core/kubernetes', 'server/src/core/schema'],
  'server/src/core/formats': ['server/src/core/schema'],
  'server/src/core/workspace': [
    'server/src/core/formats',
    'server/src/core/apiserver',
    'server/src/core/kubernetes',
    'server/src/core/schema',
    'server/src/core/yaml',
  ],
  'server/src/core/rules': [
    'server/src/core/workspace',
    'server/src/core/apiserver',
    'server/src/core/cel',
    'server/src/core/kubernetes',
    'server/src/core/schema',
    'server/src/core/yaml',
  ],
  'server/src/core/kustomize': [
    'server/src/core/helm',
    'server/src/core/formats',
    'server/src/core/workspace',
    'server/src/core/kubernetes',
    'server/src/core/schema',
    'server/src/core/yaml',
  ],
  'server/src/core/helm': [
    'server/src/core/cel/patterns.ts',
    'server/src/core/workspace',
    'server/src/core/kubernetes',
    'server/src/core/schema',
    'server/src/core/yaml',
  ],
  'server/src/core/features': [
    'server/src/core/helm',
    'server/src/core/formats',
    'server/src/core/kustomize',
    'server/src/core/rules',
    'server/src/core/workspace',
    'server/src/core/apiserver',
    'server/src/core/kubernetes',
    'server/src/core/schema',
    'server/src/core/yaml',
  ],
  'server/src/core/cluster': [
    'server/src/core/features',
    'server/src/core/kustomize',
    'server/src/core/workspace',
    'server/src/core/apiserver',
    'server/src/core/kubernetes',
    'server/src/core/schema',
    'server/src/core/yaml',
  ],
  'server/src/core/sim': ['server/src/core/apiserver', 'server/src/core/kubernetes', 'server/src/core/schema'],
  'server/src/core/sim/replay.ts': ['server/src/core/apiserver/types.ts', 'server/src/core/sim'],
  'server/src/protocol.ts': ['server/src/core'],
  'server/src/lsp': [
    'server/src/core',
    'server/src/protocol.ts',
    'node:',
    'vscode-languageserver',
    'vscode-languageserver-textdocument',
    'vscode-uri',
  ],
  'server/src/cli': [
    'server/src/core',
    'server/src/lsp',
    'server/src/protocol.ts',
    'server/src/main.ts',
    'node:',
    'yaml',
  ],
  'server/src/browser': ['server/src/lsp', 'server/src/protocol.ts', 'vscode-languageserver', 'fflate'],
  'server/src/main.ts': ['server/src/lsp', 'server/src/protocol.ts', 'node:', 'vscode-languageserver'],
  'client/src': ['vscode', 'vscode-languageclient', 'server/src/protocol.ts', 'node:'],
  'client/webview': [
    'server/src/protocol.ts',
    'server/src/core/sim',
    'server/src/core/kubernetes/kubectl',
    'server/src/core/kubernetes/podTemplatePath.ts',
    'server/src/core/apiserver/types.ts',
    'server/src/core/text.ts',
    'preact',
    '@preact',
    '@vscode-elements',
  ],
};

const everywhere = ['server/src/core/text.ts', 'server/src/core/finding.ts'];

/** Rooms that only one room may use. */
const onlyFor: Readonly<Record<string, readonly string[]>> = {
  ajv: ['server/src/core/schema', 'server/src/core/apiserver'],
  'vscode-languageserver': ['server/src/lsp', 'server/src/main.ts', 'server/src/browser'],
  vscode: ['client/src', 'test'],
};

function roomOf(file: string): string | undefined {
  return Object.keys(mayImport)
    .filter((room) => file === room || file.startsWith(`${room}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function importsOf(file: string): string[] {
  const code = fs.readFileSync(file, 'utf8');
  const found = [
    ...code.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)|^import '([^']+)'/gm),
  ];
  return found.map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** `./x.ts` as a path from the root, a package as its name. */
function resolve(from: string, target: string): string {
  return target.startsWith('.') ? path.posix.join(path.posix.dirname(from), target) : target;
}

const matches = (target: string, allowed: string): boolean =>
  target === allowed || target.startsWith(`${allowed}/`) || (allowed.endsWith(':') && target.startsWith(allowed));

test('imports follow the table', () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const room = roomOf(file);
    if (!room) continue;
    const allowed = [room, ...everywhere, ...(mayImport[room] ?? [])];
    for (const target of importsOf(file).map((t) => resolve(file, t))) {
      if (!allowed.some((a) => matches(target, a))) {
        wrong.push(
          `${file} imports ${target}: ${room} may import only ${allowed.join(', ')}; move the code down, or hand the value in`,
        );
      }
    }
  }
  assert.deepEqual(wrong, []);
});

test('a package with one home is used only there', () => {
  const wrong: string[] = [];
  for (const file of sources) {
    for (const target of importsOf(file)) {
      const homes = onlyFor[target.split('/')[0] ?? ''];
      if (homes && !homes.some((home) => file.startsWith(home)))
        wrong.push(`${file} imports ${target}: only ${homes.join(', ')} may; hand the value in`);
    }
  }
  assert.deepEqual(wrong, []);
});

const banned: readonly { readonly call: RegExp; readonly remedy: string }[] = [
  { call: /\bDate\.now\(/, remedy: 'take the time as a value' },
  { call: /\bnew Date\(\s*\)/, remedy: 'take the time as a value' },
  { call: /\bMath\.random\(/, remedy: 'draw from a seeded stream (core/sim/random.ts)' },
  { call: /\bconsole\./, remedy: 'return the value; the edges print' },
  {
    call: /\b(setTimeout|setInterval|queueMicrotask)\(/,
    remedy: 'the core is functions from values to values; schedule at the edges',
  },
  { call: /\bprocess\./, remedy: 'hand settings in as a value' },
];

test('the core reads no clock, no chance and no environment', () => {
  const wrong: string[] = [];
  for (const file of sources.filter((f) => f.startsWith('server/src/core/'))) {
    const lines = withoutComments(fs.readFileSync(file, 'utf8')).split('\n');
    lines.forEach((line, index) => {
      for (const { call, remedy } of banned)
        if (call.test(line)) wrong.push(`${file}:${index + 1}: ${call.source} is banned in the core: ${remedy}`);
    });
  }
  assert.deepEqual(wrong, []);
});

test('code carries no escape hatches', () => {
  const wrong: string[] = [];
  for (const file of sources.filter((f) => !f.startsWith('test/') && !f.endsWith('.mjs'))) {
    const code = withoutComments(fs.readFileSync(file, 'utf8'));
    if (/\bas any\b|: any\b|<any>/.test(code)) wrong.push(`${file}: no any; use unknown and a checking function`);
    if (/@ts-(ignore|nocheck)/.test(fs.readFileSync(file, 'utf8'))) wrong.push(`${file}: no @ts-ignore; fix the type`);
    if (/^export default/m.test(code)) wrong.push(`${file}: no default export; name it`);
    if (/\/(utils|helpers|common|manager)\b[^/]*\.ts$/.test(file))
      wrong.push(`${file}: name the file after what it gives`);
  }
  assert.deepEqual(wrong, []);
});

const mostLines = 400;

test(`no source file is longer than ${mostLines} lines, and each says in its first line what it gives`, () => {
  const wrong: string[] = [];
  for (const file of sources.filter((f) => !/^test\/|\.data\.ts$/.test(f))) {
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    if (lines.length > mostLines + 1)
      wrong.push(`${file} has ${lines.length} lines: split it by subject (pure data goes to a .data.ts file)`);
    if (!/^(\/\/|\/\*|#!)/.test(lines[0] ?? ''))
      wrong.push(`${file}: open it with a comment that says what it gives and what it does not know`);
  }
  assert.deepEqual(wrong, []);
});

const topLevel = new Set(
  (
    'package.json package-lock.json tsconfig.json client server syntaxes snippets test README.md README.zh-CN.md CHANGELOG.md LICENSE ' +
    'THIRD_PARTY_NOTICES.md package.nls.json package.nls.zh-cn.json l10n images biome.json .npmrc .gitignore .gitattributes .vscodeignore ' +
    '.vscode .ci'
  ).split(' '),
);

test('the top level stays as it is', () => {
  const extra = [...new Set(tracked.map((file) => file.split('/')[0] ?? ''))].filter((name) => !topLevel.has(name));
  assert.deepEqual(extra, [], 'move it into client, server, syntaxes, snippets or test');
});

test('nothing of a workplace is in the repository', () => {
  const wrong: string[] = [];
  for (const file of tracked.filter((f) => fs.existsSync(f) && !/\.(png|gz|br|bin)$/.test(f))) {
    const content = fs.readFileSync(file, 'utf8');
    if (/(^|[^A-Za-z0-9_.])\/(work|farm)\/[A-Za-z]/m.test(content))
      wrong.push(`${file} names a path of one machine; make it relative`);
    if (file.endsWith('package-lock.json') && /"resolved": *"http/.test(content)) {
      wrong.push(`${file} names a registry; set omit-lockfile-registry-resolved=true and rewrite it`);
    }
  }
  assert.deepEqual(wrong, []);
});

/** Comments and strings’ contents stay in place as blanks, so that line numbers hold. */
function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, (match) => match.replace(/[^\n]/g, ' ')).replace(/(^|\s)\/\/.*$/gm, '$1');
}
