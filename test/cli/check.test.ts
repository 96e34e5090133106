// `kpod check` as a shell or CI calls it: what it prints, its exit codes, and what --fix writes.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const kpod = path.resolve('dist', 'server', 'kpod.js');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kpod-check-'));
const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  level: "1"\n';
const bad = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndatta:\n  level: debug\n';

before(() => {
  if (!fs.existsSync(kpod)) execFileSync(process.execPath, ['server/tools/build.mjs', 'server'], { stdio: 'inherit' });
  fs.mkdirSync(path.join(folder, 'deep/er'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'good.yaml'), good);
  fs.writeFileSync(path.join(folder, 'deep/er/bad.yaml'), bad);
  fs.writeFileSync(path.join(folder, 'compose.yaml'), 'services:\n  web: {image: [}\n');
});
after(() => fs.rmSync(folder, { recursive: true }));

function run(args: readonly string[], input = '', environment: Readonly<Record<string, string>> = {}) {
  const env = { ...process.env, LC_ALL: 'C', ...environment };
  return spawnSync(process.execPath, [kpod, ...args], { cwd: folder, encoding: 'utf8', input, env });
}

test('a sound manifest is silence and 0', () => {
  const { status, stdout } = run(['check', 'good.yaml']);
  assert.equal(stdout, 'no findings in 1 documents of 1 files\n');
  assert.equal(status, 0);
});

test('a folder is searched, the place is as the user would write it, and the exit code is 1', () => {
  const { status, stdout } = run(['check', '.']);
  assert.match(stdout, /^deep\/er\/bad\.yaml:5:1: error: unknown field "datta"/m);
  assert.equal(status, 1);
});

test('globs that the shell leaves alone, and pipes', () => {
  assert.equal(run(['check', '**/good.{yaml,yml}']).status, 0);
  assert.equal(run(['check', 'deep/**/*.yaml']).status, 1);
  const piped = run(['check', '-', '--format', 'json'], `${good}---\n${bad}`);
  assert.equal(piped.status, 1);
  const { findings, documentsChecked } = JSON.parse(piped.stdout);
  assert.equal(documentsChecked, 2);
  const [unknown] = findings.filter(({ code }: { code: string }) => code === 'unknown-field');
  assert.deepEqual([unknown.path, unknown.region.line], ['<stdin>', 12]);
});

test('SARIF, JUnit and GitHub annotations name the place', () => {
  assert.equal(JSON.parse(run(['check', 'deep', '--format', 'sarif']).stdout).version, '2.1.0');
  assert.match(run(['check', 'deep', '--format=junit']).stdout, /<failure type="unknown-field"/);
  assert.match(run(['check', 'deep', '--format=github']).stdout, /^::error file=deep\/er\/bad\.yaml,line=5/);
});

test('--fail-on and --rule say what counts', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - {name: c, image: "nginx:latest"}\n';
  assert.equal(run(['check', '-'], pod).status, 0);
  assert.equal(run(['check', '-', '--fail-on', 'hint'], pod).status, 1);
  assert.equal(run(['check', '-', '--rule', 'latest-tag=error'], pod).status, 1);
  assert.match(run(['check', '-', '--rule', 'latest-tag=error', '--locale', 'zh-cn'], pod).stdout, /\p{Script=Han}/u);
});

test('--fix writes the obvious fixes and leaves the rest of the file alone', () => {
  const file = path.join(folder, 'fixed.yaml');
  fs.writeFileSync(file, bad.replace('datta:', 'datta: # keep me'));
  assert.equal(run(['check', 'fixed.yaml', '--fix']).status, 0);
  assert.equal(fs.readFileSync(file, 'utf8'), bad.replace('datta:', 'data: # keep me'));
});

test('--fix makes fixes that make room for others, until none is left', () => {
  fs.copyFileSync('test/fixtures/podSecurity/plain.yaml', path.join(folder, 'plain.yaml'));
  const profile = ['--profile', 'pss-restricted', '--fail-on', 'warning'];
  assert.equal(run(['check', 'plain.yaml', ...profile]).status, 1);
  assert.equal(run(['check', 'plain.yaml', ...profile, '--fix']).status, 0);
  assert.equal(run(['check', 'plain.yaml', ...profile]).status, 0);
});

test('the rules, as a list, as a page, and for other programs', () => {
  assert.match(run(['rules']).stdout, /^latest-tag +hint /m);
  assert.match(run(['rules', 'latest-tag', '--locale', 'zh-cn']).stdout, /\p{Script=Han}/u);
  assert.equal(run(['rules', '--format', 'markdown']).stdout, fs.readFileSync('server/RULES.md', 'utf8'));
  const { rules } = JSON.parse(run(['rules', 'latest-tag', '--format=json']).stdout);
  assert.deepEqual(rules[0].peers['kube-linter'], ['latest-tag']);
  assert.equal(run(['rules', 'no-such-rule']).status, 2);
});

test('wrong usage is 2 and says what would be right', () => {
  for (const args of [
    [],
    ['--format', 'xml', '.'],
    ['--nonsense', '.'],
    ['nowhere.yaml'],
    ['--profile', 'strickt', '.'],
  ]) {
    const { status, stderr } = run(['check', ...args]);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, /^kpod check: /);
  }
  assert.equal(run(['nonsense']).status, 2);
  assert.match(run(['check', '.', '--rule', 'latest-tags=error']).stderr, /did you mean "latest-tag"/);
  assert.match(run(['check', '.', '--rule', 'latest-tag=eror']).stderr, /did you mean "error"/);
  assert.match(run(['check', '.', '--kubernetes-version', 'newest']).stderr, /write one such as 1\.36/);
});

