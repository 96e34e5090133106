// Globs as people write them for files: `**`, `*`, `?`, `[ab]`, `[!ab]` and `{a,b}`, over paths with forward slashes.

const known = new Map<string, RegExp>();

/** Whether a path fits a glob; one without a slash fits a name at any depth. */
export function fitsGlob(glob: string, path: string): boolean {
  const whole = glob.includes('/') ? glob.replace(/^\.?\//, '').replace(/\/$/, '/**') : `**/${glob}`;
  const expression = known.get(whole) ?? globExpression(whole);
  known.set(whole, expression);
  return expression.test(path);
}

/** The glob as an expression for whole paths. */
export function globExpression(pattern: string): RegExp {
  let expression = '';
  for (let at = 0; at < pattern.length; at++) {
    const rest = pattern.slice(at);
    const [doubled] = /^\*\*\/?/.exec(rest) ?? [];
    const [choice, inside] = /^\{([^{}]*)\}/.exec(rest) ?? [];
    const [set] = /^\[[^\]]+\]/.exec(rest) ?? [];
    if (doubled !== undefined) expression += doubled.endsWith('/') ? '(?:[^/]+/)*' : '.*';
    else if (choice !== undefined) expression += `(?:${(inside ?? '').split(',').map(escaped).join('|')})`;
    else if (set !== undefined) expression += set.replace(/^\[!/, '[^');
    else if (rest[0] === '*') expression += '[^/]*';
    else if (rest[0] === '?') expression += '[^/]';
    else expression += escaped(rest[0] ?? '');
    at += (doubled ?? choice ?? set ?? ' ').length - 1;
  }
  return new RegExp(`^${expression}$`);
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
