// `.helmignore` (helm v3.22 pkg/ignore/rules.go): which files of a chart are no part of it.

/** @returns whether a path below the chart is left out, itself or with a folder above it */
export function ignoreRules(text: string): (path: string) => boolean {
  const rules = [...text.split(/\r?\n/).flatMap((line) => ruleOf(line) ?? []), ...(ruleOf('templates/.?*') ?? [])];
  return (path) => {
    const segments = path.split('/');
    return segments.some((_, at) => isOut(rules, segments.slice(0, at + 1).join('/'), at < segments.length - 1));
  };
}

interface Rule {
  readonly pattern: RegExp;
  readonly negates: boolean;
  readonly onlyFolders: boolean;
  /** On the last part of the path alone. */
  readonly onName: boolean;
}

function ruleOf(line: string): readonly Rule[] | undefined {
  let rule = line.trim();
  if (rule === '' || rule.startsWith('#') || rule === '!' || rule === '/' || rule.includes('**')) return undefined;
  const negates = rule.startsWith('!');
  if (negates) rule = rule.slice(1);
  const onlyFolders = rule.endsWith('/');
  if (onlyFolders) rule = rule.slice(0, -1);
  const onName = !rule.includes('/');
  const pattern = globOf(rule.replace(/^\//, ''));
  return pattern && [{ pattern, negates, onlyFolders, onName }];
}

/** path/filepath.Match. */
function globOf(glob: string): RegExp | undefined {
  const source = glob.replace(
    /\\(.)|\*|\?|\[(\^?)([^\]]+)\]|[.+^${}()|\\/]/g,
    (part, escaped?: string, not?: string, set?: string) => {
      if (escaped !== undefined) return escaped.replace(/[^\w]/, '\\$&');
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      return set === undefined ? `\\${part}` : `[${not}${set.replaceAll('\\', '\\\\')}]`;
    },
  );
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return undefined;
  }
}

function isOut(rules: readonly Rule[], path: string, isFolder: boolean): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  for (const { pattern, negates, onlyFolders, onName } of rules) {
    const matches = (!onlyFolders || isFolder) && pattern.test(onName ? name : path);
    if (negates ? !matches && !(onlyFolders && !isFolder) : matches) return true;
  }
  return false;
}