test('explain names type and fields', () => {
  const { status, stdout } = run(['explain', 'deploy.spec.strategy.rollingUpdate']);
  assert.equal(status, 0);
  assert.match(stdout, /KIND: +Deployment/);
  assert.match(stdout, /maxSurge <int-or-string>/);
  assert.equal(run(['explain', 'deployment.spec.nonsense']).status, 1);
});

test('--help explains itself to newcomers, in the language of the shell', () => {
  for (const args of [['--help'], ['check', '--help'], ['explain', '-h'], ['help', 'simulate']]) {
    const { status, stdout } = run(args);
    assert.equal(status, 0, args.join(' '));
    assert.match(stdout, /kpod [a-z]+ /);
    assert.match(run(args, '', { LC_ALL: 'zh_CN.UTF-8' }).stdout, /\p{Script=Han}/u, args.join(' '));
  }
  assert.match(run(['check', '--help']).stdout, /Exit codes: 0 .* 1 .* 2 /);
});

test('people read findings, summaries and complaints about usage in the language of the shell', () => {
  const chinese = { LC_ALL: 'zh_CN.UTF-8' };
  assert.match(run(['check', 'good.yaml'], '', chinese).stdout, /^1 个文件的 1 个文档：没有发现$/m);
  assert.match(run(['check', 'deep'], '', chinese).stdout, /bad\.yaml:5:1: 错误: .*\p{Script=Han}/u);
  for (const args of [['--profile', 'x', '.'], ['nowhere.yaml'], []])
    assert.match(run(['check', ...args], '', chinese).stderr, /\p{Script=Han}/u, args.join(' '));
});

test('--quiet prints what counts and nothing else', () => {
  assert.equal(run(['check', 'good.yaml', '--quiet']).stdout, '');
  const { stdout } = run(['check', 'deep', '--quiet']);
  assert.match(stdout, /unknown field "datta"/);
  assert.doesNotMatch(stdout, / in \d+ documents/);
});

test('a document that helm rendered is told with its template', () => {
  const rendered = `---\n# Source: web/templates/config.yaml\n${bad}---\n# Source: web/templates/good.yaml\n${good}`;
  const { stdout } = run(['check', '-'], rendered);
  assert.match(stdout, /^<stdin>:7:1 \(web\/templates\/config\.yaml\): error: unknown field "datta"/m);
});

test('.kpod.yaml speaks for the files below it; the command line wins over it', () => {
  const shop = path.join(folder, 'shop');
  fs.mkdirSync(path.join(shop, 'legacy'), { recursive: true });
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - {name: c, image: "nginx:latest"}\n';
  fs.writeFileSync(path.join(shop, '.kpod.yaml'), 'rules: {latest-tag: error}\nignore: [legacy/**]\n');
  fs.writeFileSync(path.join(shop, 'pod.yaml'), pod);
  fs.writeFileSync(path.join(shop, 'legacy/bad.yaml'), bad);
  assert.equal(run(['check', 'shop/pod.yaml']).status, 1);
  assert.equal(run(['check', 'shop', '--rule', 'latest-tag=hint']).status, 0);
  assert.equal(run(['check', 'shop/legacy']).stdout, 'no findings in 0 documents of 0 files\n');
});

test('what a kustomization names and nobody has is found', () => {
  const base = path.join(folder, 'base');
  fs.mkdirSync(base, { recursive: true });
  fs.writeFileSync(path.join(base, 'kustomization.yaml'), 'resources: [gone.yaml, there.yaml]\n');
  fs.writeFileSync(path.join(base, 'there.yaml'), good);
  const { status, stdout } = run(['check', 'base/kustomization.yaml']);
  assert.equal(status, 1);
  assert.match(stdout, /base\/kustomization\.yaml:1:13: error: no file or folder "gone\.yaml"/);
  assert.doesNotMatch(stdout, /there\.yaml"/);
});

test('explain --recursive lists every field below, and a misspelled one is answered with the right one', () => {
  const { stdout } = run(['explain', 'pod.spec.containers', '--recursive']);
  assert.match(stdout, /^ {2}livenessProbe <Probe>\n(?: {4}.*\n)*? {4}httpGet <HTTPGetAction>\n {6}host <string>/m);
  assert.equal(run(['explain', 'crd.spec.versions.schema', '--recursive']).status, 0);
  assert.match(run(['explain', 'deployment.spec.stratgy']).stderr, /did you mean "strategy"/);
  assert.match(run(['explain', 'deploymnt']).stderr, /did you mean "deployment"/);
});

test('SARIF keeps to what the standard requires of logs, runs, rules and results', () => {
  const log = JSON.parse(run(['check', '.', '--format', 'sarif', '--profile', 'strict']).stdout);
  const [one] = log.runs;
  const levels = ['none', 'note', 'warning', 'error'];
  for (const rule of one.tool.driver.rules) {
    assert.ok(rule.id && rule.shortDescription.text);
    assert.ok(levels.includes(rule.defaultConfiguration?.level ?? 'none'), rule.id);
  }
  for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of one.results) {
    assert.equal(one.tool.driver.rules[ruleIndex].id, ruleId);
    assert.ok(levels.includes(level) && message.text.length > 0 && partialFingerprints['kpod/v1']);
    const { artifactLocation, region } = locations[0].physicalLocation;
    assert.ok(!artifactLocation.uri.includes('\\') && !path.isAbsolute(artifactLocation.uri));
    assert.ok(region.startLine >= 1 && region.startColumn >= 1 && region.endLine >= region.startLine);
    assert.ok(region.endLine > region.startLine || region.endColumn >= region.startColumn);
  }
});
